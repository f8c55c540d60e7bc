import "server-only";
import { forgetApiKeys } from "@/lib/auth/known-api-keys";
import { inTransaction } from "./in-transaction";
import { MERGE_LOCK_CLASS } from "./merge/merge-batch";
import { rebuildRollups } from "./rebuild-rollups";

/**
 * Gives an organisation another reporting time zone and computes its rollups anew: their days are the zone's. In one
 * transaction, under the lock of merges, so that no upload is rolled up by the old zone in between.
 */
export async function changeTimeZone(organizationId: number, timeZone: string): Promise<void> {
  await inTransaction(async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1, $2)", [MERGE_LOCK_CLASS, organizationId]);
    const { rowCount } = await client.query(
      "UPDATE organizations SET time_zone = $2 WHERE id = $1 AND time_zone <> $2 AND now() AT TIME ZONE $2 IS NOT NULL",
      [organizationId, timeZone],
    );
    if (rowCount) await rebuildRollups(organizationId, client);
  });
  forgetApiKeys(organizationId);
}
