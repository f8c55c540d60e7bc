import { bucketsOf, type Granularity, type Period, startOfDay, startOfMonth } from "./period";

/** Periods that move along with time, by the name they have in URLs. */
export const RANGE_PRESETS = {
  "7d": "7 days",
  "30d": "30 days",
  "90d": "90 days",
  month: "This month",
  "last-month": "Last month",
} as const;

/** Name of a period that moves along with time. */
export type RangePreset = keyof typeof RANGE_PRESETS;

/** The preset that pages begin with. */
export const DEFAULT_PRESET: RangePreset = "30d";

/** Whether a text names a preset. */
export function isRangePreset(text: string | null): text is RangePreset {
  return text !== null && Object.hasOwn(RANGE_PRESETS, text);
}

/** The period a preset stands for now: whole days of the zone, today included. */
export function presetPeriod(preset: RangePreset, timeZone: string, now: Date): Period {
  const tomorrow = startOfDay(now, timeZone, 1);
  switch (preset) {
    case "7d":
      return { from: startOfDay(now, timeZone, -6), to: tomorrow };
    case "30d":
      return { from: startOfDay(now, timeZone, -29), to: tomorrow };
    case "90d":
      return { from: startOfDay(now, timeZone, -89), to: tomorrow };
    case "month":
      return { from: startOfMonth(now, timeZone), to: tomorrow };
    case "last-month":
      return { from: startOfMonth(now, timeZone, -1), to: startOfMonth(now, timeZone) };
  }
}

/** More bars than this cannot be told apart on a page. */
const MOST_BARS = 200;

/** The granularities that cut a period into few enough bars, the finest first. */
export function granularitiesFor(period: Period, timeZone: string): Exclude<Granularity, "none">[] {
  const hours = (period.to.getTime() - period.from.getTime()) / 3_600_000;
  const all = ["hour", "day", "week", "month"] as const;
  const lengths = { hour: 1, day: 24, week: 24 * 7, month: 24 * 28 };
  const fitting = all.filter(
    (one) => hours / lengths[one] <= 2 * MOST_BARS && bucketsOf(period, one, timeZone).length <= MOST_BARS,
  );
  return fitting.length > 0 ? fitting : ["month"];
}
