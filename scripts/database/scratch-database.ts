import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbeddedPostgres } from "./embedded-postgres";

/** Runs `action` with an empty database of its own, which is gone afterwards. */
export async function withScratchDatabase(action: (databaseUrl: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "outlay-scratch-"));
  // The server may run as another user, who has to reach its data through this folder.

  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres(folder);
  try {
    await action(postgres.databaseUrl);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
