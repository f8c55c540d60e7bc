import { createReadStream, createWriteStream, rmSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/** PostgreSQL's two ways of writing rows down. */
export const COPY_FORMATS = ["text", "binary"] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];

/**
 * Milliseconds a bare COPY takes of everything in usage_records, from a file, into an empty table of the same columns
 * with the same primary key: the yardstick of uploads.
 */
export async function bareCopy(databaseUrl: string, format: CopyFormat, folder: string): Promise<number> {
  const file = path.join(folder, `copy.${format}`);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await pipeline(client.query(copyTo(`COPY usage_records TO STDOUT (FORMAT ${format})`)), createWriteStream(file));
    await client.query("CREATE TABLE bare_copy (LIKE usage_records INCLUDING ALL)");
    await client.query("CHECKPOINT");
    const started = performance.now();
    await pipeline(
      createReadStream(file, { highWaterMark: 1 << 18 }),
      client.query(copyFrom(`COPY bare_copy FROM STDIN (FORMAT ${format})`)),
    );
    const ms = performance.now() - started;
    await client.query("DROP TABLE bare_copy");
    return ms;
  } finally {
    await client.end();
    rmSync(file, { force: true });
  }
}
