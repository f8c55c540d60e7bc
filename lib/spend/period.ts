import { Temporal } from "temporal-polyfill";

/** How time is cut into buckets; "none" is one bucket. */
export const GRANULARITIES = ["hour", "day", "week", "month", "none"] as const;
export type Granularity = (typeof GRANULARITIES)[number];

/** A span of time `[from, to)`. */
export interface Period {
  from: Date;
  to: Date;
}

/** Whether a name is a time zone this system knows. */
export function isTimeZone(name: string): boolean {
  try {
    return name !== "" && new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/**
 * Reads a bound of a period: an RFC 3339 instant, or a date (YYYY-MM-DD), which is the start of that day in the zone.
 * Null when it is neither.
 */
export function parseBound(text: string, timeZone: string): Date | null {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return toDate(Temporal.PlainDate.from(text).toZonedDateTime(timeZone));
    return new Date(Temporal.Instant.from(text).epochMilliseconds);
  } catch {
    return null;
  }
}

/** The weekday of an instant in a zone: 0 is Monday. */
export function weekdayOf(at: Date, timeZone: string): number {
  return zoned(at, timeZone).dayOfWeek - 1;
}

/** Start of the day an instant falls on in a zone, moved by whole days. */
export function startOfDay(at: Date, timeZone: string, addDays = 0): Date {
  return toDate(zoned(at, timeZone).startOfDay().add({ days: addDays }));
}

/** The same time of the clock so many days earlier in a zone, whether these had 24 hours or not. */
export function daysEarlier(at: Date, timeZone: string, days: number): Date {
  return toDate(zoned(at, timeZone).subtract({ days }));
}

/** Start of the month an instant falls on in a zone, moved by whole months. */
export function startOfMonth(at: Date, timeZone: string, addMonths = 0): Date {
  return toDate(zoned(at, timeZone).with({ day: 1 }).startOfDay().add({ months: addMonths }).startOfDay());
}

/** Start of the bucket an instant falls in. Weeks begin on Monday. Hours are the zone's: a day can have 23 or 25. */
export function startOfBucket(at: Date, granularity: Exclude<Granularity, "none">, timeZone: string): Date {
  const time = zoned(at, timeZone);
  switch (granularity) {
    case "hour":
      return toDate(time.round({ smallestUnit: "hour", roundingMode: "floor" }));
    case "day":
      return toDate(time.startOfDay());
    case "week":
      return toDate(
        time
          .startOfDay()
          .subtract({ days: time.dayOfWeek - 1 })
          .startOfDay(),
      );
    case "month":
      return toDate(time.with({ day: 1 }).startOfDay());
  }
}

/** Start of the bucket after the one that begins at `start`. */
export function nextBucket(start: Date, granularity: Exclude<Granularity, "none">, timeZone: string): Date {
  if (granularity === "hour") return nextHour(start, timeZone);
  const step = granularity === "day" ? { days: 1 } : granularity === "week" ? { days: 7 } : { months: 1 };
  return toDate(zoned(start, timeZone).add(step).startOfDay());
}

/** Where clocks move by half an hour (Lord Howe Island), an hour of the clock can have 30 or 90 minutes. */
function nextHour(start: Date, timeZone: string): Date {
  for (const hours of [1, 2]) {
    const next = startOfBucket(new Date(start.getTime() + hours * 3_600_000), "hour", timeZone);
    if (next > start) return next;
  }
  return new Date(start.getTime() + 3_600_000);
}

/** The buckets of a period, the first and last cut to it. */
export function bucketsOf(period: Period, granularity: Granularity, timeZone: string): Period[] {
  if (granularity === "none") return [period];
  const buckets: Period[] = [];
  for (let start = startOfBucket(period.from, granularity, timeZone); start < period.to; ) {
    const end = nextBucket(start, granularity, timeZone);
    if (end > period.from) buckets.push({ from: later(start, period.from), to: earlier(end, period.to) });
    start = end;
  }
  return buckets;
}

/** The shortest period that some periods lie in. @throws Error without any. */
export function hull(periods: readonly Period[]): Period {
  return periods.reduce((a, b) => ({ from: earlier(a.from, b.from), to: later(a.to, b.to) }));
}

/** Whether both ends of a period are starts of days in a zone. */
export function isWholeDays(period: Period, timeZone: string): boolean {
  return [period.from, period.to].every((edge) => startOfDay(edge, timeZone).getTime() === edge.getTime());
}

const QUARTER_HOUR = 900_000;

/**
 * The period to compare with: whole months before whole months, as many days before whole days, and otherwise the same
 * length just before. A period that is not over, or of which not all is known, is compared with as much of the one before:
 * the first days of a month with the same days of the last one, up to the same time of day.
 */
export function previousPeriod(period: Period, timeZone: string, now: Date, knownUntil = now): Period {
  const { shift, from } = periodBefore(period, timeZone, now);
  if (period.to <= knownUntil || period.from >= knownUntil) return { from, to: shift(period.to) };
  // On the quarter hour, so that sums by quarter hours can answer it.
  const elapsed = shift(new Date(Math.floor(knownUntil.getTime() / QUARTER_HOUR) * QUARTER_HOUR));
  return { from, to: elapsed > from ? earlier(elapsed, period.from) : period.from };
}

/** Where the period before begins, and how instants of the period are moved into it. */
function periodBefore(period: Period, timeZone: string, now: Date): { from: Date; shift: (at: Date) => Date } {
  const months = wholeMonths(period, timeZone, now);
  if (months !== null) return shiftedBy({ months });
  if (isWholeDays(period, timeZone)) {
    const [from, to] = [zoned(period.from, timeZone), zoned(period.to, timeZone)];
    return shiftedBy({ days: from.toPlainDate().until(to.toPlainDate()).days });
  }
  const length = period.to.getTime() - period.from.getTime();
  return { from: new Date(period.from.getTime() - length), shift: (at) => new Date(at.getTime() - length) };

  function shiftedBy(span: { months: number } | { days: number }) {
    const shift = (at: Date) => toDate(zoned(at, timeZone).subtract(span));
    return { from: startOfDay(shift(period.from), timeZone), shift };
  }
}

/** How many whole months a period has, the current one counting as whole from its first day; null when it is none. */
function wholeMonths(period: Period, timeZone: string, now: Date): number | null {
  const [from, to] = [zoned(period.from, timeZone), zoned(period.to, timeZone)];
  const isMonthStart = (time: Temporal.ZonedDateTime) => time.day === 1 && time.equals(time.startOfDay());
  if (!isMonthStart(from)) return null;
  if (isMonthStart(to)) return (to.year - from.year) * 12 + to.month - from.month;
  const isRunning =
    period.to > now && period.to <= startOfMonth(period.from, timeZone, 1) && isWholeDays(period, timeZone);
  return isRunning ? 1 : null;
}

/** The date of an instant in a zone, YYYY-MM-DD. */
export function dateIn(at: Date, timeZone: string): string {
  return zoned(at, timeZone).toPlainDate().toString();
}

function zoned(at: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
}

function toDate(time: Temporal.ZonedDateTime): Date {
  return new Date(time.epochMilliseconds);
}

/** The later of two instants. */
export function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

/** The earlier of two instants. */
export function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
