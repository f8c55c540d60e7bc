import "server-only";
import { inSnapshot, type Queryable } from "@/lib/db/snapshot";
import { coverageOf } from "@/lib/spend/measures";
import { previousPeriod } from "@/lib/spend/period";
import type { Comparison, SpendAnswer, SpendQuestion } from "@/lib/spend/spend-question";
import { topGroups } from "@/lib/spend/top-groups";
import { filterIds } from "../dimensions/filter-ids";
import { cacheEffect } from "./cache-effect";
import { groupsOf, type RowGroup, sumRows } from "./group-rows";
import { organizationState } from "./organization-state";
import { planSources } from "./plan-sources";
import { merged, readBucketRows, readGroupRows, readSeriesRows, type SeriesRow, type SpendScope } from "./spend-rows";
import { seriesOf } from "./spend-series";

/** Answers a question about an organisation's spend; exact, whatever source it is read from. */
export async function getSpend(organizationId: number, question: SpendQuestion): Promise<SpendAnswer> {
  const [{ zone, asOf, usageUntil }, filters] = await Promise.all([
    organizationState(organizationId),
    filterIds(organizationId, question.filters, question.not),
  ]);
  const scope: SpendScope = { organizationId, question, parts: planSources(question, zone), filters };
  const [{ rows, groups, series }, previous] = await Promise.all([
    inSnapshot((database) => readAll(database, scope)),
    question.compare ? comparedWith(organizationId, question, question.compare, usageUntil ?? new Date()) : null,
  ]);
  const cache = await cacheEffect(organizationId, rows);
  const totals = sumRows(rows);
  return {
    period: { from: question.from, to: question.to },
    timeZone: question.timeZone,
    groupBy: question.groupBy,
    totals,
    groups: groups.map(({ key, totals: own }) => ({ key, totals: own })),
    series,
    previous,
    coverage: coverageOf(totals),
    cacheSaved: cache.saved,
    cacheMissed: cache.missed,
    asOf,
  };
}

/**
 * Reads groups and series at once where that is not much more than the series: a model has few rates, other groups have
 * those of all models. The largest groups, where only they are asked for, are known only when groups have been read.
 */
async function readAll(database: Queryable, scope: SpendScope) {
  const { organizationId, question } = scope;
  const isOnePass = question.granularity !== "none" && !question.top && question.groupBy.includes("model");
  const atOnce = isOnePass ? await readBucketRows(database, scope) : null;
  const rows = atOnce ? merged(atOnce) : await readGroupRows(database, scope);
  const groups = await groupsOf(database, organizationId, question.groupBy, rows);
  const series = seriesOf(question, groups, atOnce ?? (await readSeries(database, scope, groups)));
  return { rows, groups, series };
}

async function readSeries(
  database: Queryable,
  scope: SpendScope,
  groups: readonly RowGroup[],
): Promise<readonly SeriesRow[]> {
  const { granularity, top } = scope.question;
  if (granularity === "none") return [];
  const kept = top ? (topGroups(groups, top).kept as RowGroup[]) : groups;
  return readSeriesRows(database, scope, kept.length < groups.length ? kept.map(({ values }) => values) : null);
}

async function comparedWith(
  organizationId: number,
  question: SpendQuestion,
  compare: Comparison,
  usageUntil: Date,
): Promise<SpendAnswer["previous"]> {
  const period = compare === "previous" ? previousPeriod(question, question.timeZone, new Date(), usageUntil) : compare;
  const before = await getSpend(organizationId, { ...question, ...period, granularity: "none", compare: null });
  return { period, totals: before.totals, groups: before.groups };
}
