import type { PoolClient } from "pg";

/** Up to this many look-ups go through the primary key one by one; beyond, one pass over the keys is cheaper. */
export const MOST_LOOK_UPS = 400_000;

/**
 * Has the planner look records up one by one. It knows nothing of staged_records, which is filled and emptied all the
 * time, and has to be told.
 */
export async function lookUpOneByOne(client: PoolClient): Promise<void> {
  await client.query(
    "SET LOCAL enable_nestloop = on; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off",
  );
}

/** Has the planner join whole sets, as is right for most statements of a merge. */
export async function lookUpAtOnce(client: PoolClient): Promise<void> {
  await client.query(
    "SET LOCAL enable_nestloop = off; SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on",
  );
}
