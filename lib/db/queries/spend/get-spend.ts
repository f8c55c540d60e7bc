import "server-only";
import { pool } from "@/lib/db/pool";
import { type Dimension, isNamedDimension } from "@/lib/spend/dimensions";
import { addTotals, coverageOf, NO_TOTALS, type Totals } from "@/lib/spend/measures";
import { bucketsOf, previousPeriod, startOfBucket } from "@/lib/spend/period";
import type { GroupKey, SpendAnswer, SpendGroup, SpendPoint, SpendQuestion } from "@/lib/spend/spend-question";
import { dimensionNames } from "../dimensions/dimension-names";
import { filterIds } from "../dimensions/filter-ids";
import { cacheSaved } from "./cache-saved";
import { chooseSource } from "./choose-source";
import { type RowValue, readSpendRows, type SpendRow } from "./spend-rows";

/** Answers a question about an organisation's spend; exact, whatever source it is read from. */
export async function getSpend(organizationId: number, question: SpendQuestion): Promise<SpendAnswer> {
  const [{ zone, asOf }, ids] = await Promise.all([
    organizationState(organizationId),
    filterIds(organizationId, question.filters, question.not),
  ]);
  const rows = ids === null ? [] : await readSpendRows(organizationId, question, chooseSource(question, zone), ids);
  const [keyOf, saved, previous] = await Promise.all([
    keyMaker(organizationId, question.groupBy, rows),
    cacheSaved(organizationId, rows),
    question.compare ? previousOf(organizationId, question) : null,
  ]);
  const totals = sum(rows);
  return {
    period: { from: question.from, to: question.to },
    timeZone: question.timeZone,
    groupBy: question.groupBy,
    totals,
    groups: groupRows(rows, keyOf),
    series: seriesOf(rows, question, keyOf),
    previous,
    coverage: coverageOf(totals),
    cacheSaved: saved,
    asOf,
  };
}

async function previousOf(organizationId: number, question: SpendQuestion): Promise<SpendAnswer["previous"]> {
  const period = previousPeriod(question, question.timeZone);
  const before = await getSpend(organizationId, { ...question, ...period, granularity: "none", compare: false });
  return { period, totals: before.totals, groups: before.groups };
}

/** The zone days are rolled up in, and when the newest upload was committed. */
async function organizationState(organizationId: number): Promise<{ zone: string; asOf: Date | null }> {
  const { rows } = await pool().query<{ zone: string; as_of: Date | null }>(
    `SELECT time_zone AS zone,
            (SELECT max(finished_at) FROM batches WHERE organization_id = $1 AND status = 'committed') AS as_of
       FROM organizations WHERE id = $1`,
    [organizationId],
  );
  return { zone: rows[0]?.zone ?? "UTC", asOf: rows[0]?.as_of ?? null };
}

function sum(rows: readonly SpendRow[]): Totals {
  return rows.reduce((total, row) => addTotals(total, row.totals), NO_TOTALS);
}

type KeyOf = (row: SpendRow) => GroupKey;

async function keyMaker(
  organizationId: number,
  groupBy: readonly Dimension[],
  rows: readonly SpendRow[],
): Promise<KeyOf> {
  const wanted = groupBy
    .map((dimension, index) => ({ dimension, ids: rows.map((row) => row.values[index] as number) }))
    .filter(({ dimension }) => isNamedDimension(dimension));
  const nameOf = await dimensionNames(organizationId, wanted);
  const textOf = (dimension: Dimension, value: RowValue = null) =>
    typeof value === "number" ? nameOf(dimension, value) : value;
  return (row) =>
    Object.fromEntries(groupBy.map((dimension, index) => [dimension, textOf(dimension, row.values[index])]));
}

function groupRows(rows: readonly SpendRow[], keyOf: KeyOf): SpendGroup[] {
  const groups = new Map<string, SpendGroup>();
  for (const row of rows) {
    const id = JSON.stringify(row.values);
    const group = groups.get(id);
    if (group) group.totals = addTotals(group.totals, row.totals);
    else groups.set(id, { key: keyOf(row), totals: row.totals });
  }
  return [...groups.values()].sort(byCost);
}

function byCost(a: SpendGroup, b: SpendGroup): number {
  if (a.totals.cost !== b.totals.cost) return a.totals.cost > b.totals.cost ? -1 : 1;
  if (a.totals.requests !== b.totals.requests) return a.totals.requests > b.totals.requests ? -1 : 1;
  return JSON.stringify(a.key) < JSON.stringify(b.key) ? -1 : 1;
}

/** Points by time, then cost; a bucket without usage has one point of zeros without a key, so that time has no gaps. */
function seriesOf(rows: readonly SpendRow[], question: SpendQuestion, keyOf: KeyOf): SpendPoint[] {
  const { granularity, timeZone } = question;
  if (granularity === "none") return [];
  const byBucket = new Map<number, SpendRow[]>();
  for (const row of rows) {
    const start = row.bucket?.getTime() ?? 0;
    const bucket = byBucket.get(start);
    if (bucket) bucket.push(row);
    else byBucket.set(start, [row]);
  }
  const now = Date.now();
  return bucketsOf(question, granularity, timeZone).flatMap(({ from, to }) => {
    // Rows carry the start of the whole bucket; the period may begin within it.
    const found = byBucket.get(startOfBucket(from, granularity, timeZone).getTime()) ?? [];
    const bucket = { start: from, end: to, partial: to.getTime() > now };
    if (found.length === 0) return [{ ...bucket, key: {}, totals: NO_TOTALS }];
    return groupRows(found, keyOf).map((group) => ({ ...bucket, ...group }));
  });
}
