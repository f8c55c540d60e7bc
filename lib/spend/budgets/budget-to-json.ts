import { usdString } from "@/lib/pricing/money";
import { outcomeToJson } from "../forecast/forecast-to-json";
import { isBounded, totalsToJson } from "../measures";
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
  const { period, spent, state, forecast, reason, crossing, crossedOn, usageUntil } = standing;
  const time = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...boundsOf(period),
    ...{ state, ...sharesToJson(standing), spent: totalsToJson(spent), usageUntil: time(usageUntil) },
    forecast: forecast && outcomeToJson(forecast),
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
export function pastPeriodToJson(past: PastPeriod) {
  const { period, spent, inForce } = past;
  return { ...boundsOf(period), spent: totalsToJson(spent), ...sharesToJson(past), inForce };
}

/** `shareHigh` only where the cost is not exact. */
function sharesToJson({ spent, share, shareHigh }: Pick<PastPeriod, "spent" | "share" | "shareHigh">) {
  return { share, ...(isBounded(spent) ? { shareHigh } : {}) };
}

function boundsOf({ from, to }: BudgetPeriod) {
  return { from: from.toISOString(), to: to.toISOString() };
}
