import type { Forecast, NoForecast } from "../forecast/forecast";
import type { Heading } from "../forecast/period-forecast";
import type { Totals } from "../measures";
import { earlier, later } from "../period";
import { type Budget, shareOf } from "./budget";
import type { BudgetPeriod } from "./budget-periods";
import { type Crossing, crossedOn, crossingOf } from "./crossing";

/**
 * How a budget stands in its current period: its amount is reached; expected to be reached; possible within the band;
 * neither; or nobody can say where spend is heading.
 */
export const BUDGET_STATES = ["over", "heading_over", "at_risk", "on_track", "unknown"] as const;
export type BudgetState = (typeof BUDGET_STATES)[number];

/**
 * A budget in its current period. Where some usage has no price, `spent` is a lower bound. Where a cost lies between two
 * bounds the lower one counts: that much has been spent for certain.
 */
export interface BudgetStanding {
  period: BudgetPeriod;
  spent: Totals;
  /** Spend by the amount: above 1 when it is more. */
  share: number;
  /** The same by the upper bound of what it may have cost. */
  shareHigh: number;
  state: BudgetState;
  forecast: Forecast | null;
  reason: NoForecast | null;
  /** Null without a forecast, and where the amount is reached. */
  crossing: Crossing | null;
  /** The day on which the amount was reached. */
  crossedOn: Date | null;
  usageUntil: Date | null;
}

/** What a period that is over has cost. */
export interface PastPeriod {
  period: BudgetPeriod;
  spent: Totals;
  /** By the amount as it is today, and by the upper bound of what it may have cost. */
  share: number;
  shareHigh: number;
  /** Whether the budget was in force. */
  inForce: boolean;
}

/** How a budget stands, from what its period has cost and is heading for. */
export function standingOf({ amount }: Budget, period: BudgetPeriod, found: Heading, now: Date): BudgetStanding {
  const { soFar: spent, outcome, knownUntil } = found;
  const forecast = outcome.kind === "forecast" ? outcome.forecast : null;
  const known = earlier(knownUntil ?? now, now);
  const isOver = spent.cost >= amount;
  return {
    ...{ period, spent, forecast, usageUntil: knownUntil },
    share: shareOf(spent.cost, amount),
    shareHigh: shareOf(spent.costHigh, amount),
    state: isOver ? "over" : stateAhead(spent, forecast, amount),
    reason: outcome.kind === "none" ? outcome.reason : null,
    crossing: forecast && !isOver ? crossingOf(forecast, amount, spent, later(period.from, known)) : null,
    crossedOn: isOver ? crossedOn(found.days, amount) : null,
  };
}

function stateAhead({ costHigh }: Totals, forecast: Forecast | null, amount: bigint): BudgetState {
  if (forecast && forecast.expected >= amount) return "heading_over";
  if (costHigh >= amount || (forecast && forecast.high >= amount)) return "at_risk";
  return forecast ? "on_track" : "unknown";
}
