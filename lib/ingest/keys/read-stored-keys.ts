import "server-only";
import type { PoolClient } from "pg";
import { copiedFields } from "@/lib/db/copied-fields";
import { SeenKeys } from "./seen-keys";

/** Rows of stored_keys whose keys are added together. */
const ROWS_AT_ONCE = 100;
const BYTES_OF_A_KEY = 8;

/** How many keys an organisation has noted: at least one for every record that is stored. */
export async function countStoredKeys(client: PoolClient, organizationId: number): Promise<number> {
  const { rows } = await client.query<{ count: string }>(COUNT_KEYS, [organizationId]);
  return Number(rows[0]?.count);
}

/** The keys of everything an organisation has stored, about `count` of them; within the caller's transaction. */
export async function readStoredKeys(client: PoolClient, organizationId: number, count: number): Promise<SeenKeys> {
  const keys = new SeenKeys(count);
  await addStoredKeys(keys, client, `SELECT keys FROM stored_keys WHERE organization_id = ${Number(organizationId)}`);
  return keys;
}

/** Adds the keys that a query (see `copiedFields`) answers, some in each row. Answers how many there were. */
export async function addStoredKeys(keys: SeenKeys, client: PoolClient, query: string): Promise<number> {
  let count = 0;
  let waiting: Buffer[] = [];
  for await (const [row] of copiedFields(client, query)) {
    if (!row) continue;
    count += row.length / BYTES_OF_A_KEY;
    waiting.push(row);
    if (waiting.length < ROWS_AT_ONCE) continue;
    keys.addPacked(waiting);
    waiting = [];
  }
  keys.addPacked(waiting);
  return count;
}

const COUNT_KEYS =
  "SELECT coalesce(sum(octet_length(keys)) / 8, 0) AS count FROM stored_keys WHERE organization_id = $1";
