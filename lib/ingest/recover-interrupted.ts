import "server-only";
import { pool } from "@/lib/db/pool";

/**
 * Marks uploads that a crash interrupted as failed and removes what they left. Called once before the server serves. An
 * upload that another process is taking is ended by this: it does not commit what is no longer being received.
 */
export async function recoverInterrupted(): Promise<number> {
  const { rowCount } = await pool().query(`
    UPDATE batches SET status = 'failed', received = 0, rejected = 0, finished_at = now(),
           error = 'The server stopped during this upload; nothing of it was stored. Send it again.'
     WHERE status = 'receiving'`);
  for (const table of ["staged_records", "staged_billed_costs"])
    await pool().query(removeFrom(table, "<> 'receiving'"));
  await pool().query(removeFrom("batch_rejects", "= 'failed'"));
  return rowCount ?? 0;
}

function removeFrom(table: string, status: string): string {
  return `
    DELETE FROM ${table} t USING batches b
     WHERE b.organization_id = t.organization_id AND b.id = t.batch_id AND b.status ${status}`;
}
