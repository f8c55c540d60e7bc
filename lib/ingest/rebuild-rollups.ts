import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "./in-transaction";
import { MERGE_LOCK_CLASS } from "./merge/merge-batch";
import { addToRollups } from "./merge/rollups";

/** Recomputes all rollups of an organisation from its records, in one transaction (its own, or the given client's). */
export async function rebuildRollups(organizationId: number, within?: PoolClient): Promise<void> {
  if (within) return rebuild(within, organizationId);
  await inTransaction(async (client) => {
    await rebuild(client, organizationId);
  });
}

async function rebuild(client: PoolClient, organizationId: number): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock($1, $2)", [MERGE_LOCK_CLASS, organizationId]);
  await client.query("DELETE FROM rollups WHERE organization_id = $1", [organizationId]);
  await addToRollups(client, organizationId, { kind: "all" });
}

/** How many rollup rows differ from what the records say; nothing is changed. */
export async function countRollupDifferences(organizationId: number): Promise<number> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock($1, $2)", [MERGE_LOCK_CLASS, organizationId]);
    await client.query(
      "CREATE TEMPORARY TABLE rollups_before ON COMMIT DROP AS SELECT * FROM rollups WHERE organization_id = $1",
      [organizationId],
    );
    await client.query("DELETE FROM rollups WHERE organization_id = $1", [organizationId]);
    await addToRollups(client, organizationId, { kind: "all" });
    const { rows } = await client.query<{ count: string }>(COUNT_DIFFERENCES, [organizationId]);
    return Number(rows[0]?.count ?? 0);
  } finally {
    await client.query("ROLLBACK").catch(() => undefined);
    client.release();
  }
}

const COUNT_DIFFERENCES = `
  SELECT count(*) FROM (
    (SELECT * FROM rollups WHERE organization_id = $1 EXCEPT ALL SELECT * FROM rollups_before)
    UNION ALL
    (SELECT * FROM rollups_before EXCEPT ALL SELECT * FROM rollups WHERE organization_id = $1)) differing`;
