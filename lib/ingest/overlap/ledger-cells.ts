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

/**
 * Forgets what a batch covered whose records have just been deleted, and what other exports covered by records that it had
 * replaced: nothing of these is left. Runs in the transaction that deletes it.
 */
export async function forgetLedgerCells(client: PoolClient, organizationId: number, batchId: number): Promise<void> {
  const { rows } = await client.query<{ day: string }>(FORGET, [organizationId, batchId]);
  const days = [...new Set(rows.map(({ day }) => day))];
  if (days.length > 0) await client.query(FORGET_EMPTY, [organizationId, days]);
}

const FORGET = "DELETE FROM ledger_cells WHERE organization_id = $1 AND batch_id = $2 RETURNING day::text";

const FORGET_EMPTY = `
  DELETE FROM ledger_cells cell WHERE cell.organization_id = $1 AND cell.day = ANY($2::date[])
     ${["usage_records", "set_aside_records"]
       .map(
         (table) => `
     AND NOT EXISTS (
       SELECT 1 FROM ${table} r WHERE r.organization_id = $1 AND r.day = cell.day AND r.batch_id = cell.batch_id
          AND r.provider_id = cell.provider_id AND r.project_id = cell.project_id)`,
       )
       .join("")}`;

const NOTE = `
  INSERT INTO ledger_cells (organization_id, day, batch_id, provider_id, project_id)
  SELECT DISTINCT $1::int, day, $2::int, provider_id, project_id FROM usage_records
   WHERE organization_id = $1 AND batch_id = $2
     AND day BETWEEN ($3::timestamptz AT TIME ZONE 'UTC')::date AND ($4::timestamptz AT TIME ZONE 'UTC')::date
      ON CONFLICT DO NOTHING`;
