import "server-only";
import { pool } from "@/lib/db/pool";
import { type Budget, filtersOf, shareOf } from "@/lib/spend/budgets/budget";
import { currentPeriod, firstPeriod, pastPeriods } from "@/lib/spend/budgets/budget-periods";
import { type BudgetStanding, type PastPeriod, standingOf } from "@/lib/spend/budgets/standing";
import type { PeriodForecast } from "@/lib/spend/forecast/period-forecast";
import { NO_TOTALS } from "@/lib/spend/measures";
import { getForecast } from "../spend/get-forecast";
import { periodTotals } from "../spend/period-totals";

/** Forecasts that are worked out side by side. */
const AT_ONCE = 4;
/** Periods before the current one that are shown. */
const MOST_PAST = 12;

/** How budgets stand in their current periods, in their order; null for those whose first period has not begun. */
export async function budgetStandings(
  organizationId: number,
  zone: string,
  budgets: readonly Budget[],
  now: Date,
): Promise<(BudgetStanding | null)[]> {
  const standings: (BudgetStanding | null)[] = [];
  for (let at = 0; at < budgets.length; at += AT_ONCE) {
    const some = budgets.slice(at, at + AT_ONCE);
    const found = await Promise.all(some.map((one) => budgetStanding(organizationId, zone, one, now)));
    standings.push(...found.map((one) => one?.standing ?? null));
  }
  return standings;
}

/** The same for one budget, with the days and the forecast it was read from. */
export async function budgetStanding(
  organizationId: number,
  zone: string,
  budget: Budget,
  now: Date,
): Promise<{ standing: BudgetStanding; found: PeriodForecast } | null> {
  const period = currentPeriod(budget, now, zone);
  if (!period) return null;
  const scope = { unit: budget.unit, filters: filtersOf(budget.scope), timeZone: zone };
  const found = await getForecast(organizationId, scope, now);
  return { standing: standingOf(budget, period, found, now), found };
}

/**
 * What the last periods cost, the newest first, back to the first with usage; measured against the amount as it is today.
 * Those before the budget was made too: they tell whether its amount is a sensible one.
 */
export async function budgetHistory(
  organizationId: number,
  zone: string,
  budget: Budget,
  now: Date,
): Promise<PastPeriod[]> {
  const periods = pastPeriods(budget, now, zone, MOST_PAST);
  const totals = await periodTotals(organizationId, zone, filtersOf(budget.scope), periods);
  const first = firstPeriod(budget, zone).from;
  const known = totals.findLastIndex(({ requests, cost }) => requests > 0n || cost > 0n) + 1;
  return periods.slice(0, known).map((period, index) => {
    const spent = totals[index] ?? NO_TOTALS;
    return { period, spent, share: shareOf(spent.cost, budget.amount), inForce: period.from >= first };
  });
}

/** Which budgets are for something that usage has never named: a slip of the pen, or what is still to come. */
export async function budgetsOfNothingKnown(organizationId: number, budgets: readonly Budget[]): Promise<Set<string>> {
  const scoped = budgets.flatMap(({ id, scope }) => (scope ? [{ id, ...scope }] : []));
  const { rows } = await pool().query<{ id: string }>(
    `SELECT wanted.id
       FROM unnest($2::text[], $3::text[], $4::text[]) AS wanted(id, dimension, value)
      WHERE NOT EXISTS (SELECT 1 FROM dimension_values AS known
                         WHERE organization_id = $1 AND known.dimension = wanted.dimension AND known.value = wanted.value)`,
    [
      organizationId,
      scoped.map(({ id }) => id),
      scoped.map(({ dimension }) => dimension),
      scoped.map(({ value }) => value),
    ],
  );
  return new Set(rows.map(({ id }) => id));
}
