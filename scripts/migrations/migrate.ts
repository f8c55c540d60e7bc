import pg from "pg";
import { runApart } from "../database/run-apart";
import { migrationNames } from "./read-migrations";

/**
 * Applies the migrations a database does not have yet, as `prisma migrate deploy` does: in a process that ends, because
 * the schema engine would keep 40 MB of this one, and only where there are any.
 * @throws Error with what the engine says when one fails, or has failed before.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  if (await isMigrated(databaseUrl)) return;
  await runApart(process.execPath, ["--import", "tsx", "scripts/migrations/apply.ts"], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
}

/** Whether all migrations are in, and none has failed. */
async function isMigrated(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; finished: boolean }>(STARTED);
    const started = new Set(rows.map(({ name }) => name));
    return rows.every(({ finished }) => finished) && migrationNames().every((name) => started.has(name));
  } catch (error) {
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return false;
    throw error;
  } finally {
    await client.end();
  }
}

const UNDEFINED_TABLE = "42P01";

/** Of Prisma's own table. A migration that was marked as rolled back is to be applied again. */
const STARTED = `
  SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL`;
