import "server-only";
import { pool } from "@/lib/db/pool";
import { type ToldDay, toldDaysOf } from "@/lib/spend/told-days";
import type { Standing } from "@/lib/spend/told-twice";
import { IS_OF_VIEW } from "./export-views-sql";
import { type SumsRow, sumsOfRow } from "./sums-row";

interface ToldRow extends SumsRow {
  day: string;
  provider: string | null;
  endpoint: string | null;
  view: string;
  standing: Standing;
  told_by: string | null;
  stated: string | null;
  batch_id: number;
  source: string;
}

/** What exports tell of in several ways, on the UTC days that a period touches, and which of them count. */
export async function getToldDays(organizationId: number, period: { from: Date; to: Date }): Promise<ToldDay[]> {
  const { rows } = await pool().query<ToldRow>(SUMS, [organizationId, period.from, period.to]);
  return toldDaysOf(
    rows.map(({ day, provider, endpoint, view, standing, stated, ...row }) => ({
      ...{ day, provider, endpoint, view, standing, stated, toldBy: row.told_by },
      upload: { id: row.batch_id, source: row.source },
      sums: sumsOfRow(row),
    })),
  );
}

const OF_EXPORTS = (table: string) => `
  SELECT day, batch_id, provider_id, endpoint_id, line, timestamp, end_timestamp, requests, cost,
         input_uncached + cache_read + cache_write AS input_tokens, output
    FROM ${table}
   WHERE organization_id = $1 AND day IN (SELECT day FROM told) AND batch_id IN (SELECT batch_id FROM told)`;

/** Days that exports tell of in one way only are not read. */
const SUMS = `
  WITH told AS MATERIALIZED (
    SELECT * FROM (
      SELECT *, min(view) OVER place AS first, max(view) OVER place AS last FROM export_views
       WHERE organization_id = $1 AND day >= ($2::timestamptz AT TIME ZONE 'UTC')::date AND day < $3::timestamptz AT TIME ZONE 'UTC'
      WINDOW place AS (PARTITION BY day, provider_id, endpoint_id)) AS views
     WHERE first <> last),
  sums AS (
    SELECT told.day, told.provider_id, told.endpoint_id, told.view, told.standing, told.told_by, told.batch_id, count(*) AS records,
           coalesce(sum(requests), 0) AS requests, sum(input_tokens) AS input_tokens, sum(output) AS output_tokens,
           coalesce(sum(cost), 0) AS cost, count(*) FILTER (WHERE cost IS NULL) AS unpriced
      FROM (${OF_EXPORTS("usage_records")} UNION ALL ${OF_EXPORTS("set_aside_records")}) AS r JOIN told ON ${IS_OF_VIEW("told")}
     GROUP BY 1, 2, 3, 4, 5, 6, 7)
  SELECT day::text, providers.value AS provider, endpoints.value AS endpoint, sums.view, standing, told_by, said.view AS stated, batch_id,
         batch.source, records::text, sums.requests::text, input_tokens::text, output_tokens::text, cost::text, sums.unpriced::text
    FROM sums
    JOIN batches batch ON batch.organization_id = $1 AND batch.id = batch_id
    LEFT JOIN dimension_values providers
      ON providers.organization_id = $1 AND providers.dimension = 'provider' AND providers.id = provider_id
    LEFT JOIN dimension_values endpoints
      ON endpoints.organization_id = $1 AND endpoints.dimension = 'endpoint' AND endpoints.id = endpoint_id
    LEFT JOIN export_precedences said
      ON said.organization_id = $1 AND said.provider = coalesce(providers.value, '') AND said.endpoint = coalesce(endpoints.value, '')
   ORDER BY day DESC, provider, endpoint, batch_id`;
