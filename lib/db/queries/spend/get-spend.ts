import "server-only";
import { inSnapshot, type Queryable } from "@/lib/db/snapshot";
import { coverageOf } from "@/lib/spend/measures";
import { previousPeriod } from "@/lib/spend/period";
import type { SpendAnswer, SpendQuestion } from "@/lib/spend/spend-question";
import { filterIds } from "../dimensions/filter-ids";
import { cacheEffect } from "./cache-effect";
import { groupsOf, sumRows } from "./group-rows";
import { organizationState } from "./organization-state";
import { planSources } from "./plan-sources";
import { readGroupRows, type SpendScope } from "./spend-rows";
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
    question.compare ? previousOf(organizationId, question, usageUntil ?? new Date()) : null,
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

async function readAll(database: Queryable, scope: SpendScope) {
  const rows = await readGroupRows(database, scope);
  const groups = await groupsOf(database, scope.organizationId, scope.question.groupBy, rows);
  return { rows, groups, series: await seriesOf(database, scope, groups) };
}

async function previousOf(
  organizationId: number,
  question: SpendQuestion,
  usageUntil: Date,
): Promise<SpendAnswer["previous"]> {
  const period = previousPeriod(question, question.timeZone, new Date(), usageUntil);
  const before = await getSpend(organizationId, { ...question, ...period, granularity: "none", compare: false });
  return { period, totals: before.totals, groups: before.groups };
}
