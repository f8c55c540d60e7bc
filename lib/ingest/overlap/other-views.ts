import "server-only";
import type { PoolClient } from "pg";
import type { IngestResult } from "../upload";

/** Other uploads that are named. */
const MOST_NAMED = 5;

/**
 * Warns of exports that tell of the same days of a provider in another way than a batch of one: cut into other periods,
 * grouped by other dimensions, or with names where the other has ids. Nothing in them is the same aggregate, so both count,
 * and nobody can tell what of one is in the other. Runs in the transaction that has merged the batch.
 */
export async function otherViews(
  client: PoolClient,
  organizationId: number,
  batchId: number,
  format: string | null,
): Promise<NonNullable<IngestResult["warnings"]>> {
  const { rows } = await client.query<{ batch_id: number; source: string; from: string; to: string }>(OTHER_VIEWS, [
    ...[organizationId, batchId, format],
  ]);
  return rows.map(({ batch_id, source, from, to }) => {
    const days = from === to ? `of ${from}` : `between ${from} and ${to}`;
    const message = `Usage ${days} is counted in "${source}" (upload ${batch_id}) too, in other periods or groups: where both tell of the same usage it counts twice. Delete one of the two uploads then.`;
    return { code: "told_in_another_way" as const, message };
  });
}

/** How rows tell of usage: in which periods, and whether by project, key and user. */
const viewOf = (row: string) => `jsonb_build_array(
  min(${row}.end_timestamp - ${row}.timestamp), max(${row}.end_timestamp - ${row}.timestamp),
  bool_or(${row}.project_id <> 0), bool_or(${row}.api_key_id <> 0), bool_or(${row}.user_id <> 0))`;

const OTHER_VIEWS = `
  WITH covered AS (SELECT DISTINCT day FROM ledger_cells WHERE organization_id = $1 AND batch_id = $2),
  rows AS MATERIALIZED (
    SELECT day, batch_id, provider_id, endpoint_id, timestamp, end_timestamp, project_id, api_key_id, user_id
      FROM usage_records
     WHERE organization_id = $1 AND day IN (SELECT day FROM covered)
       AND batch_id IN (SELECT batch_id FROM ledger_cells WHERE organization_id = $1)),
  mine AS (SELECT * FROM rows WHERE batch_id = $2),
  theirs AS (
    SELECT * FROM rows
     WHERE batch_id <> $2 AND (day, provider_id, endpoint_id) IN (SELECT day, provider_id, endpoint_id FROM mine))
  SELECT one.batch_id, batch.source, min(one.day)::text AS from, max(one.day)::text AS to
    FROM theirs one JOIN batches batch ON batch.organization_id = $1 AND batch.id = one.batch_id
   GROUP BY one.batch_id, batch.source, batch.format
  HAVING batch.format IS DISTINCT FROM $3 OR ${viewOf("one")} <> (
           SELECT ${viewOf("mine")} FROM mine
            WHERE (mine.day, mine.provider_id, mine.endpoint_id) IN (
              SELECT day, provider_id, endpoint_id FROM theirs WHERE theirs.batch_id = one.batch_id))
   ORDER BY one.batch_id DESC LIMIT ${MOST_NAMED}`;
