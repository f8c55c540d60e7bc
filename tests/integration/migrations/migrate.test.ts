import { readdirSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { migrate } from "../../../scripts/migrations/migrate";

const databaseUrl = process.env.DATABASE_URL ?? "";
const names = readdirSync("prisma/migrations", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

/** Held by whoever else migrates; Prisma's schema engine waits ten seconds for it. */
const ENGINE_LOCK = 72_707_369;
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

test("where nothing is pending the engine is not asked", async () => {
  await other.query("SELECT pg_advisory_lock($1)", [ENGINE_LOCK]);
  await migrate(databaseUrl);
});

test("what is pending waits for whoever else migrates, and tells when that takes too long", async () => {
  const last = names.at(-1);
  await pool().query("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = $1", [last]);
  await other.query("SELECT pg_advisory_lock($1)", [ENGINE_LOCK]);
  await expect(migrate(databaseUrl)).rejects.toThrow("advisory lock");
  await pool().query("UPDATE _prisma_migrations SET rolled_back_at = NULL WHERE migration_name = $1", [last]);
});

test("a migration that fails is told, and told again at the next start", async () => {
  const last = names.at(-1) ?? "";
  await pool().query("DELETE FROM _prisma_migrations WHERE migration_name = $1", [last]);
  // Its changes are in already.
  await expect(migrate(databaseUrl)).rejects.toThrow(last);
  await expect(migrate(databaseUrl)).rejects.toThrow("failed migrations");
});
