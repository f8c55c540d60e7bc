import "server-only";
import { pool } from "@/lib/db/pool";
import { storable } from "./storable";

/** A batch that came to nothing. */
interface FailedBatch {
  organizationId: number;
  batchId: number;
  reason: string;
  /** Bytes that had come. */
  bytes: number;
}

const TRY_AGAIN_AFTER_MS = 1000;

/** Batches that could not be marked because the database was gone. */
const waiting: FailedBatch[] = [];

/**
 * Marks a batch that is being received as failed and removes what it left. If the database is gone, this returns all the
 * same, and it is done when the database is back.
 */
export async function failBatch(batch: FailedBatch): Promise<void> {
  try {
    await markFailed(batch);
  } catch {
    if (waiting.push(batch) === 1) tryLater();
  }
}

function tryLater(): void {
  setTimeout(async () => {
    try {
      for (let batch = waiting[0]; batch; batch = waiting[0]) {
        await markFailed(batch);
        waiting.shift();
      }
    } catch {
      tryLater();
    }
  }, TRY_AGAIN_AFTER_MS).unref();
}

/** A batch that is committed stays so: a connection can break after the commit and before its answer. */
async function markFailed({ organizationId, batchId, reason, bytes }: FailedBatch): Promise<void> {
  const batch = [organizationId, batchId];
  await pool().query(FAIL_BATCH, [...batch, storable(reason), bytes]);
  for (const sql of REMOVE_LEFTOVERS) await pool().query(sql, batch);
}

const FAIL_BATCH = `
  UPDATE batches SET status = 'failed', error = $3, bytes = $4, received = 0, rejected = 0, finished_at = now()
   WHERE organization_id = $1 AND id = $2 AND status = 'receiving'`;

const REMOVE_LEFTOVERS = [
  "DELETE FROM staged_records WHERE organization_id = $1 AND batch_id = $2",
  "DELETE FROM staged_billed_costs WHERE organization_id = $1 AND batch_id = $2",
  `DELETE FROM batch_rejects WHERE organization_id = $1 AND batch_id = $2
      AND EXISTS (SELECT 1 FROM batches WHERE organization_id = $1 AND id = $2 AND status = 'failed')`,
];
