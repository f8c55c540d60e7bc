import "server-only";
import { pool } from "@/lib/db/pool";

/** Marks uploads that a crash interrupted as failed and removes what they left. Called once before the server serves. */
export async function recoverInterrupted(): Promise<number> {
  const { rowCount } = await pool().query(`
    UPDATE batches SET status = 'failed', received = 0, rejected = 0, finished_at = now(),
           error = 'The server stopped during this upload; nothing of it was stored. Send it again.'
     WHERE status = 'receiving'`);
  await pool().query("DELETE FROM staged_records");
  await pool().query("DELETE FROM staged_billed_costs");
  await pool().query(`
    DELETE FROM batch_rejects r USING batches b
     WHERE b.organization_id = r.organization_id AND b.id = r.batch_id AND b.status = 'failed'`);
  return rowCount ?? 0;
}
