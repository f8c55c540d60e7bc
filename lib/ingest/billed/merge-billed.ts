import "server-only";
import type { PoolClient } from "pg";
import { MERGE_LOCK_CLASS } from "../merge/merge-batch";
import { type MergeCounts, NO_LINES } from "../merge/merge-counts";

/**
 * Merges a batch's staged billed costs into the organisation's, inside the caller's transaction. Lines of one identity are
 * parts of a sum, and the sum replaces what an earlier upload said; of several files of an archive that tell of it the one
 * stays that tells of most. Every line is counted once.
 */
export async function mergeBilled(client: PoolClient, organizationId: number, batchId: number): Promise<MergeCounts> {
  await client.query("SELECT pg_advisory_xact_lock($1, $2)", [MERGE_LOCK_CLASS, organizationId]);
  const { rows } = await client.query<{
    inserted: string;
    duplicates: string;
    revised: string;
    first: Date | null;
    last: Date | null;
  }>(MERGE, [organizationId, batchId]);
  await client.query("DELETE FROM staged_billed_costs WHERE organization_id = $1 AND batch_id = $2", [
    organizationId,
    batchId,
  ]);
  const [row] = rows;
  if (!row) throw new Error("counting billed costs always answers a row");
  return {
    ...NO_LINES,
    inserted: Number(row.inserted),
    duplicates: Number(row.duplicates),
    revised: Number(row.revised),
    firstUsageAt: row.first,
    lastUsageAt: row.last,
  };
}

const MERGE = `
  WITH of_files AS (
    SELECT DISTINCT ON (key, file) s.*, sum(amount) OVER same AS total, count(*) OVER same AS lines
      FROM staged_billed_costs s WHERE organization_id = $1 AND batch_id = $2
    WINDOW same AS (PARTITION BY key, file) ORDER BY key, file, ordinal DESC),
  sums AS (SELECT DISTINCT ON (key) * FROM of_files ORDER BY key, total DESC, file DESC),
  compared AS (
    SELECT sums.*, stored.amount AS before
      FROM sums LEFT JOIN billed_costs stored
        ON stored.organization_id = $1 AND stored.day = sums.day AND stored.key = sums.key),
  written AS (
    INSERT INTO billed_costs (organization_id, day, key, timestamp, end_timestamp, batch_id, line, provider, line_item, model,
                              service_tier, project, api_key, "user", amount, currency, basis)
    SELECT $1, day, key, timestamp, end_timestamp, $2, line, provider, line_item, model, service_tier, project, api_key, "user",
           total, currency, basis
      FROM compared WHERE before IS DISTINCT FROM total
    ON CONFLICT (organization_id, day, key) DO UPDATE SET amount = excluded.amount, batch_id = excluded.batch_id, line = excluded.line)
  SELECT coalesce(sum(lines) FILTER (WHERE before IS NULL), 0) AS inserted,
         coalesce(sum(lines) FILTER (WHERE before = total), 0)
           + (SELECT coalesce(sum(lines), 0) FROM of_files) - coalesce(sum(lines), 0) AS duplicates,
         coalesce(sum(lines) FILTER (WHERE before <> total), 0) AS revised,
         min(timestamp) AS first, max(timestamp) AS last
    FROM compared`;
