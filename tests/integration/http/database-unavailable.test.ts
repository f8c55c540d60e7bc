import pg from "pg";
import { expect, test } from "vitest";
import { isDatabaseUnavailable } from "@/lib/db/database-unavailable";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { freePort } from "../../../scripts/database/embedded-postgres";

async function thrownBy(action: () => Promise<unknown>): Promise<unknown> {
  return action().then(
    () => undefined,
    (error: unknown) => error,
  );
}

test("a server that is not there is told from a query that is wrong", async () => {
  const connectionString = `postgresql://outlay:none@127.0.0.1:${await freePort()}/outlay`;
  expect(isDatabaseUnavailable(await thrownBy(() => new pg.Client({ connectionString }).connect()))).toBe(true);
  expect(isDatabaseUnavailable(await thrownBy(() => pool().query("SELECT of nothing")))).toBe(false);
  expect(isDatabaseUnavailable(await thrownBy(() => prisma.$queryRawUnsafe("SELECT of nothing")))).toBe(false);
  expect(isDatabaseUnavailable(await thrownBy(() => pool().query("SELECT 1 / 0")))).toBe(false);
});

test("a connection that ends under a query was lost", async () => {
  const client = await pool().connect();
  const error = await thrownBy(() => client.query("SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(60)"));
  expect(isDatabaseUnavailable(error)).toBe(true);
  expect(isDatabaseUnavailable(await thrownBy(() => client.query("SELECT 1")))).toBe(true);
  client.release(true);
});

test("a connection that ends between two queries ends no more than what it is used for", async () => {
  const client = await pool().connect();
  const ended = new Promise<void>((resolve) => client.once("end", resolve));
  const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
  await pool().query("SELECT pg_terminate_backend($1)", [rows[0].pid]);
  await ended;
  expect(isDatabaseUnavailable(await thrownBy(() => client.query("SELECT 1")))).toBe(true);
  client.release(true);
});

test("Prisma tells what the database said in its own way", async () => {
  const raised = "DO $$ BEGIN RAISE EXCEPTION 'the database system is starting up' USING ERRCODE = '57P03'; END $$";
  expect(isDatabaseUnavailable(await thrownBy(() => prisma.$executeRawUnsafe(raised)))).toBe(true);
  expect(isDatabaseUnavailable(await thrownBy(() => pool().query(raised)))).toBe(true);
});

test("an error may be the cause of another", () => {
  const cause = Object.assign(new Error("Can't reach database server"), { code: "P1001" });
  expect(isDatabaseUnavailable(new Error("no answer", { cause }))).toBe(true);
  expect(isDatabaseUnavailable("P1001")).toBe(false);
});
