import "server-only";
import { budgetStanding } from "@/lib/db/queries/budgets/budget-standings";
import { budgetsToWatch } from "@/lib/db/queries/budgets/find-budgets";
import { periodTotals } from "@/lib/db/queries/spend/period-totals";
import { usdString } from "@/lib/pricing/money";
import { thresholdWords } from "@/lib/spend/budgets/alert-words";
import { type Budget, filtersOf, reachedThresholds, shareOf } from "@/lib/spend/budgets/budget";
import { type BudgetPeriod, watchedPeriods } from "@/lib/spend/budgets/budget-periods";
import { standingToJson } from "@/lib/spend/budgets/budget-to-json";
import { countToJson, type Totals } from "@/lib/spend/measures";
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
  const budgets = await budgetsToWatch(organizationId);
  const reached: Reached[] = [];
  for (const budget of budgets) reached.push(...(await reachedBy(organizationId, zone, budget, now)));
  const fired = await firedOf(reached.flatMap(({ keys }) => keys));
  const drafts: AlertDraft[] = [];
  for (const { keys, ...found } of reached) {
    const due = keys.filter((key) => !fired.has(textOfKey(key)));
    if (due.length > 0) drafts.push(...(await draftsOf(organizationId, zone, found, due, now)));
  }
  return drafts;
}

async function reachedBy(organizationId: number, zone: string, budget: Budget, now: Date): Promise<Reached[]> {
  const periods = watchedPeriods(budget, now, zone);
  if (periods.length === 0) return [];
  const totals = await periodTotals(organizationId, zone, filtersOf(budget.scope), periods);
  return periods.flatMap((period, index) => {
    const spent = totals[index];
    if (!spent) return [];
    const keys = reachedThresholds(spent.cost, budget).map((threshold): AlertKey => {
      return { kind: "budget", subject: budget.id, period: period.key, threshold };
    });
    return keys.length > 0 ? [{ budget, period, spent, keys }] : [];
  });
}

async function draftsOf(
  organizationId: number,
  zone: string,
  { budget, period, spent }: Omit<Reached, "keys">,
  keys: readonly AlertKey[],
  now: Date,
): Promise<AlertDraft[]> {
  const isCurrent = period.from <= now && now < period.to;
  const standing = isCurrent ? ((await budgetStanding(organizationId, zone, budget, now))?.standing ?? null) : null;
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
