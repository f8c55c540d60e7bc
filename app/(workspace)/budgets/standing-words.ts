import { formatUsd } from "@/lib/pricing/money";
import type { Budget } from "@/lib/spend/budgets/budget";
import type { BudgetStanding } from "@/lib/spend/budgets/standing";
import type { NoForecast } from "@/lib/spend/forecast/forecast";
import { formatDate, formatDateTime } from "@/lib/spend/format-time";
import { formatBetween } from "@/lib/spend/format-totals";

const REASONS: Readonly<Record<NoForecast, string>> = {
  too_little_history: "A forecast needs five days of usage.",
  no_recent_usage: "A forecast needs usage of the last days.",
  period_is_over: "The period is over.",
};

/** Where a budget is heading, in a sentence or two. */
export function headingWords(budget: Budget, standing: BudgetStanding, timeZone: string): string {
  const { state, forecast, reason, crossedOn } = standing;
  if (state === "over" && budget.unit === "day") return "The amount is reached.";
  if (crossedOn) return `The amount was reached on ${formatDate(crossedOn, timeZone)}.`;
  if (!forecast) return reason ? REASONS[reason] : "";
  const end = `Expected ${formatBetween(forecast.expected, forecast.expectedHigh)} by the end of the ${budget.unit}, between ${formatUsd(forecast.low)} and ${formatUsd(forecast.high)}.`;
  return [end, crossingWords(budget, standing, timeZone)].filter(Boolean).join(" ");
}

/** When the amount is expected to be reached; "" where it is not within the period. */
export function crossingWords({ unit }: Budget, { crossing, period }: BudgetStanding, timeZone: string): string {
  if (!crossing) return "";
  const lastInstant = period.to.getTime() - 1;
  const when = (at: Date) => {
    const within = new Date(Math.min(at.getTime(), lastInstant));
    return unit === "day" ? formatDateTime(within, timeZone) : formatDate(within, timeZone);
  };
  const { expected, earliest, latest } = crossing;
  if (!expected) return earliest ? `At the top of the band the amount is reached on ${when(earliest)}.` : "";
  const first = earliest && when(earliest) !== when(expected) ? `${when(earliest)} at the earliest` : "";
  const last = latest ? (when(latest) !== when(expected) ? `${when(latest)} at the latest` : "") : "or not at all";
  const around = [first, last].filter(Boolean).join(", ");
  return `The amount is reached on ${when(expected)}${around ? ` (${around})` : ""}.`;
}
