import { firedThresholds } from "@/lib/db/queries/alerts/fired-thresholds";
import type { StoredBudget } from "@/lib/db/queries/budgets/budget-row";
import { budgetHistory, budgetStandings, budgetsOfNothingKnown } from "@/lib/db/queries/budgets/budget-standings";
import { findBudget } from "@/lib/db/queries/budgets/find-budgets";
import { budgetToJson, pastPeriodToJson, standingToJson } from "@/lib/spend/budgets/budget-to-json";
import { noSuchBudget } from "./budget-id";

/** Whose budgets, by which days. */
interface Place {
  organizationId: number;
  timeZone: string;
}

/** Budgets with how they stand, as the API answers them. */
export async function budgetsToJson({ organizationId, timeZone }: Place, budgets: readonly StoredBudget[]) {
  const [standings, unknown] = await Promise.all([
    budgetStandings(organizationId, timeZone, budgets, new Date()),
    budgetsOfNothingKnown(organizationId, budgets),
  ]);
  const periods = budgets.flatMap((budget, index) => {
    const standing = standings[index];
    return standing ? [{ budget, period: standing.period.key }] : [];
  });
  const fired = await firedThresholds(organizationId, periods);
  return budgets.map((budget, index) => {
    const standing = standings[index];
    return {
      ...budgetToJson(budget),
      scopeKnown: !unknown.has(budget.id),
      current: standing ? standingToJson(standing) : null,
      fired: (fired.get(budget.id) ?? []).map(({ threshold, firedAt }) => {
        return { threshold, firedAt: firedAt.toISOString() };
      }),
    };
  });
}

/** One budget with its history. @throws ApiError 404 when there is none of that id. */
export async function budgetInFull(place: Place, id: string) {
  const budget = await findBudget(place.organizationId, id);
  if (!budget) throw noSuchBudget();
  const [[answer], history] = await Promise.all([
    budgetsToJson(place, [budget]),
    budgetHistory(place.organizationId, place.timeZone, budget, new Date()),
  ]);
  return { ...answer, history: history.map(pastPeriodToJson) };
}
