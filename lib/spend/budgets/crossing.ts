import type { FemtoUsd } from "@/lib/pricing/money";
import type { Forecast } from "../forecast/forecast";
import type { Totals } from "../measures";

/** When spend is expected to reach an amount; null: not within the period. */
export interface Crossing {
  expected: Date | null;
  /** If spend is as high as the forecast's band goes, and as low. */
  earliest: Date | null;
  latest: Date | null;
}

/**
 * When a forecast reaches an amount that has not been reached yet. Within a day spend is taken to grow evenly, from what
 * is known at `knownUntil`.
 */
export function crossingOf(
  forecast: Forecast,
  amount: FemtoUsd,
  soFar: Pick<Totals, "cost" | "costHigh">,
  knownUntil: Date,
): Crossing {
  const reach = (of: "expected" | "low" | "high") => {
    let before = { at: knownUntil.getTime(), sum: of === "high" ? soFar.costHigh : soFar.cost };
    for (const day of forecast.days) {
      const after = { at: day.end.getTime(), sum: day[of] };
      if (after.sum >= amount) return between(before, after, amount);
      before = after;
    }
    return null;
  };
  return { expected: reach("expected"), earliest: reach("high"), latest: reach("low") };
}

interface Known {
  at: number;
  sum: bigint;
}

function between(before: Known, after: Known, amount: bigint): Date {
  if (after.sum <= before.sum || before.sum >= amount) return new Date(before.at);
  const share = Number(((amount - before.sum) * 1_000_000n) / (after.sum - before.sum)) / 1_000_000;
  return new Date(Math.round(before.at + (after.at - before.at) * share));
}

/** The day within which spend reached an amount; null when it has not. */
export function crossedOn(days: readonly { start: Date; totals: Totals }[], amount: FemtoUsd): Date | null {
  let sum = 0n;
  for (const { start, totals } of days) {
    sum += totals.cost;
    if (sum >= amount) return start;
  }
  return null;
}
