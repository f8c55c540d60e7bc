import "server-only";
import { setImmediate } from "node:timers/promises";
import { pool } from "@/lib/db/pool";
import { type Budget, filtersOf, shareOf, usageOf } from "@/lib/spend/budgets/budget";
import { currentPeriod, isInForce, pastPeriods, recentPeriods } from "@/lib/spend/budgets/budget-periods";
import { type BudgetStanding, type PastPeriod, standingOf } from "@/lib/spend/budgets/standing";
import { forecastWindow, headingOf, windowDays } from "@/lib/spend/forecast/forecast-window";
import type { Heading, PeriodForecast } from "@/lib/spend/forecast/period-forecast";
import { NO_TOTALS } from "@/lib/spend/measures";
import { hull } from "@/lib/spend/period";
import { getForecast } from "../spend/get-forecast";
import { organizationState } from "../spend/organization-state";
import { periodTotals } from "../spend/period-totals";
import { daysOfScopes } from "./budget-days";

/** Forecasts are sums over months: after so many, others have their turn. */
const AT_ONCE = 10;
/** Periods before the current one that are shown. */
const MOST_PAST = 12;

/** How budgets stand in their current periods, in their order; null for those whose first period has not begun. */
export async function budgetStandings(
  organizationId: number,
  zone: string,
  budgets: readonly Budget[],
  now: Date,
): Promise<(BudgetStanding | null)[]> {
  const recent = recentPeriods(now, zone);
  const periodOf = (budget: Budget) => {
    const { current } = recent[budget.unit];
    return isInForce(budget, current, zone) ? current : null;
  };
  const headings = await headingsOf(organizationId, zone, budgets.filter(periodOf), now);
  return budgets.map((budget) => {
    const [period, heading] = [periodOf(budget), headings.get(usageOf(budget))];
    return period && heading ? standingOf(budget, period, heading, now) : null;
  });
}

/** Where the usage of budgets is heading: read together, and once for those of the same usage and unit. */
async function headingsOf(organizationId: number, zone: string, budgets: readonly Budget[], now: Date) {
  const headings = new Map<string, Heading>();
  if (budgets.length === 0) return headings;
  const { usageUntil } = await organizationState(organizationId);
  const units = [...new Set(budgets.map(({ unit }) => unit))];
  const windows = new Map(units.map((unit) => [unit, forecastWindow(unit, zone, usageUntil, now)]));
  const days = windowDays(hull([...windows.values()].map(({ span }) => span)), zone);
  const scopes = budgets.map(({ scope }) => scope);
  const costOf = await daysOfScopes({ organizationId, zone, days }, scopes);
  for (const budget of budgets) {
    const [usage, window] = [usageOf(budget), windows.get(budget.unit)];
    if (!window || headings.has(usage)) continue;
    headings.set(usage, headingOf(window, days, costOf(budget.scope)));
    if (headings.size % AT_ONCE === 0) await setImmediate();
  }
  return headings;
}

/** How one budget stands, with the days and the forecast it was read from. */
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
  const known = totals.findLastIndex(({ requests, cost }) => requests > 0n || cost > 0n) + 1;
  return periods.slice(0, known).map((period, index) => {
    const spent = totals[index] ?? NO_TOTALS;
    const [share, shareHigh] = [shareOf(spent.cost, budget.amount), shareOf(spent.costHigh, budget.amount)];
    return { period, spent, share, shareHigh, inForce: isInForce(budget, period, zone) };
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
