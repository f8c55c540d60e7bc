import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../scripts/database/embedded-postgres";
import { migrate } from "../../scripts/migrations/migrate";

declare module "vitest" {
  export interface ProvidedContext {
    /** A migrated, empty database; every test file works on a copy of it. */
    templateUrl: string;
  }
}

/** One PostgreSQL for the whole run, with a migrated database to copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), "outlay-test-"));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres(folder);
  await migrate(postgres.databaseUrl);
  project.provide("templateUrl", postgres.databaseUrl);
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
