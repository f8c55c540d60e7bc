import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withScratchDatabase } from "./database/scratch-database";
import { SCHEMA_FILE } from "./migrations/schema-engine";
import { sqlBetween } from "./migrations/sql-between";

/** `npm run db:migration -- <name>`: writes the SQL that leads from the committed schema to the one in the work tree. */
const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error("Give the migration a name of small letters, digits and _: npm run db:migration -- add_budgets");
  process.exit(1);
}

const committed = execFileSync("git", ["show", `HEAD:${SCHEMA_FILE}`], { encoding: "utf8" });

await withScratchDatabase(async (databaseUrl) => {
  const sql = await sqlBetween(databaseUrl, committed, readFileSync(SCHEMA_FILE, "utf8"));
  if (sql === "") {
    console.log("The schema has not changed since the last commit: nothing to write.");
    return;
  }
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = path.join("prisma/migrations", `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "migration.sql"), `${sql}\n`);
  console.log(`Wrote ${folder}/migration.sql: read it before you commit it.`);
});
