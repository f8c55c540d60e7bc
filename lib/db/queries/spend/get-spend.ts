import "server-only";
import { pool } from "@/lib/db/pool";
import { type FemtoUsd, femtoUsd } from "@/lib/pricing/money";
import { rateCardFromJson, type RateCardJson } from "@/lib/pricing/rate-card";
import type { Dimension } from "@/lib/spend/dimensions";
import { addTotals, coverageOf, NO_TOTALS, type Totals } from "@/lib/spend/measures";
import { bucketsOf, type Granularity, type Period, previousPeriod } from "@/lib/spend/period";
import type { CacheEffect, GroupKey, SpendAnswer, SpendGroup, SpendPoint, SpendQuestion } from "@/lib/spend/spend-question";
import { chooseSource, type SpendSource } from "./choose-source";

/** Columns of the dimensions, in records and rollups alike. */
export const COLUMNS: Readonly<Record<Dimension, string>> = {
  model: "model_id",
  provider: "provider_id",
  project: "project_id",
  apiKey: "api_key_id",
  user: "user_id",
  serviceTier: "service_tier_id",
  source: "source_id",
};

/** One row of a question's result: a bucket, the numbers of the group's names, an applied rate, and sums. */
interface Row {
  bucket: Date | null;
  ids: number[];
  rate: number;
  totals: Totals;
}

/** Answers a question about an organisation's spend; exact, whatever source it is read from. */
export async function getSpend(organizationId: number, question: SpendQuestion): Promise<SpendAnswer> {
  const zone = await organizationZone(organizationId);
  const ids = await filterIds(organizationId, question.filters);
  const rows = ids === null ? [] : await readRows(organizationId, question, chooseSource(question, zone), ids);
  const [names, cache, asOf] = await Promise.all([
    namesOf(organizationId, question.groupBy, rows),
    cacheEffect(organizationId, rows),
    newestUpload(organizationId),
  ]);
  const keyOf = keyMaker(question.groupBy, names);
  const totals = sum(rows);
  return {
    period: { from: question.from, to: question.to },
    timeZone: question.timeZone,
    totals,
    groups: groupRows(rows, keyOf),
    series: seriesOf(rows, question, keyOf),
    previous: question.compare ? await previousOf(organizationId, question) : null,
    coverage: coverageOf(totals),
    cache,
    asOf,
  };
}

async function previousOf(organizationId: number, question: SpendQuestion): Promise<SpendAnswer["previous"]> {
  const period = previousPeriod(question, question.timeZone);
  const { totals, groups } = await getSpend(organizationId, { ...question, ...period, granularity: "none", compare: false });
  return { period, totals, groups };
}

async function organizationZone(organizationId: number): Promise<string> {
  const { rows } = await pool().query<{ time_zone: string }>("SELECT time_zone FROM organizations WHERE id = $1", [organizationId]);
  return rows[0]?.time_zone ?? "UTC";
}

/** Numbers of the values filtered by; null when a value asked for does not exist, so that nothing can match. */
export async function filterIds(
  organizationId: number,
  filters: SpendQuestion["filters"],
): Promise<Partial<Record<Dimension, number[]>> | null> {
  const ids: Partial<Record<Dimension, number[]>> = {};
  for (const [dimension, values] of Object.entries(filters) as [Dimension, readonly (string | null)[]][]) {
    const stated = values.filter((value) => value !== null);
    const { rows } = await pool().query<{ id: number }>(
      "SELECT id FROM dimension_values WHERE organization_id = $1 AND dimension = $2 AND value = ANY($3)",
      [organizationId, dimension, stated],
    );
    const found = [...rows.map((row) => row.id), ...(values.includes(null) ? [0] : [])];
    if (found.length === 0) return null;
    ids[dimension] = found;
  }
  return ids;
}

const SUMS = ["requests", "input_uncached", "cache_read", "cache_write", "output", "reasoning"];
const ROLLUP_SUMS = [...SUMS, "cost", "cost_high", "unpriced_requests", "unpriced_tokens"].map((name) => `sum(${name})::text`);
const RECORD_SUMS = [
  ...SUMS.map((name) => `coalesce(sum(${name}), 0)::text`),
  "coalesce(sum(cost), 0)::text",
  "coalesce(sum(coalesce(cost_high, cost)), 0)::text",
  "coalesce(sum(requests) FILTER (WHERE cost IS NULL), 0)::text",
  "coalesce(sum(input_uncached + cache_read + cache_write + output) FILTER (WHERE cost IS NULL), 0)::text",
];

async function readRows(
  organizationId: number,
  question: SpendQuestion,
  source: SpendSource,
  filters: Partial<Record<Dimension, number[]>>,
): Promise<Row[]> {
  const rollups = source.kind === "rollups";
  const time = rollups ? "slot" : "timestamp";
  const parameters: unknown[] = [organizationId, question.from, question.to];
  const conditions = ["organization_id = $1", `${time} >= $2`, `${time} < $3`];
  if (rollups) conditions.push(`grain = ${source.grain}`);
  // The key of the records leads with the UTC day.
  else conditions.push("day >= ($2::timestamptz AT TIME ZONE 'UTC')::date", "day <= ($3::timestamptz AT TIME ZONE 'UTC')::date");
  for (const [dimension, ids] of Object.entries(filters)) {
    parameters.push(ids);
    conditions.push(`${COLUMNS[dimension as Dimension]} = ANY($${parameters.length})`);
  }
  const bucket = bucketSql(question.granularity, time, parameters, question.timeZone);
  const groups = question.groupBy.map((dimension) => COLUMNS[dimension]);
  const { rows } = await pool().query({
    rowMode: "array",
    text: `SELECT ${[bucket, ...groups, "applied_rate_id", ...(rollups ? ROLLUP_SUMS : RECORD_SUMS)].join(", ")}
             FROM ${rollups ? "rollups" : "usage_records"}
            WHERE ${conditions.join(" AND ")}
            GROUP BY ${Array.from({ length: groups.length + 2 }, (_, index) => index + 1).join(", ")}`,
    values: parameters,
  });
  return (rows as unknown[][]).map((row) => toRow(row, groups.length));
}

function bucketSql(granularity: Granularity, time: string, parameters: unknown[], timeZone: string): string {
  if (granularity === "none") return "NULL::timestamptz";
  parameters.push(timeZone);
  return `date_trunc('${granularity}', ${time}, $${parameters.length})`;
}

function toRow(row: unknown[], groups: number): Row {
  const sums = row.slice(groups + 2).map((text) => BigInt(text as string));
  const [requests = 0n, inputUncached = 0n, cacheRead = 0n, cacheWrite = 0n, output = 0n, reasoning = 0n] = sums;
  const [, , , , , , cost = 0n, costHigh = 0n, unpricedRequests = 0n, unpricedTokens = 0n] = sums;
  const tokens = { requests, inputUncached, cacheRead, cacheWrite, output, reasoning };
  return {
    bucket: row[0] as Date | null,
    ids: row.slice(1, groups + 1) as number[],
    rate: row[groups + 1] as number,
    totals: { cost: femtoUsd(cost), costHigh: femtoUsd(costHigh), ...tokens, unpricedRequests, unpricedTokens },
  };
}

function sum(rows: readonly Row[]): Totals {
  return rows.reduce((total, row) => addTotals(total, row.totals), NO_TOTALS);
}

async function namesOf(
  organizationId: number,
  groupBy: readonly Dimension[],
  rows: readonly Row[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  await Promise.all(
    groupBy.map(async (dimension, index) => {
      const ids = [...new Set(rows.map((row) => row.ids[index]))];
      const found = await pool().query<{ id: number; value: string }>(
        "SELECT id, value FROM dimension_values WHERE organization_id = $1 AND dimension = $2 AND id = ANY($3)",
        [organizationId, dimension, ids],
      );
      for (const { id, value } of found.rows) names.set(`${dimension}\n${id}`, value);
    }),
  );
  return names;
}

type KeyOf = (row: Row) => GroupKey;

function keyMaker(groupBy: readonly Dimension[], names: ReadonlyMap<string, string>): KeyOf {
  return (row) =>
    Object.fromEntries(groupBy.map((dimension, index) => [dimension, names.get(`${dimension}\n${row.ids[index]}`) ?? null]));
}

function groupRows(rows: readonly Row[], keyOf: KeyOf): SpendGroup[] {
  const groups = new Map<string, SpendGroup>();
  for (const row of rows) {
    const id = row.ids.join(",");
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
function seriesOf(rows: readonly Row[], question: SpendQuestion, keyOf: KeyOf): SpendPoint[] {
  if (question.granularity === "none") return [];
  const byBucket = Map.groupBy
    ? Map.groupBy(rows, (row) => row.bucket?.getTime() ?? 0)
    : groupByBucket(rows);
  const now = Date.now();
  return bucketsOf(question, question.granularity, question.timeZone).flatMap(({ from, to }, index, all) => {
    const full = bucketStart(rows, from, index, all, byBucket);
    const inBucket = byBucket.get(full) ?? [];
    const partial = to.getTime() > now;
    if (inBucket.length === 0) return [{ start: from, end: to, partial, key: {}, totals: NO_TOTALS }];
    return groupRows(inBucket, keyOf).map((group) => ({ start: from, end: to, partial, ...group }));
  });
}
