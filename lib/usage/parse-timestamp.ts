import { type Instant, instantFromMicroseconds } from "./instant";
import { wholeNumber } from "./validate";

/** A time read from a file. `zoneAssumed`: it had no offset and was taken as UTC. */
export interface ParsedTime {
  instant: Instant;
  zoneAssumed: boolean;
}

const DAY = 86_400_000_000;
const PATTERN =
  /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|UTC|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?)?$/;

/**
 * Reads an RFC 3339 time (also with a space and an offset in hours, as databases print it), a date and time without offset
 * (taken as UTC), a date, or epoch seconds, milliseconds, microseconds or nanoseconds told apart by magnitude. Null when it
 * is none of these or no such day exists.
 */
export function parseTime(value: unknown): ParsedTime | null {
  if (typeof value === "number") return Number.isFinite(value) ? fromEpoch(value) : null;
  if (typeof value !== "string") return null;
  const text = value.trim();
  const plain = utcInstant(text, 0, text.length);
  if (!Number.isNaN(plain)) return { instant: instantFromMicroseconds(plain), zoneAssumed: false };
  // Nanoseconds have more digits than a number holds.
  if (/^\d{18,19}$/.test(text)) return fromEpoch(Number(text.slice(0, -3)));
  if (/^\d{9,19}(\.\d+)?$/.test(text)) return fromEpoch(Number(text));
  const match = PATTERN.exec(text);
  if (!match) return null;
  const day = microsecondsOfDay(Number(text.slice(0, 10).replace(/[-/]/g, "")));
  const [, , , , hour = "0", minute = "0", second = "0", fraction = "", offset] = match;
  if (Number.isNaN(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const time = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1_000_000;
  const micros = Number(fraction.slice(0, 6).padEnd(6, "0"));
  return {
    instant: instantFromMicroseconds(day + time + micros - offsetMicroseconds(offset)),
    zoneAssumed: offset === undefined,
  };
}

/**
 * Reads a time as most files write it, 2026-11-03T09:14:07.120Z (no fraction or up to six digits of one), between two
 * places of a text. NaN when it is written in another way or no such time exists.
 */
export function utcInstant(text: string, start: number, end: number): number {
  const length = end - start;
  if (length < 20 || length > 27 || text.charCodeAt(end - 1) !== 90 || !hasSeparators(text, start)) return Number.NaN;
  const date = wholeNumber(text, start, start + 4) * 10_000 + two(text, start + 5) * 100 + two(text, start + 8);
  const hour = two(text, start + 11);
  const minute = two(text, start + 14);
  const second = two(text, start + 17);
  if (!(hour < 24 && minute < 60 && second < 60)) return Number.NaN;
  return (
    microsecondsOfDay(date) + (hour * 3600 + minute * 60 + second) * 1_000_000 + fraction(text, start + 19, end - 1)
  );
}

function hasSeparators(text: string, start: number): boolean {
  return (
    text.charCodeAt(start + 4) === 45 &&
    text.charCodeAt(start + 7) === 45 &&
    text.charCodeAt(start + 10) === 84 &&
    text.charCodeAt(start + 13) === 58 &&
    text.charCodeAt(start + 16) === 58
  );
}

function two(text: string, start: number): number {
  return wholeNumber(text, start, start + 2);
}

/** Microseconds of ".120"; NaN when it is no fraction. */
function fraction(text: string, start: number, end: number): number {
  if (start === end) return 0;
  if (text.charCodeAt(start) !== 46) return Number.NaN;
  return wholeNumber(text, start + 1, end) * (SCALES[end - start - 1] as number);
}

const SCALES = [Number.NaN, 100_000, 10_000, 1000, 100, 10, 1];

let lastDate = Number.NaN;
let lastDay = Number.NaN;

/** Start of a UTC day (20261103), NaN when there is none; the one before is remembered, since lines come in order of time. */
function microsecondsOfDay(date: number): number {
  if (date === lastDate) return lastDay;
  const month = Math.floor(date / 100) % 100;
  const start = new Date(0);
  start.setUTCFullYear(Math.floor(date / 10_000), month - 1, date % 100);
  const exists = start.getUTCMonth() === month - 1 && start.getUTCDate() === date % 100;
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
