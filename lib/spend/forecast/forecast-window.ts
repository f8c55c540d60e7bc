import { addTotals, isBounded, NO_TOTALS, type Totals } from "../measures";
import { bucketsOf, earlier, nextBucket, type Period, startOfBucket, startOfDay, weekdayOf } from "../period";
import { betweenForecasts, type ForecastOutcome, forecastSpend } from "./forecast";
import type { ForecastUnit, Heading } from "./period-forecast";

const DAYS_OF_HISTORY = 77;
/** Without usage for so long nobody can say how it goes on. */
const LONGEST_SILENCE_MS = 8 * 86_400_000;

/** The current period of a zone with the days that it is forecast from, whatever usage is asked for. */
export interface ForecastWindow {
  period: Period;
  before: Period;
  /** From the first day of history (or of the period before) to the end of the period. */
  span: Period;
  now: Date;
  /** Up to when usage has come in, as far as it is past; now without any. */
  knownUntil: Date;
  usageUntil: Date | null;
}

/** A day of a zone; `weekday` goes from 0 to 6. */
export interface WindowDay {
  start: Date;
  end: Date;
  weekday: number;
}

/** What some usage cost on the day that begins at an instant; undefined where there was none. */
export type CostOfDay = (start: Date) => Totals | undefined;

/** The window of the period that `now` lies in, by how far usage has come in (null: there is none). */
export function forecastWindow(
  unit: ForecastUnit,
  timeZone: string,
  usageUntil: Date | null,
  now: Date,
): ForecastWindow {
  const start = startOfBucket(now, unit, timeZone);
  const period = { from: start, to: nextBucket(start, unit, timeZone) };
  const before = { from: startOfBucket(new Date(start.getTime() - 1), unit, timeZone), to: start };
  const knownUntil = earlier(usageUntil ?? now, now);
  const from = earlier(startOfDay(knownUntil, timeZone, -DAYS_OF_HISTORY), before.from);
  return { period, before, span: { from, to: period.to }, now, knownUntil, usageUntil };
}

/** The days of a span of whole days: worked out once for all usage that is asked for. */
export function windowDays(span: Period, timeZone: string): WindowDay[] {
  return bucketsOf(span, "day", timeZone).map(({ from, to }) => {
    return { start: from, end: to, weekday: weekdayOf(from, timeZone) };
  });
}

/** Where some usage is heading in a window; `days` has at least the days of its span. */
export function headingOf(window: ForecastWindow, days: readonly WindowDay[], costOf: CostOfDay): Heading {
  const { period, span, usageUntil, knownUntil } = window;
  const costs = daysWithin(span, days).map((day) => ({ ...day, totals: costOf(day.start) }));
  const own = daysWithin(period, costs);
  const soFar = sumOfDays(own, costOf);
  return {
    soFar,
    days: own
      .filter(({ start, totals }) => start <= knownUntil || totals)
      .map(({ start, end, totals }) => ({ start, end, totals: totals ?? NO_TOTALS })),
    outcome: usageUntil ? outcomeOf(window, costs, soFar) : none("too_little_history"),
    knownUntil: usageUntil,
  };
}

/** The days that begin within a period. */
export function daysWithin<Day extends { start: Date }>({ from, to }: Period, days: readonly Day[]): Day[] {
  return days.filter(({ start }) => start >= from && start < to);
}

/** What some usage cost on days together. */
export function sumOfDays(days: readonly { start: Date }[], costOf: CostOfDay): Totals {
  return days.reduce((sum, { start }) => {
    const totals = costOf(start);
    return totals ? addTotals(sum, totals) : sum;
  }, NO_TOTALS);
}

function outcomeOf(
  { period, knownUntil, now }: ForecastWindow,
  costs: readonly (WindowDay & { totals: Totals | undefined })[],
  soFar: Totals,
): ForecastOutcome {
  if (now.getTime() - knownUntil.getTime() > LONGEST_SILENCE_MS) return none("no_recent_usage");
  const by = (bound: "cost" | "costHigh") => {
    const days = costs.map(({ totals, ...day }) => ({ ...day, cost: (totals ?? NO_TOTALS)[bound] }));
    const current = days.find(({ start, end }) => start <= knownUntil && knownUntil < end);
    if (!current) return none("no_recent_usage");
    return forecastSpend({
      history: days.filter(({ end }) => end <= current.start),
      current,
      knownUntil,
      remaining: days.filter(({ start }) => start >= current.start && start >= period.from),
      soFar: soFar[bound],
    });
  };
  const lower = by("cost");
  return costs.some(({ totals }) => totals && isBounded(totals)) ? betweenForecasts(lower, by("costHigh")) : lower;
}

function none(reason: "too_little_history" | "no_recent_usage"): ForecastOutcome {
  return { kind: "none", reason };
}
