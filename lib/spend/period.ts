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

/** Start of the day an instant falls on in a zone, moved by whole days. */
export function startOfDay(at: Date, timeZone: string, addDays = 0): Date {
  return toDate(zoned(at, timeZone).startOfDay().add({ days: addDays }));
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
  if (granularity === "hour") return new Date(start.getTime() + 3_600_000);
  const step = granularity === "day" ? { days: 1 } : granularity === "week" ? { days: 7 } : { months: 1 };
  return toDate(zoned(start, timeZone).add(step).startOfDay());
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

/** Whether both ends of a period are starts of days in a zone. */
export function isWholeDays(period: Period, timeZone: string): boolean {
  return [period.from, period.to].every((edge) => startOfDay(edge, timeZone).getTime() === edge.getTime());
}

/**
 * The period to compare with: whole months before whole months, as many days before whole days, and otherwise the same
 * length just before.
 */
export function previousPeriod(period: Period, timeZone: string): Period {
  const [from, to] = [zoned(period.from, timeZone), zoned(period.to, timeZone)];
  const isMonthStart = (time: Temporal.ZonedDateTime) => time.day === 1 && time.equals(time.startOfDay());
  if (isMonthStart(from) && isMonthStart(to)) {
    const months = (to.year - from.year) * 12 + to.month - from.month;
    return { from: toDate(from.subtract({ months }).startOfDay()), to: period.from };
  }
  if (isWholeDays(period, timeZone)) {
    const days = from.toPlainDate().until(to.toPlainDate()).days;
    return { from: toDate(from.subtract({ days }).startOfDay()), to: period.from };
  }
  return { from: new Date(2 * period.from.getTime() - period.to.getTime()), to: period.from };
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

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
