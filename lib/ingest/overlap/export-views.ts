import "server-only";
import type { PoolClient } from "pg";
import { IS_TOLD_IN, SECONDS } from "@/lib/db/queries/reconciliation/export-views-sql";
import type { ViewDimension } from "@/lib/spend/export-view";
import type { ToldByFile } from "./told-views";

/**
 * Gives staged rows that leave open what their file tells otherwise (a row without a project in an export by project)
 * keys of their own: in an export that does not tell projects apart the same row is the sum of them all. To be called
 * before the batch is merged.
 */
export async function keepViewsApart(
  client: PoolClient,
  scope: readonly [number, number],
  told: readonly ToldByFile[],
): Promise<void> {
  const rows = told.filter(({ dimensions }) => dimensions.length > 0);
  if (rows.length === 0) return;
  await client.query(KEEP_APART, [
    ...scope,
    ...[rows.map(({ file }) => file), rows.map(({ providerId }) => providerId)],
    ...[rows.map(({ endpointId }) => endpointId), rows.map(({ seconds }) => seconds)],
    rows.map(({ dimensions }) => dimensions.join(" ")),
  ]);
}

/** Notes how a batch of exports tells what it stored. Runs in the transaction that has merged it. */
export async function noteExportViews(
  client: PoolClient,
  scope: readonly [number, number],
  told: readonly ToldByFile[],
  { from, to }: { from: Date; to: Date },
): Promise<void> {
  await client.query(NOTE, [
    ...[...scope, from, to],
    ...[told.map(({ providerId }) => providerId), told.map(({ endpointId }) => endpointId)],
    ...[told.map(({ seconds }) => seconds), told.map(({ firstLine }) => firstLine)],
    ...[told.map(({ lastLine }) => lastLine), told.map(({ view }) => view)],
  ]);
}

/** Forgets how a batch told what has been deleted. False when it told nothing. */
export async function forgetExportViews(client: PoolClient, scope: readonly [number, number]): Promise<boolean> {
  const { rowCount } = await client.query("DELETE FROM export_views WHERE organization_id = $1 AND batch_id = $2", [
    ...scope,
  ]);
  return (rowCount ?? 0) > 0;
}

/** Columns that are 0 where a row leaves open what the dimension says. (No row of an export by model is without one.) */
const COLUMNS: readonly (readonly [ViewDimension, string])[] = [
  ["serviceTier", "service_tier_id"],
  ["project", "project_id"],
  ["apiKey", "api_key_id"],
  ["user", "user_id"],
  ["region", "region_id"],
  ["tags", "tag_set_id"],
];

const OPEN = `concat(${COLUMNS.map(
  ([dimension, column]) =>
    `CASE WHEN s.${column} = 0 AND '${dimension}' = ANY(string_to_array(told.dimensions, ' ')) THEN ' ${dimension}' END`,
).join(", ")})`;

const KEEP_APART = `
  UPDATE staged_records s SET key = md5(s.key::text || ${OPEN})::uuid
    FROM unnest($3::int[], $4::int[], $5::int[], $6::int[], $7::text[]) AS told(file, provider_id, endpoint_id, seconds, dimensions)
   WHERE s.organization_id = $1 AND s.batch_id = $2 AND s.grain = 1 AND s.file = told.file
     AND s.provider_id = told.provider_id AND s.endpoint_id = told.endpoint_id AND ${SECONDS("s")} = told.seconds
     AND ${OPEN} <> ''`;

const NOTE = `
  INSERT INTO export_views (organization_id, day, batch_id, provider_id, endpoint_id, seconds, first_line, last_line, view)
  SELECT DISTINCT $1::int, r.day, $2::int, told.*
    FROM unnest($5::int[], $6::int[], $7::int[], $8::int[], $9::int[], $10::text[])
           AS told(provider_id, endpoint_id, seconds, first_line, last_line, view)
    JOIN usage_records r ON ${IS_TOLD_IN("told")}
   WHERE r.organization_id = $1 AND r.batch_id = $2
     AND r.day BETWEEN ($3::timestamptz AT TIME ZONE 'UTC')::date AND ($4::timestamptz AT TIME ZONE 'UTC')::date`;
