import "server-only";
import { inTransaction } from "./in-transaction";
import { BATCHES_OF_SHARED_KEYS, SHARED_KEYS } from "./keys/shared-keys";
import { MERGE_LOCK_CLASS } from "./merge/merge-batch";
import { addToRollups } from "./merge/rollups";
import { forgetExportViews } from "./overlap/export-views";
import { forgetLedgerCells } from "./overlap/ledger-cells";
import { settleOverlap } from "./overlap/settle-overlap";

/**
 * Takes everything a batch brought out of every figure, in one transaction. What the batch had replaced does not come
 * back: a revision's older content is not kept. False when there is no such committed batch.
 */
export async function deleteBatch(organizationId: number, batchId: number): Promise<boolean> {
  return inTransaction(async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1, $2)", [MERGE_LOCK_CLASS, organizationId]);
    const scope: [number, number] = [organizationId, batchId];
    const { rowCount, rows } = await client.query<{ from: Date | null; to: Date | null }>(MARK_DELETED, scope);
    if (rowCount === 1) {
      await addToRollups(client, organizationId, { kind: "of batch, taken out", batchId });
      await client.query("DELETE FROM usage_records WHERE organization_id = $1 AND batch_id = $2", scope);
      await client.query("DELETE FROM billed_costs WHERE organization_id = $1 AND batch_id = $2", scope);
      await client.query(FORGET_KEYS, scope);
      await client.query(FORGET_CONTENTS, scope);
      await client.query("DELETE FROM batch_rejects WHERE organization_id = $1 AND batch_id = $2", scope);
      await client.query("DELETE FROM batch_files WHERE organization_id = $1 AND batch_id = $2", scope);
      await client.query("DELETE FROM set_aside_records WHERE organization_id = $1 AND batch_id = $2", scope);
      await forgetLedgerCells(client, organizationId, batchId);
      const ofExports = await forgetExportViews(client, scope);
      const { from = null, to = null } = rows[0] ?? {};
      if (from && to) await settleOverlap(client, organizationId, { days: { from, to }, firstBatch: null, ofExports });
    }
    return rowCount === 1;
  });
}

const MARK_DELETED = `
  UPDATE batches SET status = 'deleted', finished_at = now()
   WHERE organization_id = $1 AND id = $2 AND status IN ('committed', 'failed')
  RETURNING first_usage_at AS from, last_usage_at AS to`;

/** What a batch revised may still be noted as another batch's: its keys stay, as keys of which nothing is known. */
const FORGET_KEYS = `
  DELETE FROM stored_keys
   WHERE organization_id = $1 AND batch_id = $2
     AND NOT EXISTS (SELECT 1 FROM batches WHERE organization_id = $1 AND id = $2 AND revised > 0)`;

const FORGET_CONTENTS = `
  UPDATE stored_keys SET contents = decode(repeat('00', length(keys)), 'hex')
   WHERE organization_id = $1 AND (batch_id = $2 OR (batch_id = ${SHARED_KEYS} AND piece = $2 / ${BATCHES_OF_SHARED_KEYS}))`;
