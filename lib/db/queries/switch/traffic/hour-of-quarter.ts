import "server-only";
import { Temporal } from "temporal-polyfill";
import type { HourOfQuarter } from "@/lib/switch/traffic/row-conditions";

/** Hours of the day in a zone, for quarter-hours since an instant (microseconds since 1970). Looked up as asked for. */
export function hourOfQuarter(start: number, timeZone: string): HourOfQuarter {
  const known: number[] = [];
  return (quarter) => {
    known[quarter] ??= Temporal.Instant.fromEpochMilliseconds(start / 1000 + quarter * 900_000).toZonedDateTimeISO(
      timeZone,
    ).hour;
    return known[quarter] as number;
  };
}
