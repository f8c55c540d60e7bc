import "server-only";
import type { PoolClient } from "pg";
import { IS_OF_VIEW } from "@/lib/db/queries/reconciliation/export-views-sql";
import { OUTCOME } from "../merge/find-stored";
import { addToRollups } from "../merge/rollups";
import { decideViews } from "./decide-views";
import { precedenceOf, precedenceParameters, statedPrecedences } from "./overlap-precedence";
import { COLUMNS, FORGET_CONTENTS, IS_COVERED, IS_REQUEST, SAME_PROJECT } from "./overlap-sql";

/** Records just merged that had been set aside before, saying no more than that and saying something else, by their batch. */
export type KnownAside = ReadonlyMap<number, { again: number; revised: number }>;

/** These, with the days (dates) they had been set aside under. */
interface Replaced {
  known: KnownAside;
  days: readonly string[];
}

/** What has changed since overlaps were settled last. */
export interface Changes {
  /** The days on which something has. */
  days: { from: Date; to: Date } | "all";
  /** The first batch that has been merged since; null for none. */
  firstBatch: number | null;
  /** Whether exports, or what people say of them, are among it. */
  ofExports: boolean;
}

/**
 * Sees to it that usage which came by two roads counts once: on each UTC day (a date), for each provider and project, what an
 * export of the provider's account covers, single requests do not count beside it, or the other way round where a person
 * has said so. Exports that tell what another one tells (`decideViews`) do not count either. What does not count is set aside
 * and comes back when the other's records go.
 *
 * Runs inside the caller's transaction, which holds the lock of the organisation's merges.
 */
export async function settleOverlap(
  client: PoolClient,
  organizationId: number,
  { days, firstBatch, ofExports }: Changes,
): Promise<KnownAside> {
  const { known, days: left } =
    firstBatch === null || days === "all" ? NOTHING : await replaceAside(client, organizationId, days, firstBatch);
  const concerned = await concernedDays(client, organizationId, days, left);
  if (concerned.length === 0) return known;
  const said = await statedPrecedences(client, organizationId);
  const parameters = [organizationId, concerned, ...precedenceParameters(said)];
  await client.query(PLAN_FREELY);
  await beginMoves(client);
  if (ofExports) {
    await decideViews(client, organizationId, days);
    await client.query(PLAN_FREELY);
  }
  await client.query(FIND_MOVES, parameters);
  const { rows } = await client.query<{ out: number; back: number }>(COUNT_MOVES);
  const { out = 0, back = 0 } = rows[0] ?? {};
  if (out > 0) {
    await addToRollups(client, organizationId, { kind: "set aside" });
    await client.query(SET_ASIDE, [organizationId]);
  }
  if (back > 0) await takeBack(client, organizationId);
  return known;
}

const NOTHING: Replaced = { known: new Map(), days: [] };

async function beginMoves(client: PoolClient): Promise<void> {
  await client.query("DROP TABLE IF EXISTS overlap_moves");
  await client.query("CREATE TEMPORARY TABLE overlap_moves (day date, key uuid, goes boolean) ON COMMIT DROP");
}

/** With statistics for other sizes of table these statements can be planned as loops over everything. */
const PLAN_FREELY = "SET LOCAL enable_nestloop = on; SET LOCAL enable_hashjoin = on; SET LOCAL enable_seqscan = on";

async function concernedDays(
  client: PoolClient,
  organizationId: number,
  days: { from: Date; to: Date } | "all",
  further: readonly string[],
): Promise<string[]> {
  const range = days === "all" ? [null, null] : [days.from, days.to];
  const { rows } = await client.query<{ day: string }>(CONCERNED_DAYS, [organizationId, ...range, further]);
  return rows.map((row) => row.day);
}

/**
 * Of what has been merged anew and had been set aside before, under whatever day, the one stays that says more, as if both
 * counted; whether it counts is seen anew.
 */
async function replaceAside(
  client: PoolClient,
  organizationId: number,
  { from, to }: { from: Date; to: Date },
  firstBatch: number,
): Promise<Replaced> {
  const { rows: aside } = await client.query<{ any: boolean }>(IS_ANY_ASIDE, [organizationId]);
  if (!aside[0]?.any) return NOTHING;
  await client.query(PLAN_FREELY);
  await client.query("DROP TABLE IF EXISTS overlap_known");
  await client.query(
    "CREATE TEMPORARY TABLE overlap_known (day date, key uuid, aside_day date, batch_id integer, again boolean) ON COMMIT DROP",
  );
  await client.query(FIND_KNOWN, [organizationId, from, to, firstBatch]);
  const { rows } = await client.query<Known>(COUNT_KNOWN);
  if (rows.some(({ again }) => again > 0)) await dropAgain(client, organizationId);
  if (rows.some(({ revised }) => revised > 0)) await forgetRevised(client, organizationId);
  return {
    known: new Map(rows.map(({ batch_id, again, revised }) => [batch_id, { again, revised }])),
    days: [...new Set(rows.flatMap(({ days }) => days))],
  };
}

interface Known {
  batch_id: number;
  again: number;
  revised: number;
  days: string[];
}

/** What says no more than what had been set aside of it goes. */
async function dropAgain(client: PoolClient, organizationId: number): Promise<void> {
  await beginMoves(client);
  await client.query("INSERT INTO overlap_moves (day, key, goes) SELECT day, key, true FROM overlap_known WHERE again");
  await addToRollups(client, organizationId, { kind: "set aside" });
  await client.query(`DELETE FROM usage_records r WHERE ${MOVED("r", true)}`, [organizationId]);
  await client.query(
    FORGET_CONTENTS("(SELECT day, key, batch_id FROM overlap_known WHERE again) AS known(day, key, batch_id)"),
    [organizationId],
  );
}

/** What says something else stands for what had been set aside of it. */
async function forgetRevised(client: PoolClient, organizationId: number): Promise<void> {
  await client.query(FORGET_REVISED, [organizationId]);
  const left = "(SELECT aside_day, key, batch_id FROM overlap_known WHERE NOT again AND aside_day <> day)";
  await client.query(FORGET_CONTENTS(`${left} AS known(day, key, batch_id)`), [organizationId]);
}

async function takeBack(client: PoolClient, organizationId: number): Promise<void> {
  await client.query(TAKE_BACK, [organizationId]);
  await addToRollups(client, organizationId, { kind: "taken back" });
}

/** Of a range, or all, and some further ones. */
const CONCERNED_DAYS = ["ledger_cells", "set_aside_records"]
  .map(
    (table) => `
    SELECT day::text FROM ${table} WHERE organization_id = $1
       AND ($2::timestamptz IS NULL OR day = ANY($4::date[])
         OR day BETWEEN ($2 AT TIME ZONE 'UTC')::date AND ($3::timestamptz AT TIME ZONE 'UTC')::date)`,
  )
  .join(" UNION ");

const OF_LEDGER = "r.batch_id IN (SELECT batch_id FROM ledger_cells WHERE organization_id = $1)";

/**
 * Single requests lose to an export that covers them; rows of an export lose to single requests of what they cover that do
 * not lose themselves, and to another export that tells the same.
 */
const LOSES = `
  CASE WHEN told.batch_id IS NOT NULL THEN true
       WHEN ${OF_LEDGER} THEN EXISTS (
              SELECT 1 FROM asked detail WHERE detail.day = r.day AND detail.provider_id = r.provider_id AND ${SAME_PROJECT("detail")}
                 AND ${precedenceOf("r", "detail", 3)} = 'requests')
       WHEN ${IS_REQUEST} THEN ${IS_COVERED(3)}
       ELSE false END`;

/** Providers and projects of which there are single requests, counted or not, by day. */
const ASKED = ["usage_records", "set_aside_records"]
  .map(
    (table) => `
    SELECT DISTINCT day, provider_id, project_id FROM ${table} r
     WHERE organization_id = $1 AND day = ANY($2::date[]) AND ${IS_REQUEST} AND NOT ${OF_LEDGER}`,
  )
  .join(" UNION ");

const FIND_MOVES = `
  WITH asked AS MATERIALIZED (SELECT * FROM (${ASKED}) AS r WHERE NOT ${IS_COVERED(3)}),
  views AS MATERIALIZED (
    SELECT * FROM export_views WHERE organization_id = $1 AND day = ANY($2::date[]) AND standing = 'aside')
  INSERT INTO overlap_moves (day, key, goes)
  SELECT r.day, r.key, true FROM usage_records r LEFT JOIN views told ON ${IS_OF_VIEW("told")}
   WHERE r.organization_id = $1 AND r.day = ANY($2::date[]) AND ${LOSES}
   UNION ALL
  SELECT r.day, r.key, false FROM set_aside_records r LEFT JOIN views told ON ${IS_OF_VIEW("told")}
   WHERE r.organization_id = $1 AND r.day = ANY($2::date[]) AND NOT ${LOSES}`;

const COUNT_MOVES = `
  SELECT count(*) FILTER (WHERE goes)::int AS out, count(*) FILTER (WHERE NOT goes)::int AS back FROM overlap_moves`;

const MOVED = (alias: string, goes: boolean) =>
  `${alias}.organization_id = $1 AND (${alias}.day, ${alias}.key) IN (SELECT day, key FROM overlap_moves WHERE ${goes ? "" : "NOT "}goes)`;

const IS_ANY_ASIDE = 'SELECT EXISTS (SELECT 1 FROM set_aside_records WHERE organization_id = $1) AS "any"';

const FIND_KNOWN = `
  INSERT INTO overlap_known (day, key, aside_day, batch_id, again)
  SELECT s.day, s.key, r.day, s.batch_id, ${OUTCOME} = 1
    FROM usage_records s JOIN set_aside_records r ON r.organization_id = s.organization_id AND r.key = s.key
   WHERE s.organization_id = $1 AND s.batch_id >= $4
     AND s.day BETWEEN ($2::timestamptz AT TIME ZONE 'UTC')::date AND ($3::timestamptz AT TIME ZONE 'UTC')::date`;

const COUNT_KNOWN = `
  SELECT batch_id, count(*) FILTER (WHERE again)::int AS again, count(*) FILTER (WHERE NOT again)::int AS revised,
         array_agg(DISTINCT aside_day::text) AS days
    FROM overlap_known GROUP BY batch_id`;

const FORGET_REVISED = `
  DELETE FROM set_aside_records aside USING overlap_known known
   WHERE NOT known.again AND aside.organization_id = $1 AND aside.day = known.aside_day AND aside.key = known.key`;

const SET_ASIDE = `
  WITH gone AS (DELETE FROM usage_records r WHERE ${MOVED("r", true)} RETURNING ${COLUMNS})
  INSERT INTO set_aside_records (${COLUMNS}) SELECT ${COLUMNS} FROM gone`;

/** What came again meanwhile, and counts, stays; its older copy goes. */
const TAKE_BACK = `
  WITH back AS (DELETE FROM set_aside_records r WHERE ${MOVED("r", false)} RETURNING ${COLUMNS}),
  stored AS (INSERT INTO usage_records (${COLUMNS}) SELECT ${COLUMNS} FROM back ON CONFLICT DO NOTHING RETURNING day, key)
  DELETE FROM overlap_moves moves WHERE NOT goes AND NOT EXISTS (
    SELECT 1 FROM stored WHERE stored.day = moves.day AND stored.key = moves.key)`;
