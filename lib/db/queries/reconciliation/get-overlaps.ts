import "server-only";
import { pool } from "@/lib/db/pool";
import { type Overlap, overlapsOf } from "@/lib/spend/overlap";
import { IS_OF_VIEW } from "./export-views-sql";
import { type SumsRow, sumsOfRow } from "./sums-row";

interface OverlapRow extends SumsRow {
  day: string;
  provider: string | null;
  project: string | null;
  ledger: boolean;
  aside: boolean;
}

/** What came both as a provider's export and as single requests, on the UTC days that a period touches. */
export async function getOverlaps(organizationId: number, period: { from: Date; to: Date }): Promise<Overlap[]> {
  const { rows } = await pool().query<OverlapRow>(SUMS, [organizationId, period.from, period.to]);
  return overlapsOf(
    rows.map((row) => ({
      day: row.day,
      provider: row.provider,
      project: row.project,
      road: row.ledger ? "export" : "requests",
      aside: row.aside,
      sums: sumsOfRow(row),
    })),
  );
}

/** What has the time of its upload for want of another overlaps with no day's export. */
const IS_TIMED = "(r.detail -> 'uncertainties' ? 'time_of_upload') IS NOT TRUE";

/**
 * Days without an export have nothing to overlap with: their records are not read. Nor is what one export tells and another
 * one, which counts, too.
 */
const SUMS = `
  WITH days AS (
    SELECT DISTINCT day, provider_id FROM ledger_cells
     WHERE organization_id = $1 AND day >= ($2::timestamptz AT TIME ZONE 'UTC')::date AND day < $3::timestamptz AT TIME ZONE 'UTC'),
  twice AS MATERIALIZED (
    SELECT told.* FROM export_views told JOIN (SELECT DISTINCT day FROM days) AS covered USING (day)
     WHERE organization_id = $1 AND standing = 'aside'),
  ledgers AS (SELECT DISTINCT batch_id FROM ledger_cells WHERE organization_id = $1),
  sums AS (${["usage_records", "set_aside_records"]
    .map(
      (table) => `
    SELECT r.day, r.provider_id, r.project_id, ledgers.batch_id IS NOT NULL AS ledger, ${table === "set_aside_records"} AS aside,
           count(*) AS records, coalesce(sum(requests), 0) AS requests,
           sum(input_uncached + cache_read + cache_write) AS input_tokens, sum(output) AS output_tokens,
           coalesce(sum(cost), 0) AS cost, count(*) FILTER (WHERE cost IS NULL) AS unpriced
      FROM days JOIN ${table} r USING (day, provider_id) LEFT JOIN ledgers USING (batch_id)
      LEFT JOIN twice ON ${IS_OF_VIEW("twice")}
     WHERE r.organization_id = $1 AND twice.view IS NULL
       AND (ledgers.batch_id IS NOT NULL OR (requests = 1 AND end_timestamp IS NULL AND ${IS_TIMED}))
     GROUP BY 1, 2, 3, 4`,
    )
    .join(" UNION ALL ")})
  SELECT day::text, providers.value AS provider, projects.value AS project, ledger, aside, records::text, requests::text,
         input_tokens::text, output_tokens::text, cost::text, unpriced::text
    FROM sums
    LEFT JOIN dimension_values providers
      ON providers.organization_id = $1 AND providers.dimension = 'provider' AND providers.id = provider_id
    LEFT JOIN dimension_values projects
      ON projects.organization_id = $1 AND projects.dimension = 'project' AND projects.id = project_id`;
