import { createWriteStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { Column } from "./engine";

/** What a record has that spend is asked about; the cost in femto-USD. */
export const RECORD_COLUMNS: readonly Column[] = [
  { name: "timestamp", type: "time" },
  { name: "model", type: "text" },
  { name: "project", type: "text" },
  { name: "api_key", type: "text" },
  { name: "user_name", type: "text" },
  { name: "requests", type: "integer" },
  { name: "input_uncached", type: "integer" },
  { name: "cache_read", type: "integer" },
  { name: "cache_write", type: "integer" },
  { name: "output", type: "integer" },
  { name: "reasoning", type: "integer" },
  { name: "cost", type: "integer" },
];

const NAMED = { model: "model", project: "project", api_key: "apiKey", user_name: "user" };

/** Writes the very records Outlay has stored, with names and costs, to a CSV with a header; answers where. */
export async function recordsFile(databaseUrl: string, folder: string): Promise<string> {
  const file = path.join(folder, "records.csv");
  const columns = RECORD_COLUMNS.map(({ name, type }) => {
    if (type === "time") return `to_char(r.${name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') AS ${name}`;
    return type === "text" ? `${name}.value AS ${name}` : `r.${name}`;
  });
  const names = Object.entries(NAMED).map(
    ([name, dimension]) =>
      `JOIN dimension_values ${name} ON ${name}.organization_id = r.organization_id
         AND ${name}.dimension = '${dimension}' AND ${name}.id = r.${name.replace("_name", "")}_id`,
  );
  const select = `SELECT ${columns.join(", ")} FROM usage_records r ${names.join(" ")}`;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await pipeline(client.query(copyTo(`COPY (${select}) TO STDOUT (FORMAT csv, HEADER)`)), createWriteStream(file));
  } finally {
    await client.end();
  }
  return file;
}
