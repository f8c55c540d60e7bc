import "server-only";
import type { PoolClient } from "pg";
import { IS_OF_VIEW } from "@/lib/db/queries/reconciliation/export-views-sql";
import { OUTCOME } from "../merge/find-stored";
import { addToRollups } from "../merge/rollups";
import { precedenceOf, precedenceParameters, statedPrecedences, USUAL_PRECEDENCE } from "./overlap-precedence";
import { COLUMNS, FORGET_CONTENTS, IS_COVERED, IS_REQUEST, SAME_PROJECT } from "./overlap-sql";
import { type KnownAside, settleOverlap } from "./settle-overlap";

/** Records, by UTC day (a date) and key. */
export interface Listed {
  days: readonly string[];
  keys: readonly string[];
}

interface Seen {
  day: string;
  key: string;
  batch_id: number;
  /** An export covers it, and counts. */
  loses: boolean;
  /** An export covers it that is counted, and must not be any more. */
  wins: boolean;
  /** Whether it says no more than what had been set aside of it; null when nothing had. */
  again: boolean | null;
  /** The day that had been set aside under. */
  aside_day: string | null;
}

/**
 * Does what `settleOverlap` does for a few records just written (`written`, of days within `range`), none of which is an
 * export's, at the cost of these few. Where exports have the right of way nothing else changes by them: what was set aside
 * stays so. Where requests have, the first of a day and project take an export's place; then nothing else changes either,
 * unless one is revised (`isRevised`), which may leave another day or project to the export again.
 */
export async function settleFew(
  client: PoolClient,
  organizationId: number,
  written: Listed,
  range: { from: Date; to: Date },
  firstBatch: number,
  isRevised: boolean,
): Promise<KnownAside> {
  const said = await statedPrecedences(client, organizationId);
  const all = () => settleOverlap(client, organizationId, { days: range, firstBatch, ofExports: false });
  const mayLeaveToExport = said.some(({ precedence }) => precedence !== USUAL_PRECEDENCE);
  if (isRevised && mayLeaveToExport) return all();
  const values = [organizationId, written.days, written.keys, ...precedenceParameters(said)];
  const { rows } = await client.query<Seen>({ name: "overlap-seen", text: SEEN, values });
  if (rows.some(({ wins }) => wins)) return all();
  const [again, revised] = [rows.filter((row) => row.again), rows.filter((row) => row.again === false)];
  if (mayLeaveToExport && revised.some(hasLeftItsDay)) return all();
  if (revised.length > 0) await forget(client, organizationId, revised);
  const losing = rows.filter((row) => row.loses && !row.again);
  if (again.length + losing.length > 0)
    await addToRollups(client, organizationId, { kind: "listed, taken out", ...listed([...again, ...losing]) });
  if (again.length > 0) await dropAgain(client, organizationId, again);
  if (losing.length > 0) await run(client, organizationId, "overlap-set-aside", SET_ASIDE, losing);
  return countByBatch([...again, ...revised]);
}

/** What has come anew stands for what had been set aside of it. */
async function forget(client: PoolClient, organizationId: number, revised: readonly Seen[]): Promise<void> {
  await run(client, organizationId, "overlap-forget", FORGET, revised.map(asSetAside));
  const left = revised.filter(hasLeftItsDay);
  if (left.length > 0) await forgetContents(client, organizationId, left.map(asSetAside));
}

const hasLeftItsDay = ({ day, aside_day }: Seen) => aside_day !== day;

/** Under the day it had been set aside under. */
const asSetAside = (row: Seen): Seen => ({ ...row, day: row.aside_day ?? row.day });

/** What had been set aside says no less. */
async function dropAgain(client: PoolClient, organizationId: number, again: readonly Seen[]): Promise<void> {
  await run(client, organizationId, "overlap-drop", DROP_AGAIN, again);
  await forgetContents(client, organizationId, again);
}

async function forgetContents(client: PoolClient, organizationId: number, rows: readonly Seen[]): Promise<void> {
  const { days, keys } = listed(rows);
  const batches = rows.map(({ batch_id }) => batch_id);
  await client.query({ name: "overlap-contents", text: NOTHING_KNOWN, values: [organizationId, days, keys, batches] });
}

function listed(rows: readonly Seen[]): Listed {
  return { days: rows.map(({ day }) => day), keys: rows.map(({ key }) => key) };
}

async function run(client: PoolClient, organizationId: number, name: string, text: string, rows: readonly Seen[]) {
  const { days, keys } = listed(rows);
  await client.query({ name, text, values: [organizationId, days, keys] });
}

function countByBatch(known: readonly Seen[]): KnownAside {
  const counts = new Map<number, { again: number; revised: number }>();
  for (const { batch_id, again } of known) {
    const count = counts.get(batch_id) ?? { again: 0, revised: 0 };
    count[again ? "again" : "revised"] += 1;
    counts.set(batch_id, count);
  }
  return counts;
}

const LISTED = "unnest($2::date[], $3::uuid[]) AS listed(day, key)";
/** The limit has each look-up go through all of the primary key (see `storedAs`). */
const ONE_OF = (table: string) =>
  `LATERAL (SELECT * FROM ${table} one WHERE one.organization_id = $1 AND one.day = listed.day AND one.key = listed.key LIMIT 1)`;

/** What had been set aside: a request may come again for another day. */
const OF_ANY_DAY =
  "LATERAL (SELECT * FROM set_aside_records one WHERE one.organization_id = $1 AND one.key = listed.key LIMIT 1)";

const IS_OF_ASIDE_VIEW = `EXISTS (
  SELECT 1 FROM export_views told WHERE told.organization_id = $1 AND told.standing = 'aside' AND ${IS_OF_VIEW("told")})`;

/**
 * What an export says of a day, provider and project counts or is set aside as one; but for what another export tells, which
 * is set aside whatever else counts.
 */
const IS_ASIDE = `EXISTS (
  SELECT 1 FROM set_aside_records r
   WHERE r.organization_id = $1 AND r.day = cell.day AND r.provider_id = cell.provider_id
     AND r.project_id = cell.project_id
     AND r.batch_id IN (SELECT batch_id FROM ledger_cells WHERE organization_id = $1) AND NOT ${IS_OF_ASIDE_VIEW})`;

const SEEN = `
  SELECT r.day::text, r.key::text, r.batch_id, ${IS_REQUEST} AND covered AS loses,
         ${IS_REQUEST} AND NOT covered AND EXISTS (
           SELECT 1 FROM ledger_cells cell
            WHERE cell.organization_id = $1 AND cell.day = r.day AND cell.provider_id = r.provider_id AND NOT cell.is_aside
              AND ${SAME_PROJECT("cell")} AND ${precedenceOf("r", "cell", 4)} = 'requests' AND NOT ${IS_ASIDE}) AS wins,
         aside.again, aside.day::text AS aside_day
    FROM ${LISTED}, ${ONE_OF("usage_records")} AS r
         LEFT JOIN LATERAL (
           SELECT r.day, ${OUTCOME} = 1 AS again FROM ${ONE_OF("usage_records")} AS s, ${OF_ANY_DAY} AS r) AS aside ON true,
         LATERAL (SELECT ${IS_COVERED(4)} AS covered) AS seen`;

const NOTHING_KNOWN = FORGET_CONTENTS("unnest($2::date[], $3::uuid[], $4::int[]) AS known(day, key, batch_id)");

const DROP_AGAIN = `
  DELETE FROM usage_records WHERE organization_id = $1 AND (day, key) IN (SELECT day, key FROM ${LISTED})`;

const FORGET = `
  DELETE FROM set_aside_records WHERE organization_id = $1 AND (day, key) IN (SELECT day, key FROM ${LISTED})`;

const SET_ASIDE = `
  WITH gone AS (
    DELETE FROM usage_records WHERE organization_id = $1 AND (day, key) IN (SELECT day, key FROM ${LISTED})
    RETURNING ${COLUMNS})
  INSERT INTO set_aside_records (${COLUMNS}) SELECT ${COLUMNS} FROM gone`;
