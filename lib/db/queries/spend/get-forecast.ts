import "server-only";
import { type ForecastDay, type ForecastOutcome, forecastSpend } from "@/lib/spend/forecast/forecast";
import type { ForecastScope, PeriodForecast } from "@/lib/spend/forecast/period-forecast";
import { addTotals, NO_TOTALS, type Totals } from "@/lib/spend/measures";
import {
  earlier,
  nextBucket,
  type Period,
  previousPeriod,
  startOfBucket,
  startOfDay,
  weekdayOf,
} from "@/lib/spend/period";
import type { SpendPoint } from "@/lib/spend/spend-question";
import { getSpend } from "./get-spend";
import { organizationState } from "./organization-state";

const DAYS_OF_HISTORY = 77;
/** Without usage for so long nobody can say how it goes on. */
const LONGEST_SILENCE_MS = 8 * 86_400_000;

/** Spend of the current period of an organisation's usage, with where it is heading. */
export async function getForecast(organizationId: number, scope: ForecastScope, now: Date): Promise<PeriodForecast> {
  const { unit, timeZone, filters, not = {} } = scope;
  const start = startOfBucket(now, unit, timeZone);
  const period = { from: start, to: nextBucket(start, unit, timeZone) };
  const before = { from: startOfBucket(new Date(start.getTime() - 1), unit, timeZone), to: start };
  const { usageUntil } = await organizationState(organizationId);
  const knownUntil = earlier(usageUntil ?? now, now);
  const sameSpan = previousPeriod(period, timeZone, now, knownUntil);
  const ask = (from: Date, to: Date, granularity: "day" | "none") =>
    getSpend(organizationId, { from, to, timeZone, granularity, groupBy: [], filters, not, compare: false });
  const earliest = startOfDay(knownUntil, timeZone, -DAYS_OF_HISTORY);
  const [{ series }, span] = await Promise.all([
    ask(earlier(earliest, before.from), period.to, "day"),
    ask(sameSpan.from, sameSpan.to, "none"),
  ]);
  const within = ({ from, to }: Period) => series.filter((day) => day.start >= from && day.start < to);
  const own = within(period);
  return {
    period,
    timeZone,
    soFar: sumOf(own),
    days: own.filter((day) => day.start <= knownUntil || day.of !== "nothing"),
    outcome: usageUntil ? outcomeOf({ series, period, knownUntil, timeZone, now }) : none("too_little_history"),
    knownUntil: usageUntil,
    previous: {
      period: before,
      totals: sumOf(within(before)),
      days: within(before),
      sameSpan: { period: sameSpan, totals: span.totals },
    },
  };
}

interface Known {
  series: readonly SpendPoint[];
  period: Period;
  knownUntil: Date;
  timeZone: string;
  now: Date;
}

function outcomeOf({ series, period, knownUntil, timeZone, now }: Known): ForecastOutcome {
  if (now.getTime() - knownUntil.getTime() > LONGEST_SILENCE_MS) return none("no_recent_usage");
  const days = series.map(({ start, end, totals }): ForecastDay => {
    return { start, end, weekday: weekdayOf(start, timeZone), cost: totals.cost };
  });
  const current = days.find(({ start, end }) => start <= knownUntil && knownUntil < end);
  if (!current) return none("no_recent_usage");
  return forecastSpend({
    history: days.filter(({ end }) => end <= current.start),
    current,
    knownUntil,
    remaining: days.filter(({ start }) => start >= current.start && start >= period.from),
    soFar: sumOf(series.filter(({ start }) => start >= period.from)).cost,
  });
}

function none(reason: "too_little_history" | "no_recent_usage"): ForecastOutcome {
  return { kind: "none", reason };
}

function sumOf(days: readonly { totals: Totals }[]): Totals {
  return days.reduce((sum, { totals }) => addTotals(sum, totals), NO_TOTALS);
}
