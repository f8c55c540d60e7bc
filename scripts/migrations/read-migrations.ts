import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const MIGRATIONS = "prisma/migrations";

/** Names of all migrations, in their order. */
export function migrationNames(): string[] {
  return readdirSync(MIGRATIONS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** The SQL of a migration. */
export function readMigration(name: string): string {
  return readFileSync(path.join(MIGRATIONS, name, "migration.sql"), "utf8");
}
