import "server-only";
import type { PoolClient } from "pg";
import { SeenKeys } from "./seen-keys";

/** Rows of stored_keys that are read at once. */
const ROWS_AT_ONCE = 100;
/** Millions of bytes come as they are rather than as text. (A query of pg takes it; its types do not say so.) */
const IN_BINARY = { binary: true };

/** How many keys an organisation has noted: at least one for every record that is stored. */
export async function countStoredKeys(client: PoolClient, organizationId: number): Promise<number> {
  const { rows } = await client.query<{ count: string }>(COUNT_KEYS, [organizationId]);
  return Number(rows[0]?.count);
}

/** The keys of everything an organisation has stored, about `count` of them; within the caller's transaction. */
export async function readStoredKeys(client: PoolClient, organizationId: number, count: number): Promise<SeenKeys> {
  const keys = new SeenKeys(count);
  await client.query(
    `DECLARE stored NO SCROLL CURSOR FOR SELECT keys FROM stored_keys WHERE organization_id = ${organizationId}`,
  );
  const fetchRows = () => client.query<{ keys: Buffer }>({ text: `FETCH ${ROWS_AT_ONCE} FROM stored`, ...IN_BINARY });
  for (let next: ReturnType<typeof fetchRows> | null = fetchRows(); next; ) {
    const { rows }: Awaited<ReturnType<typeof fetchRows>> = await next;
    // The database gets the next ones ready while these are taken in.
    next = rows.length === ROWS_AT_ONCE ? fetchRows() : null;
    keys.addPacked(rows.map((row) => row.keys));
  }
  await client.query("CLOSE stored");
  return keys;
}

const COUNT_KEYS =
  "SELECT coalesce(sum(octet_length(keys)) / 8, 0) AS count FROM stored_keys WHERE organization_id = $1";
