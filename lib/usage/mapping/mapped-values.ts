import { Temporal } from "temporal-polyfill";
import { type Instant, instantFromMicroseconds } from "../instant";
import { type ParsedTime, parseTime } from "../parse-timestamp";
import type { Conventions } from "./csv-mapping";

const SLASHED = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?)?$/;

/** Reads a time by a file's conventions; null when it is none. */
export function readMappedTime(text: string, { dates, timeZone }: Conventions): Instant | null {
  const slashed = SLASHED.exec(text.trim());
  const time = slashed ? parseTime(yearFirst(slashed, dates)) : parseTime(text);
  return time && inZone(time, timeZone);
}

function yearFirst(match: RegExpExecArray, dates: Conventions["dates"]): string {
  const [, first = "", second = "", year = "", hour = "0", minute = "00", seconds = "00", half] = match;
  const [day, month] = dates === "day-first" ? [first, second] : [second, first];
  const hours = half ? (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0) : Number(hour);
  const two = (value: string | number) => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} ${two(hours)}:${minute}:${seconds}`;
}

/** A time without offset is the zone's clock; of an hour that comes twice the first, of one left out the one after. */
function inZone(time: ParsedTime, timeZone: string): Instant {
  if (!time.zoneAssumed || timeZone === "UTC") return time.instant;
  const clock = Temporal.Instant.fromEpochMilliseconds(Math.floor(time.instant / 1000)).toZonedDateTimeISO("UTC");
  const there = clock.toPlainDateTime().toZonedDateTime(timeZone, { disambiguation: "compatible" });
  return instantFromMicroseconds(there.epochMilliseconds * 1000 + (time.instant % 1000));
}

/**
 * A number as a file writes it, as plain decimal digits ("1.234,5" becomes "1234.5"); null when it is none. Currency signs and
 * spaces around it do not count.
 */
export function plainDecimal(
  text: string,
  { decimal, thousands }: Pick<Conventions, "decimal" | "thousands">,
): string | null {
  let plain = text.trim().replace(/^[$€£]\s*|\s*[$€£]$/g, "");
  if (thousands !== "") {
    const groups = thousands === " " ? /[\s\u00a0\u202f]/g : new RegExp(`\\${thousands}`, "g");
    plain = plain.replace(groups, "");
  }
  if (decimal === ",") plain = plain.replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
}

/** A count in tokens of a number of thousands or millions, exactly; null when it is not whole. */
export function inTokens(plain: string, unit: Conventions["unit"]): number | null {
  const digits = Math.log10(unit);
  const [whole = "0", fraction = ""] = plain.split(".");
  if (/[1-9]/.test(fraction.slice(digits))) return null;
  return Number(`${whole}${fraction.slice(0, digits).padEnd(digits, "0")}`);
}
