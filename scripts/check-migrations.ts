import { readFileSync } from "node:fs";
import pg from "pg";
import { withScratchDatabase } from "./database/scratch-database";
import { describeDatabase } from "./migrations/describe-database";
import { migrate } from "./migrations/migrate";
import { SCHEMA_FILE } from "./migrations/schema-engine";
import { sqlBetween } from "./migrations/sql-between";

/** `npm run check:migrations`: fails when a database made by the migrations differs from one made by the schema. */
await withScratchDatabase(async (databaseUrl) => {
  await migrate(databaseUrl);
  const migrated = await describeDatabase(databaseUrl);
  const wanted = await describeDatabase(await databaseOfSchema(databaseUrl));
  const missing = wanted.filter((line) => !migrated.includes(line)).map((line) => `only in the schema: ${line}`);
  const extra = migrated.filter((line) => !wanted.includes(line)).map((line) => `only in the migrations: ${line}`);
  if (missing.length + extra.length === 0) {
    console.log("Schema and migrations agree.");
    return;
  }
  console.error(["Schema and migrations disagree (npm run db:migration -- <name>):", ...missing, ...extra].join("\n"));
  process.exitCode = 1;
});

async function databaseOfSchema(databaseUrl: string): Promise<string> {
  const url = new URL(databaseUrl);
  url.pathname = "/wanted";
  await execute(databaseUrl, "CREATE DATABASE wanted");
  await execute(url.href, await sqlBetween(databaseUrl, null, readFileSync(SCHEMA_FILE, "utf8")));
  return url.href;
}

async function execute(databaseUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
