import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";

/** Gives the test file a database of its own, before anything that connects is imported. */
const template = new URL(inject("templateUrl"));
const name = `test_${randomBytes(8).toString("hex")}`;

const admin = new URL(template);
admin.pathname = "/postgres";
const client = new pg.Client({ connectionString: admin.href });
await client.connect();
await client.query(`CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`);
await client.end();

const own = new URL(template);
own.pathname = `/${name}`;
process.env.DATABASE_URL = own.href;
process.env.NEXTAUTH_SECRET = "a secret for tests, long enough";
process.env.NEXTAUTH_URL = "http://localhost:3000";

afterAll(async () => {
  const { pool } = await import("@/lib/db/pool");
  await pool().end();
});
