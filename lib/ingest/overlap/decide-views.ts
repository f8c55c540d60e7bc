import "server-only";
import type { PoolClient } from "pg";
import { IS_OF_VIEW } from "@/lib/db/queries/reconciliation/export-views-sql";
import { viewOf } from "@/lib/spend/export-view";
import { decisionsOf, type ToldView, type ViewCell } from "@/lib/spend/told-twice";
import { lookUpAtOnce } from "../merge/look-up";

/**
 * Decides which exports count where several tell of one UTC day, provider and kind of usage in other periods or by other
 * dimensions, and writes it down. To be called by `settleOverlap`, which then moves the records. Runs in the caller's transaction, which holds the
 * lock of the organisation's merges.
 */
export async function decideViews(
  client: PoolClient,
  organizationId: number,
  days: { from: Date; to: Date } | "all",
): Promise<void> {
  const range = days === "all" ? [null, null] : [days.from, days.to];
  await client.query(FORGET_DECISIONS, [organizationId, ...range]);
  const { rows: places } = await client.query<Place>(TOLD_IN_SEVERAL_WAYS, [organizationId, ...range]);
  if (places.length > 0) await lookUpAtOnce(client);
  for (let at = 0; at < places.length; at += MOST_PLACES)
    await decide(client, organizationId, places.slice(at, at + MOST_PLACES));
  await client.query(NOTE_WHAT_COVERS, [organizationId, ...range]);
}

/** What exports tell of so many days, providers and kinds of usage is held at once. */
const MOST_PLACES = 100;

async function decide(client: PoolClient, organizationId: number, places: readonly Place[]): Promise<void> {
  const { rows } = await client.query<CellRow>(CELLS, [organizationId, ...columnsOf(places)]);
  await client.query(FORGET_REPLACED, [
    ...[organizationId, ...columnsOf(places), ...columnsOf(rows)],
    rows.map(({ batch_id }) => batch_id),
  ]);
  const byPlace = grouped(rows, placeKey);
  const decided = places.flatMap((place) => {
    const told = toldViews(byPlace.get(placeKey(place)) ?? []);
    return [...decisionsOf(told, place.stated)].map(([view, decision]) => ({ ...place, view, ...decision }));
  });
  await client.query(WRITE_DECISIONS, [
    ...[organizationId, ...columnsOf(decided)],
    ...[decided.map(({ view }) => view), decided.map(({ standing }) => standing), decided.map(({ toldBy }) => toldBy)],
  ]);
}

/** A day, provider and kind of usage. */
interface Place {
  day: string;
  provider_id: number;
  endpoint_id: number;
  /** What a person said of it. */
  stated: string | null;
}

interface CellRow extends Omit<Place, "stated"> {
  batch_id: number;
  view: string;
  model_id: number;
  project_id: number;
  api_key_id: number;
  user_id: number;
  input: string;
  output: string;
  requests: string | null;
  calls: number;
  from: Date;
  to: Date;
}

function placeKey({ day, provider_id, endpoint_id }: Omit<Place, "stated">): string {
  return `${day}/${provider_id}/${endpoint_id}`;
}

function columnsOf(places: readonly Omit<Place, "stated">[]): unknown[] {
  return [
    places.map(({ day }) => day),
    places.map(({ provider_id }) => provider_id),
    places.map(({ endpoint_id }) => endpoint_id),
  ];
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

function toldViews(rows: readonly CellRow[]): ToldView[] {
  return [...grouped(rows, ({ view }) => view)].map(([text, cells]) => ({
    text,
    view: viewOf(text),
    from: new Date(Math.min(...cells.map(({ from }) => from.getTime()))),
    to: new Date(Math.max(...cells.map(({ to }) => to.getTime()))),
    cells: cells.map(cellOf),
  }));
}

function cellOf(row: CellRow): ViewCell {
  return {
    names: { model: row.model_id, project: row.project_id, apiKey: row.api_key_id, user: row.user_id },
    input: BigInt(row.input),
    output: BigInt(row.output),
    requests: row.requests === null ? null : BigInt(row.requests),
    calls: row.calls,
  };
}

const IN_RANGE = (table: string) => `
  ${table}.organization_id = $1
    AND ($2::timestamptz IS NULL OR ${table}.day BETWEEN ($2 AT TIME ZONE 'UTC')::date AND ($3 AT TIME ZONE 'UTC')::date)`;

const FORGET_DECISIONS = `
  UPDATE export_views SET standing = 'counts', told_by = NULL WHERE ${IN_RANGE("export_views")} AND standing <> 'counts'`;

const TOLD_IN_SEVERAL_WAYS = `
  SELECT told.day::text, told.provider_id, told.endpoint_id, said.view AS stated
    FROM (SELECT day, provider_id, endpoint_id FROM export_views WHERE ${IN_RANGE("export_views")}
           GROUP BY day, provider_id, endpoint_id HAVING min(view) <> max(view)) AS told
    LEFT JOIN dimension_values providers
      ON providers.organization_id = $1 AND providers.dimension = 'provider' AND providers.id = told.provider_id
    LEFT JOIN dimension_values endpoints
      ON endpoints.organization_id = $1 AND endpoints.dimension = 'endpoint' AND endpoints.id = told.endpoint_id
    LEFT JOIN export_precedences said
      ON said.organization_id = $1 AND said.provider = coalesce(providers.value, '') AND said.endpoint = coalesce(endpoints.value, '')`;

const PLACES = (first: number) =>
  `unnest($${first}::date[], $${first + 1}::int[], $${first + 2}::int[]) AS place(day, provider_id, endpoint_id)`;

const TOLD_RECORDS = (table: string) => `
  SELECT day, batch_id, provider_id, endpoint_id, line, model_id, project_id, api_key_id, user_id, timestamp, end_timestamp,
         input_uncached, cache_read, cache_write, output, requests, detail
    FROM ${table} r
   WHERE organization_id = $1 AND day = ANY($2::date[]) AND batch_id IN (SELECT batch_id FROM told)`;

/** Counted or set aside: what is decided does not depend on what was. */
const CELLS = `
  WITH told AS MATERIALIZED (
    SELECT told.* FROM export_views told JOIN ${PLACES(2)} USING (day, provider_id, endpoint_id) WHERE told.organization_id = $1)
  SELECT r.day::text, r.provider_id, r.endpoint_id, r.batch_id, told.view, model_id, project_id, api_key_id, user_id,
         sum(input_uncached + cache_read + cache_write)::text AS input, sum(output)::text AS output,
         CASE WHEN bool_and(requests IS NOT NULL) THEN sum(requests)::text END AS requests,
         coalesce(sum((SELECT sum(call.value::numeric) FROM jsonb_each_text(detail::jsonb -> 'calls') AS call)), 0)::float8 AS calls,
         min(timestamp) AS from, max(coalesce(end_timestamp, timestamp + interval '1 millisecond')) AS to
    FROM (${TOLD_RECORDS("usage_records")} UNION ALL ${TOLD_RECORDS("set_aside_records")}) AS r
    JOIN told ON ${IS_OF_VIEW("told")}
   GROUP BY r.day, r.provider_id, r.endpoint_id, r.batch_id, told.view, model_id, project_id, api_key_id, user_id`;

/** What a batch told that others have replaced since is nobody's any more. */
const FORGET_REPLACED = `
  DELETE FROM export_views told USING ${PLACES(2)}
   WHERE told.organization_id = $1 AND told.day = place.day AND told.provider_id = place.provider_id
     AND told.endpoint_id = place.endpoint_id
     AND (told.day, told.provider_id, told.endpoint_id, told.batch_id) NOT IN (
       SELECT * FROM unnest($5::date[], $6::int[], $7::int[], $8::int[]))`;

const WRITE_DECISIONS = `
  UPDATE export_views told SET standing = decided.standing, told_by = decided.told_by
    FROM unnest($2::date[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[])
           AS decided(day, provider_id, endpoint_id, view, standing, told_by)
   WHERE told.organization_id = $1 AND told.day = decided.day AND told.provider_id = decided.provider_id
     AND told.endpoint_id = decided.endpoint_id AND told.view = decided.view AND decided.standing <> 'counts'`;

/** An export covers single requests of a day and provider as long as it tells something of it, and that is not all set aside. */
const NOTE_WHAT_COVERS = `
  UPDATE ledger_cells cell SET is_aside = NOT cell.is_aside
   WHERE ${IN_RANGE("cell")} AND cell.is_aside <> coalesce((
           SELECT bool_and(told.standing = 'aside') FROM export_views told
            WHERE told.organization_id = $1 AND told.day = cell.day AND told.batch_id = cell.batch_id
              AND told.provider_id = cell.provider_id), true)`;
