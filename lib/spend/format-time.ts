import type { Granularity, Period } from "./period";

function format(at: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  // en-GB writes "24 Nov 2026" and hours from 0 to 23.
  return new Intl.DateTimeFormat("en-GB", { timeZone, ...options }).format(at);
}

/** A date: "24 Nov 2026". */
export function formatDate(at: Date, timeZone: string): string {
  return format(at, timeZone, { day: "numeric", month: "short", year: "numeric" });
}

/** A UTC day that is kept as "2026-11-24": "24 Nov 2026". */
export function formatUtcDay(day: string): string {
  return formatDate(new Date(`${day}T00:00:00Z`), "UTC");
}

/** A month by name: "November". */
export function formatMonth(at: Date, timeZone: string): string {
  return format(at, timeZone, { month: "long" });
}

/** A weekday by name: "Tuesday". */
export function formatWeekday(at: Date, timeZone: string): string {
  return format(at, timeZone, { weekday: "long" });
}

/** A time of the clock: "14:05". */
export function formatTimeOfDay(at: Date, timeZone: string): string {
  return format(at, timeZone, { hour: "2-digit", minute: "2-digit" });
}

/** A date and time: "24 Nov 2026, 14:05". */
export function formatDateTime(at: Date, timeZone: string): string {
  return format(at, timeZone, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
}

/** A period by its first and last day: "26 Oct – 24 Nov 2026"; the end of a period is not part of it. */
export function formatPeriod({ from, to }: Period, timeZone: string): string {
  const formatter = new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "short", year: "numeric" });
  // Servers and browsers differ in the width of the spaces: a page would be drawn twice.
  return formatter.formatRange(from, new Date(to.getTime() - 1)).replaceAll("\u2009", " ");
}

/** What a bucket of time is called on an axis ("24 Nov") and by itself ("Tuesday, 24 Nov 2026"). */
export function formatBucket(
  bucket: { start: Date; end: Date },
  granularity: Granularity,
  timeZone: string,
  options: { withYear?: boolean } = {},
): { tick: string; title: string; beginsDay?: boolean } {
  const { start, end } = bucket;
  const year = options.withYear ? ({ year: "2-digit" } as const) : {};
  const day = format(start, timeZone, { day: "numeric", month: "short", ...year });
  switch (granularity) {
    case "hour": {
      const time = format(start, timeZone, { hour: "2-digit", minute: "2-digit" });
      const beginsDay = time === "00:00";
      return { tick: beginsDay ? day : time, title: formatDateTime(start, timeZone), beginsDay };
    }
    case "day":
      return {
        tick: day,
        title: format(start, timeZone, { weekday: "long", day: "numeric", month: "short", year: "numeric" }),
      };
    case "week":
    case "none":
      return { tick: day, title: formatPeriod({ from: start, to: end }, timeZone) };
    case "month":
      return {
        tick: format(start, timeZone, { month: "short", year: "2-digit" }),
        title: format(start, timeZone, { month: "long", year: "numeric" }),
      };
  }
}
