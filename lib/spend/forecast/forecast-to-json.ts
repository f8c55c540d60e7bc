import { usdString } from "@/lib/pricing/money";
import { totalsToJson } from "../measures";
import type { Period } from "../period";
import type { Forecast } from "./forecast";
import type { PeriodForecast } from "./period-forecast";

/** A forecast on the wire. */
export function forecastToJson({ period, timeZone, soFar, outcome, knownUntil, previous }: PeriodForecast) {
  return {
    ...bounds(period),
    tz: timeZone,
    usageUntil: knownUntil?.toISOString() ?? null,
    soFar: totalsToJson(soFar),
    forecast:
      outcome.kind === "none"
        ? null
        : {
            ...outcomeToJson(outcome.forecast),
            daysOfHistory: outcome.forecast.history,
            days: outcome.forecast.days.map(({ end, expected, low, high }) => ({
              end: end.toISOString(),
              expected: usdString(expected),
              low: usdString(low),
              high: usdString(high),
            })),
          },
    ...(outcome.kind === "none" ? { reason: outcome.reason } : {}),
    previous: {
      ...bounds(previous.period),
      totals: totalsToJson(previous.totals),
      sameSpan: { ...bounds(previous.sameSpan.period), totals: totalsToJson(previous.sameSpan.totals) },
    },
  };
}

/** What a period is expected to cost, on the wire; `expectedHigh` only where costs are not exact. */
export function outcomeToJson({ expected, expectedHigh, low, high }: Forecast) {
  return {
    expected: usdString(expected),
    ...(expectedHigh > expected ? { expectedHigh: usdString(expectedHigh) } : {}),
    low: usdString(low),
    high: usdString(high),
  };
}

function bounds({ from, to }: Period): { from: string; to: string } {
  return { from: from.toISOString(), to: to.toISOString() };
}
