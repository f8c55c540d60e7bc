import { type Instant, instantFromMicroseconds } from "./instant";

/** A time read from a file. `zoneAssumed`: it had no offset and was taken as UTC. */
export interface ParsedTime {
  instant: Instant;
  zoneAssumed: boolean;
}

const DAY = 86_400_000_000;
const PATTERN =
  /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|UTC|[+-]\d{2}:?\d{2})?)?$/;

let lastDate = "";
let lastDay = Number.NaN;

/**
 * Reads an RFC 3339 time, a date and time without offset (taken as UTC), a date, or epoch seconds, milliseconds,
 * microseconds or nanoseconds told apart by magnitude. Null when it is none of these or no such day exists.
 */
export function parseTime(value: unknown): ParsedTime | null {
  if (typeof value === "number") return Number.isFinite(value) ? fromEpoch(value) : null;
  if (typeof value !== "string") return null;
  const text = value.trim();
  if (/^\d{9,19}(\.\d+)?$/.test(text)) return fromEpoch(Number(text));
  const match = PATTERN.exec(text);
  if (!match) return null;
  const day = microsecondsOfDate(text.slice(0, 10));
  const [, , , , hour = "0", minute = "0", second = "0", fraction = "", offset] = match;
  if (Number.isNaN(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const time = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1_000_000;
  const micros = Number(fraction.slice(0, 6).padEnd(6, "0"));
  return {
    instant: instantFromMicroseconds(day + time + micros - offsetMicroseconds(offset)),
    zoneAssumed: offset === undefined,
  };
}

/** Start of a UTC day; the date of the line before is remembered, since lines come in order of time. */
function microsecondsOfDate(date: string): number {
  if (date === lastDate) return lastDay;
  const [year = 0, month = 0, day = 0] = date.split(/[-/]/).map(Number);
  const start = new Date(0);
  start.setUTCFullYear(year, month - 1, day);
  const exists = start.getUTCMonth() === month - 1 && start.getUTCDate() === day;
  lastDate = date;
  lastDay = exists ? start.getTime() * 1000 : Number.NaN;
  return lastDay;
}

function offsetMicroseconds(offset: string | undefined): number {
  if (offset === undefined || /^[Zz]|UTC/.test(offset)) return 0;
  const sign = offset.startsWith("-") ? -1 : 1;
  const digits = offset.slice(1).replace(":", "");
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000_000;
}

/** Seconds until the year 5138, then milliseconds, microseconds, nanoseconds. */
function fromEpoch(value: number): ParsedTime | null {
  if (value < 0) return null;
  const factor = value < 1e11 ? 1_000_000 : value < 1e14 ? 1000 : value < 1e17 ? 1 : 0.001;
  return { instant: instantFromMicroseconds(Math.floor(value * factor)), zoneAssumed: false };
}

/** Instants that can be usage: from 2000 on (no model is older) to a year ahead of now (clocks and plans differ). */
export function isPlausible(instant: Instant, now: Instant): boolean {
  return instant >= 946_684_800_000_000 && instant <= now + 366 * DAY;
}
