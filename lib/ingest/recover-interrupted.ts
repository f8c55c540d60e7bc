import "server-only";
import { inTransaction } from "./in-transaction";
import { isUnclaimed } from "./upload-claim";

/**
 * Marks uploads that a crash interrupted as failed and removes what they left. What another process is receiving is left
 * alone: it has claimed it.
 */
export async function recoverInterrupted(): Promise<number> {
  return inTransaction(async (client) => {
    const { rowCount } = await client.query(FAIL_INTERRUPTED);
    for (const table of ["staged_records", "staged_billed_costs"])
      await client.query(removeFrom(table, "<> 'receiving'"));
    await client.query(removeFrom("batch_rejects", "= 'failed'"));
    return rowCount ?? 0;
  });
}

const FAIL_INTERRUPTED = `
  WITH received AS MATERIALIZED (SELECT organization_id, id FROM batches WHERE status = 'receiving'),
  interrupted AS MATERIALIZED (SELECT organization_id, id FROM received WHERE ${isUnclaimed("received")})
  UPDATE batches b SET status = 'failed', received = 0, rejected = 0, finished_at = now(),
         error = 'The server stopped during this upload; nothing of it was stored. Send it again.'
    FROM interrupted
   WHERE b.organization_id = interrupted.organization_id AND b.id = interrupted.id AND b.status = 'receiving'`;

function removeFrom(table: string, status: string): string {
  return `
    DELETE FROM ${table} t USING batches b
     WHERE b.organization_id = t.organization_id AND b.id = t.batch_id AND b.status ${status}`;
}
