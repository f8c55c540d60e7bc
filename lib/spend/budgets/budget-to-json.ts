import { usdString } from "@/lib/pricing/money";
import { totalsToJson } from "../measures";
import type { Budget } from "./budget";
import type { BudgetPeriod } from "./budget-periods";
import type { BudgetStanding, PastPeriod } from "./standing";

/** A budget as it was stated. */
export function budgetToJson(stored: Budget & { createdBy: string | null }) {
  const { unit, amount, createdAt, changedAt, ...budget } = stored;
  return {
    ...{ ...budget, period: unit, amount: usdString(amount) },
    ...{ createdAt: createdAt.toISOString(), changedAt: changedAt?.toISOString() ?? null },
  };
}

/** How a budget stands, on the wire. */
export function standingToJson(standing: BudgetStanding) {
  const { period, spent, share, state, forecast, reason, crossing, crossedOn, usageUntil } = standing;
  const time = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...boundsOf(period),
    ...{ state, share, spent: totalsToJson(spent), usageUntil: time(usageUntil) },
    forecast: forecast && {
      expected: usdString(forecast.expected),
      low: usdString(forecast.low),
      high: usdString(forecast.high),
    },
    ...(reason === null ? {} : { reason }),
    crossing: crossing && {
      expected: time(crossing.expected),
      earliest: time(crossing.earliest),
      latest: time(crossing.latest),
    },
    crossedOn: time(crossedOn),
  };
}

/** A period that is over. */
export function pastPeriodToJson({ period, spent, ...rest }: PastPeriod) {
  return { ...boundsOf(period), spent: totalsToJson(spent), ...rest };
}

function boundsOf({ from, to }: BudgetPeriod) {
  return { from: from.toISOString(), to: to.toISOString() };
}
