import { type FemtoUsd, femtoUsd } from "@/lib/pricing/money";
import { bandsOf, chooseModel } from "./backtest";
import { type DaySpend, levelled } from "./daily-model";

/** A day of a zone: a whole one, or the last of which only a part is known. */
export interface ForecastDay {
  start: Date;
  end: Date;
  /** 0 to 6. */
  weekday: number;
  cost: FemtoUsd;
}

/** What a period is expected to cost in the end. */
export interface Forecast {
  expected: FemtoUsd;
  /** The same by the upper bounds of costs that lie between two; `expected` where all are exact. */
  expectedHigh: FemtoUsd;
  /** Four times out of five the outcome lies between these, as far as the past tells. */
  low: FemtoUsd;
  high: FemtoUsd;
  /** What is expected to be known at the end of each day of the period that is not over. */
  days: { end: Date; expected: FemtoUsd; low: FemtoUsd; high: FemtoUsd }[];
  /** From how many whole days of history. */
  history: number;
}

/** Why there is no forecast. */
export type NoForecast = "too_little_history" | "no_recent_usage" | "period_is_over";

/** A forecast, or why there is none. */
export type ForecastOutcome = { kind: "forecast"; forecast: Forecast } | { kind: "none"; reason: NoForecast };

/** What a forecast is made from. */
export interface ForecastQuestion {
  /** Whole days before `knownUntil`, without gaps, the oldest first. */
  history: readonly ForecastDay[];
  /** The day that `knownUntil` lies in, with what is known of it. */
  current: ForecastDay;
  /** Up to when usage has come in; what is later is not nothing, but not known yet. */
  knownUntil: Date;
  /** The days of the period from `current` on, `current` included where it is part of the period. */
  remaining: readonly Omit<ForecastDay, "cost">[];
  /** What the period has cost so far. */
  soFar: FemtoUsd;
}

const FEWEST_DAYS = 5;
const LONGEST_HISTORY = 70;

/**
 * Expects the rest of a period to go on as the last weeks did: weekday by weekday, with the growth there was if that
 * would have forecast the past better. The band is what forecasts made the same way in the past were off by.
 */
export function forecastSpend(question: ForecastQuestion): ForecastOutcome {
  const { current, remaining, knownUntil } = question;
  const daysAhead = (start: Date) => Math.round((start.getTime() - current.start.getTime()) / 86_400_000) + 1;
  const history = sinceFirstUsage(question.history).slice(-LONGEST_HISTORY).map(toDaySpend);
  if (remaining.length === 0) return { kind: "none", reason: "period_is_over" };
  if (history.length < FEWEST_DAYS) return { kind: "none", reason: "too_little_history" };
  const farthest = Math.max(...remaining.map(({ start }) => daysAhead(start)));
  const { fit, trials } = chooseModel(history, farthest);
  const model = fit(levelled(history));
  const isCurrent = (start: Date) => start.getTime() === current.start.getTime();
  const whole = (day: (typeof remaining)[number]) => model({ weekday: day.weekday, ahead: daysAhead(day.start) });
  let sum = 0;
  const days = remaining.map((day) => {
    const left = isCurrent(day.start) ? shareLeft(day, knownUntil) : 1;
    sum += whole(day) * left;
    return { end: day.end, sum, ahead: daysAhead(day.start) };
  });
  const bands = bandsOf(history, trials, farthest);
  const plus = (usd: number) => femtoUsd(question.soFar + toFemto(usd));
  const sums = days.map(({ end, sum: usd, ahead }) => {
    const { low, high } = bands(ahead);
    return { end, expected: plus(usd), low: plus(usd * low), high: plus(usd * high) };
  });
  const last = sums.at(-1);
  if (!last) return { kind: "none", reason: "period_is_over" };
  const { expected, low, high } = last;
  const forecast = { expected, expectedHigh: expected, low, high, days: sums, history: history.length };
  return { kind: "forecast", forecast };
}

/**
 * A forecast from costs that lie between two bounds, of which one was made from the lower and one from the upper: its band
 * holds both bands.
 */
export function betweenForecasts(lower: ForecastOutcome, upper: ForecastOutcome): ForecastOutcome {
  if (lower.kind === "none" || upper.kind === "none") return lower;
  const [low, high] = [lower.forecast, upper.forecast];
  const most = (a: FemtoUsd, b: FemtoUsd = a) => (b > a ? b : a);
  return {
    kind: "forecast",
    forecast: {
      ...low,
      expectedHigh: most(low.expected, high.expected),
      high: most(low.high, high.high),
      days: low.days.map((day, index) => ({ ...day, high: most(day.high, high.days[index]?.high) })),
    },
  };
}

/** Days before anything was used say nothing. */
function sinceFirstUsage(days: readonly ForecastDay[]): readonly ForecastDay[] {
  const first = days.findIndex(({ cost }) => cost > 0n);
  return first < 0 ? [] : days.slice(first);
}

function shareLeft({ start, end }: { start: Date; end: Date }, knownUntil: Date): number {
  const share = (end.getTime() - knownUntil.getTime()) / (end.getTime() - start.getTime());
  return Math.min(1, Math.max(0, share));
}

function toDaySpend({ weekday, cost }: ForecastDay): DaySpend {
  return { weekday, usd: Number(cost) / 1e15 };
}

/** An estimate needs no more than a millionth of a dollar. */
function toFemto(usd: number): bigint {
  return BigInt(Math.round(usd * 1e6)) * 1_000_000_000n;
}
