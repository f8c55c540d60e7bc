import "server-only";
import { inSnapshot } from "@/lib/db/snapshot";
import { daysWithin, forecastWindow, headingOf, sumOfDays, windowDays } from "@/lib/spend/forecast/forecast-window";
import type { ForecastScope, PeriodForecast } from "@/lib/spend/forecast/period-forecast";
import { NO_TOTALS } from "@/lib/spend/measures";
import { type Period, previousPeriod } from "@/lib/spend/period";
import { filterIds } from "../dimensions/filter-ids";
import { dailySums } from "./daily-sums";
import { sumRows } from "./group-rows";
import { organizationState } from "./organization-state";
import { planSources } from "./plan-sources";
import { readGroupRows, type SpendScope } from "./spend-rows";

/** Spend of the current period of an organisation's usage, with where it is heading. */
export async function getForecast(organizationId: number, scope: ForecastScope, now: Date): Promise<PeriodForecast> {
  const { unit, timeZone, filters, not } = scope;
  const [{ zone, usageUntil }, ids] = await Promise.all([
    organizationState(organizationId),
    filterIds(organizationId, filters, not),
  ]);
  const window = forecastWindow(unit, timeZone, usageUntil, now);
  const { period, before, span, knownUntil } = window;
  const sameSpan = previousPeriod(period, timeZone, now, knownUntil);
  const days = windowDays(span, timeZone);
  const ask = (of: Period, granularity: "day" | "none"): SpendScope => {
    const question = { ...of, timeZone, granularity, groupBy: [], filters, ...(not && { not }), compare: null };
    return { organizationId, question, parts: planSources(question, zone), filters: ids };
  };
  const { costOf, elapsed } = await inSnapshot(async (database) => ({
    costOf: (await dailySums(database, ask(span, "day"), days))([]),
    elapsed: sumRows(await readGroupRows(database, ask(sameSpan, "none"))),
  }));
  const daysBefore = daysWithin(before, days).map(({ start, end }) => {
    return { start, end, totals: costOf(start) ?? NO_TOTALS };
  });
  return {
    ...headingOf(window, days, costOf),
    ...{ period, timeZone },
    previous: {
      period: before,
      totals: sumOfDays(daysBefore, costOf),
      days: daysBefore,
      sameSpan: { period: sameSpan, totals: elapsed },
    },
  };
}
