import "server-only";
import type { PoolClient } from "pg";

/** Notes what a batch of a provider's own export covers. Runs in the transaction that merges it. */
export async function noteLedgerCells(
  client: PoolClient,
  organizationId: number,
  batchId: number,
  { from, to }: { from: Date; to: Date },
): Promise<void> {
  await client.query(NOTE, [organizationId, batchId, from, to]);
}

const NOTE = `
  INSERT INTO ledger_cells (organization_id, day, batch_id, provider_id, project_id)
  SELECT DISTINCT $1::int, day, $2::int, provider_id, project_id FROM usage_records
   WHERE organization_id = $1 AND batch_id = $2
     AND day BETWEEN ($3::timestamptz AT TIME ZONE 'UTC')::date AND ($4::timestamptz AT TIME ZONE 'UTC')::date
      ON CONFLICT DO NOTHING`;
