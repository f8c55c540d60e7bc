import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { describeDatabase } from "../../../scripts/migrations/describe-database";
import { migrate } from "../../../scripts/migrations/migrate";

const databaseUrl = process.env.DATABASE_URL ?? "";
const names = readdirSync("prisma/migrations", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

/** Held by whoever else migrates. */
const LOCK = 72_707_369;
const other = new pg.Client({ connectionString: databaseUrl });
await other.connect();

beforeEach(async () => {
  await other.query("SELECT pg_advisory_unlock_all()");
});

afterAll(async () => {
  await other.end();
});

function urlOf(database: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function finished(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1",
  );
  await client.end();
  return rows.map(({ name }) => name);
}

test("an empty database gets all migrations, once", async () => {
  const empty = `empty_${process.pid}`;
  await pool().query(`CREATE DATABASE ${empty}`);
  await migrate(urlOf(empty));
  expect(await finished(urlOf(empty))).toEqual(names);
  await migrate(urlOf(empty));
  expect(await finished(urlOf(empty))).toEqual(names);
});

test("where nothing is pending nobody is waited for", async () => {
  await other.query("SELECT pg_advisory_lock($1)", [LOCK]);
  await migrate(databaseUrl);
});

test("what is pending waits for whoever else migrates, and tells when that takes too long", async () => {
  const last = names.at(-1);
  await pool().query("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = $1", [last]);
  await other.query("SELECT pg_advisory_lock($1)", [LOCK]);
  await expect(migrate(databaseUrl)).rejects.toThrow("Somebody else is migrating");
  await pool().query("UPDATE _prisma_migrations SET rolled_back_at = NULL WHERE migration_name = $1", [last]);
});

test("a migration that fails is told, and leaves nothing behind", async () => {
  const last = names.at(-1) ?? "";
  await pool().query("DELETE FROM _prisma_migrations WHERE migration_name = $1", [last]);
  const before = await describeDatabase(databaseUrl);
  // Its changes are in already.
  for (const _ of ["at once", "at the next start"])
    await expect(migrate(databaseUrl)).rejects.toThrow(`${last} failed, and nothing of it was applied: `);
  expect(await describeDatabase(databaseUrl)).toEqual(before);
});

describe("a migration that was cut off", () => {
  const url = urlOf(`cut_${process.pid}`);
  const client = new pg.Client({ connectionString: url });

  beforeAll(async () => {
    await pool().query(`CREATE DATABASE cut_${process.pid}`);
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
  });

  test("is applied at the next start, wherever it was", async () => {
    await migrate(url);
    const whole = await describeDatabase(url);
    await client.query(
      "CREATE SCHEMA kept; CREATE TABLE kept._prisma_migrations (LIKE _prisma_migrations INCLUDING ALL)",
    );
    for (const isSo of [IS_IN_THE_FIRST, HAS_APPLIED(1), HAS_APPLIED(3)]) {
      await client.query(EMPTY);
      await killOnce(url, async () => (await client.query(isSo)).rows[0].so);
      await migrate(url);
      expect(await finished(url)).toEqual(names);
      expect(await describeDatabase(url)).toEqual(whole);
    }
  });

  test("by Prisma, of which nobody knows how far it came, is left to people", async () => {
    await migrate(url);
    await client.query("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1", [names[0]]);
    await expect(migrate(url)).rejects.toThrow(`${names[0]} was begun before and not finished: docs/operations.md`);
  });
});

/** No migration, but the table of them, which is made first. */
const EMPTY =
  "DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE _prisma_migrations (LIKE kept._prisma_migrations INCLUDING ALL)";

const IS_IN_THE_FIRST = `
  SELECT EXISTS (
    SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database AND datname = current_database()
     WHERE mode = 'AccessExclusiveLock' AND pid <> pg_backend_pid()) AS so`;

const HAS_APPLIED = (count: number) => `SELECT count(*) >= ${count} AS so FROM _prisma_migrations`;

/** Migrates in a process of its own, which is killed without a warning as soon as this is so. */
async function killOnce(url: string, isSo: () => Promise<boolean>): Promise<void> {
  const program = `import("./scripts/migrations/migrate.ts").then(({ migrate }) => migrate(process.env.DATABASE_URL))`;
  const child = spawn(process.execPath, ["--import", "tsx", "--eval", program], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (part) => {
    said += part;
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  while (child.exitCode === null && !(await isSo())) await new Promise((resolve) => setImmediate(resolve));
  child.kill("SIGKILL");
  await ended;
  expect(said).toBe("");
}
