import { hash } from "node:crypto";
import pg from "pg";
import { migrationNames, readMigration } from "./read-migrations";

/** What Prisma locks while it migrates, and how long is waited for it. */
const LOCK = 72_707_369;
const PATIENCE = "10s";

/**
 * Applies the migrations a database does not have yet, as `prisma migrate deploy` does and into the same table, but each in
 * one transaction with its row there: what fails or is cut off, by whatever, has not been begun, and is applied at the next
 * start. (Prisma's engine, through its adapter, runs the statements one by one, and will not touch what was cut off.)
 * @throws Error with the migration's name when one fails, or was left unfinished by Prisma.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // A database that is stopped meanwhile is told by the statement under way.
  client.on("error", () => undefined);
  await client.connect();
  try {
    if ((await pending(client)).length === 0) return;
    await lock(client);
    await client.query(CREATE_TABLE);
    for (const name of await pending(client)) await apply(client, name);
  } finally {
    await client.end();
  }
}

/** Names of the migrations that the database does not have, in their order. */
async function pending(client: pg.Client): Promise<string[]> {
  const begun = await readBegun(client);
  const unfinished = begun.find(({ finished }) => !finished);
  if (unfinished)
    throw new Error(
      `The migration ${unfinished.name} was begun before and not finished: docs/operations.md says what to do.`,
    );
  const applied = new Set(begun.map(({ name }) => name));
  return migrationNames().filter((name) => !applied.has(name));
}

async function readBegun(client: pg.Client): Promise<{ name: string; finished: boolean }[]> {
  try {
    return (await client.query<{ name: string; finished: boolean }>(BEGUN)).rows;
  } catch (error) {
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return [];
    throw error;
  }
}

async function lock(client: pg.Client): Promise<void> {
  await client.query(`SET lock_timeout = '${PATIENCE}'`);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
  } catch (error) {
    throw new Error(`Somebody else is migrating this database: ${(error as Error).message}`);
  }
  await client.query("RESET lock_timeout");
}

async function apply(client: pg.Client, name: string): Promise<void> {
  const sql = readMigration(name);
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query(NOTE, [hash("sha256", sql), name]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw new Error(`The migration ${name} failed, and nothing of it was applied: ${(error as Error).message}`);
  }
}

const UNDEFINED_TABLE = "42P01";

/** A migration that was marked as rolled back is to be applied again. */
const BEGUN = `
  SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL`;

/** As Prisma makes it. */
const CREATE_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY NOT NULL,
    checksum varchar(64) NOT NULL,
    finished_at timestamptz,
    migration_name varchar(255) NOT NULL,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0)`;

const NOTE = `
  INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
  VALUES (gen_random_uuid(), $1, $2, now(), clock_timestamp(), 1)`;
