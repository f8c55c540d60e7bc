import "server-only";
import { inSnapshot, type Queryable } from "@/lib/db/snapshot";
import { BUDGET_DIMENSIONS, type BudgetDimension, type BudgetScope } from "@/lib/spend/budgets/budget";
import type { CostOfDay, WindowDay } from "@/lib/spend/forecast/forecast-window";
import { hull } from "@/lib/spend/period";
import type { SpendQuestion } from "@/lib/spend/spend-question";
import { dimensionNames } from "../dimensions/dimension-names";
import { filterIds } from "../dimensions/filter-ids";
import { dailySums } from "../spend/daily-sums";
import { planSources } from "../spend/plan-sources";

/** The days of an organisation's zone, whose usage is asked for. */
export interface DaysPlace {
  organizationId: number;
  zone: string;
  /** Whole days of the zone, without gaps. */
  days: readonly WindowDay[];
}

/** What the usage of a scope cost on each of the days. */
export type DaysOfScope = (scope: BudgetScope | null) => CostOfDay;

/**
 * What the usage of several scopes cost on each of some days, all as it was at one moment: one statement for each
 * dimension, however many scopes there are.
 */
export async function daysOfScopes(place: DaysPlace, scopes: readonly (BudgetScope | null)[]): Promise<DaysOfScope> {
  const wanted = [null, ...BUDGET_DIMENSIONS].flatMap((dimension): Wanted[] => {
    const own = scopes.filter((scope) => (scope?.dimension ?? null) === dimension);
    return own.length > 0 ? [{ dimension, values: [...new Set(own.flatMap((scope) => scope?.value ?? []))] }] : [];
  });
  // Names are never taken from numbers: looked up before, they are the same at the moment of the sums.
  const asked = await Promise.all(wanted.map((one) => scopeOf(place, one)));
  const read = await inSnapshot(async (database) => {
    const found = new Map<BudgetDimension | null, (value: string) => CostOfDay>();
    for (const { dimension, scope } of asked) found.set(dimension, await costsOf(database, place, dimension, scope));
    return found;
  });
  return (scope) => read.get(scope?.dimension ?? null)?.(scope?.value ?? "") ?? (() => undefined);
}

interface Wanted {
  dimension: BudgetDimension | null;
  values: readonly string[];
}

/** A question for the days of one dimension's values, with the numbers of these. */
async function scopeOf({ organizationId, zone, days }: DaysPlace, { dimension, values }: Wanted) {
  const question: SpendQuestion = {
    ...hull(days.map(({ start, end }) => ({ from: start, to: end }))),
    ...{ timeZone: zone, granularity: "day", compare: null },
    groupBy: dimension === null ? [] : [dimension],
    filters: dimension === null ? {} : { [dimension]: values },
  };
  const filters = await filterIds(organizationId, question.filters);
  return { dimension, scope: { organizationId, question, parts: planSources(question, zone), filters } };
}

async function costsOf(
  database: Queryable,
  { organizationId, days }: DaysPlace,
  dimension: BudgetDimension | null,
  scope: Awaited<ReturnType<typeof scopeOf>>["scope"],
): Promise<(value: string) => CostOfDay> {
  const sums = await dailySums(database, scope, days);
  if (dimension === null) return () => sums([]);
  const ids = scope.filters?.named.flatMap((filter) => filter.ids) ?? [];
  const nameOf = await dimensionNames(organizationId, [{ dimension, ids }], database);
  const idOf = new Map(ids.map((id) => [nameOf(dimension, id), id]));
  return (value) => {
    const id = idOf.get(value);
    return id === undefined ? () => undefined : sums([id]);
  };
}
