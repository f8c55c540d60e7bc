import { formatUsd } from "@/lib/pricing/money";
import { dimensionLabel } from "../dimensions";
import { formatShare } from "../format-count";
import { formatBucket, formatDate } from "../format-time";
import { formatBetween, noPriceText } from "../format-totals";
import { isBounded, isIncomplete, type Totals } from "../measures";
import type { Period } from "../period";
import { type Budget, type BudgetScope, type BudgetUnit, shareOf } from "./budget";
import type { BudgetStanding } from "./standing";

/** What people are told when a budget reaches a threshold. */
export interface AlertWords {
  title: string;
  text: string;
}

/** A threshold that was reached in words; `standing` where the period is the current one. */
export function thresholdWords(
  budget: Budget,
  percent: number,
  { period, spent, standing }: { period: Period; spent: Totals; standing: BudgetStanding | null },
  timeZone: string,
): AlertWords {
  const amount = formatUsd(budget.amount);
  const share = shareInWords(shareOf(spent.cost, budget.amount), shareOf(spent.costHigh, budget.amount));
  const so = standing ? " so far" : "";
  const least = isIncomplete(spent) ? "At least " : "";
  return {
    title: `Budget “${budget.name}” has reached ${percent}%`,
    text: [
      `${least}${formatBetween(spent.cost, spent.costHigh)} of ${amount} (${share}) ${periodInWords(period, budget.unit, timeZone)}${so}, ${scopeInWords(budget.scope)}.`,
      unpricedInWords(spent),
      boundsInWords(spent),
      standing ? aheadInWords(budget, standing, timeZone) : "",
    ]
      .filter(Boolean)
      .join(" "),
  };
}

/** The usage of a budget: "by project checkout", "by the whole organisation". */
export function scopeInWords(scope: BudgetScope | null): string {
  return scope === null
    ? "by the whole organisation"
    : `by ${dimensionLabel(scope.dimension, { inText: true })} ${scope.value}`;
}

/** A period: "in November 2026", "in the week of 23 Nov 2026", "on Tuesday, 24 Nov 2026". */
export function periodInWords({ from, to }: Period, unit: BudgetUnit, timeZone: string): string {
  if (unit === "week") return `in the week of ${formatDate(from, timeZone)}`;
  return `${unit === "day" ? "on" : "in"} ${formatBucket({ start: from, end: to }, unit, timeZone).title}`;
}

/** What has no price and so is missing from a sum; "" when nothing is. */
export function unpricedInWords(totals: Totals): string {
  if (!isIncomplete(totals)) return "";
  const { unpricedRequests: requests } = totals;
  if (requests === 0n) return "Some of the usage has no price and is not in it.";
  return `${noPriceText(totals)} and ${requests === 1n ? "is" : "are"} not in it.`;
}

/** A share of a budget, or the two it lies between. */
export function shareInWords(share: number, high: number): string {
  const [from, to] = [formatShare(share), formatShare(high)];
  return from === to ? from : `${from} – ${to}`;
}

/** What a cost between two bounds means for a budget; "" where it is exact. */
export function boundsInWords(totals: Totals): string {
  return isBounded(totals) ? "Part of it has a cost between two bounds: the lower one counts." : "";
}

function aheadInWords({ unit }: Budget, { forecast, crossing, period }: BudgetStanding, timeZone: string): string {
  if (!forecast) return "";
  const end = `${formatBetween(forecast.expected, forecast.expectedHigh)} (${formatUsd(forecast.low)} to ${formatUsd(forecast.high)}) by the end of the ${unit}`;
  if (!crossing?.expected || unit === "day") return `Expected: ${end}.`;
  const on = formatDate(new Date(Math.min(crossing.expected.getTime(), period.to.getTime() - 1)), timeZone);
  return `Expected: ${end}; the budget is reached on ${on}.`;
}
