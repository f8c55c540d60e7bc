import "server-only";
import { daysOfScopes } from "@/lib/db/queries/budgets/budget-days";
import { budgetStandings } from "@/lib/db/queries/budgets/budget-standings";
import { budgetsToWatch } from "@/lib/db/queries/budgets/find-budgets";
import { usdString } from "@/lib/pricing/money";
import { thresholdWords } from "@/lib/spend/budgets/alert-words";
import { type Budget, reachedThresholds, shareOf, usageOf } from "@/lib/spend/budgets/budget";
import { type BudgetPeriod, recentPeriods, watchedPeriods } from "@/lib/spend/budgets/budget-periods";
import { standingToJson } from "@/lib/spend/budgets/budget-to-json";
import type { BudgetStanding } from "@/lib/spend/budgets/standing";
import { daysWithin, sumOfDays, windowDays } from "@/lib/spend/forecast/forecast-window";
import { countToJson, type Totals } from "@/lib/spend/measures";
import { hull } from "@/lib/spend/period";
import { type AlertDraft, type AlertKey, textOfKey } from "./alert-draft";

/** What a budget has reached in one of its periods. */
interface Reached {
  budget: Budget;
  period: BudgetPeriod;
  spent: Totals;
  keys: AlertKey[];
}

/**
 * The thresholds that an organisation's budgets have reached and that have not fired. `firedOf` answers which of some
 * alerts have.
 */
export async function budgetAlerts(
  organizationId: number,
  zone: string,
  now: Date,
  firedOf: (keys: readonly AlertKey[]) => Promise<ReadonlySet<string>>,
): Promise<AlertDraft[]> {
  const reached = await reachedBy(organizationId, zone, await budgetsToWatch(organizationId), now);
  const fired = await firedOf(reached.flatMap(({ keys }) => keys));
  const due = reached
    .map((one) => ({ ...one, keys: one.keys.filter((key) => !fired.has(textOfKey(key))) }))
    .filter(({ keys }) => keys.length > 0);
  const standings = await budgetStandings(
    organizationId,
    zone,
    due.map(({ budget }) => budget),
    now,
  );
  return due.flatMap((one, index) => {
    const isCurrent = one.period.from <= now && now < one.period.to;
    return draftsOf(zone, one, isCurrent ? (standings[index] ?? null) : null);
  });
}

/** What budgets have reached in the periods that are watched, read together. */
async function reachedBy(
  organizationId: number,
  zone: string,
  budgets: readonly Budget[],
  now: Date,
): Promise<Reached[]> {
  const recent = recentPeriods(now, zone);
  const watched = budgets.flatMap((budget) =>
    watchedPeriods(budget, recent[budget.unit], now, zone).map((period) => ({ budget, period })),
  );
  if (watched.length === 0) return [];
  const days = windowDays(hull(watched.map(({ period }) => period)), zone);
  const scopes = watched.map(({ budget }) => budget.scope);
  const costOf = await daysOfScopes({ organizationId, zone, days }, scopes);
  return watched.flatMap(({ budget, period }): Reached[] => {
    const spent = sumOfDays(daysWithin(period, days), costOf(budget.scope));
    const keys = reachedThresholds(spent.cost, budget).map((threshold): AlertKey => {
      return { kind: "budget", subject: budget.id, usage: usageOf(budget), period: period.key, threshold };
    });
    return keys.length > 0 ? [{ budget, period, spent, keys }] : [];
  });
}

function draftsOf(
  zone: string,
  { budget, period, spent, keys }: Reached,
  standing: BudgetStanding | null,
): AlertDraft[] {
  return keys.map((key) => ({
    ...key,
    ...thresholdWords(budget, key.threshold, { period, spent, standing }, zone),
    facts: {
      budget: { id: budget.id, name: budget.name, scope: budget.scope, period: budget.unit },
      threshold: key.threshold,
      amount: usdString(budget.amount),
      spent: usdString(spent.cost),
      share: shareOf(spent.cost, budget.amount),
      unpricedRequests: countToJson(spent.unpricedRequests),
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      forecast: standing ? standingToJson(standing).forecast : null,
      crossing: standing ? standingToJson(standing).crossing : null,
    },
  }));
}
