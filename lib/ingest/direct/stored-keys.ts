import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { SeenKeys } from "./seen-keys";
import { StoredDay } from "./stored-day";

/** Rows of stored_keys that are read at once. */
const ROWS_AT_ONCE = 100;

/** All keys an organisation has stored; may take a new key for a stored one. Within the caller's transaction. */
export async function readStoredKeys(client: PoolClient, organizationId: number): Promise<SeenKeys> {
  const seen = new SeenKeys();
  await client.query(
    `DECLARE stored NO SCROLL CURSOR FOR SELECT keys FROM stored_keys WHERE organization_id = ${organizationId}`,
  );
  for (;;) {
    const { rows } = await client.query<{ keys: Buffer }>(`FETCH ${ROWS_AT_ONCE} FROM stored`);
    for (const { keys } of rows) {
      for (let at = 0; at < keys.length; at += 8) seen.add(keys.readInt32BE(at), keys.readInt32BE(at + 4));
    }
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await client.query("CLOSE stored");
  return seen;
}

/** What an organisation has stored under a UTC day (days since 1970). The caller holds the lock under which it changes. */
export async function readStoredDay(organizationId: number, day: number): Promise<StoredDay> {
  const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
  const { rows } = await pool().query<{ keys: Buffer; contents: Buffer }>(
    "SELECT keys, contents FROM stored_keys WHERE organization_id = $1 AND day = $2",
    [organizationId, date],
  );
  const stored = new StoredDay(rows.reduce((count, { keys }) => count + keys.length / 8, 0));
  for (const { keys, contents } of rows) stored.add(keys, contents);
  return stored;
}
