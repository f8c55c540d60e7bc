import "server-only";
import { inTransaction } from "../in-transaction";
import { MERGE_LOCK_CLASS } from "../merge/merge-batch";

/** Notes the keys of an organisation's records anew. What their contents are is not known then: uploads look them up. */
export async function rebuildStoredKeys(organizationId: number): Promise<void> {
  await inTransaction(async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1, $2)", [MERGE_LOCK_CLASS, organizationId]);
    await client.query("DELETE FROM stored_keys WHERE organization_id = $1", [organizationId]);
    for (const table of ["usage_records", "set_aside_records"] as const)
      await client.query(noteKeysOf(table), [organizationId]);
  });
}

/** A key that both tables have is noted twice, which does no harm. */
function noteKeysOf(table: "usage_records" | "set_aside_records"): string {
  const piece = table === "usage_records" ? 0 : 1;
  return `
    INSERT INTO stored_keys (organization_id, day, batch_id, piece, keys, contents)
    SELECT $1, day, batch_id, ${piece}, string_agg(substring(uuid_send(key) FROM 1 FOR 8), ''::bytea),
           string_agg(int8send(0), ''::bytea)
      FROM ${table} WHERE organization_id = $1 GROUP BY day, batch_id`;
}
