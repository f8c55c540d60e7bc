import { expect, test } from "vitest";
import { formatBucket, formatDate, formatDateTime, formatPeriod } from "@/lib/spend/format-time";

const BERLIN = "Europe/Berlin";

test("writes instants in the zone asked for", () => {
  const at = new Date("2026-11-23T23:30:00Z");
  expect(formatDate(at, "UTC")).toBe("23 Nov 2026");
  expect(formatDate(at, BERLIN)).toBe("24 Nov 2026");
  expect(formatDateTime(at, BERLIN)).toBe("24 Nov 2026, 00:30");
});

test("names the last day of a period, not the day after it", () => {
  const period = { from: new Date("2026-10-31T23:00:00Z"), to: new Date("2026-11-30T23:00:00Z") };
  expect(formatPeriod(period, BERLIN)).toMatch(/^1\s?[–-]\s?30 Nov 2026$/u);
});

test("writes one day as one date", () => {
  const day = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-11-02T00:00:00Z") };
  expect(formatPeriod(day, "UTC")).toBe("1 Nov 2026");
});

test("names buckets by their granularity", () => {
  const start = new Date("2026-11-01T00:00:00Z");
  const until = (text: string) => ({ start, end: new Date(text) });
  expect(formatBucket(until("2026-11-01T01:00:00Z"), "hour", "UTC")).toMatchObject({ tick: "1 Nov", beginsDay: true });
  expect(formatBucket(until("2026-11-01T01:00:00Z"), "hour", "Asia/Kathmandu").tick).toBe("05:45");
  const day = formatBucket(until("2026-11-02T00:00:00Z"), "day", "UTC");
  expect(day.tick).toBe("1 Nov");
  expect(formatBucket(until("2026-11-02T00:00:00Z"), "day", "UTC", { withYear: true }).tick).toBe("1 Nov 26");
  // Versions of ICU differ in the comma.
  expect(day.title).toMatch(/^Sunday,? 1 Nov 2026$/);
  expect(formatBucket(until("2026-12-01T00:00:00Z"), "month", "UTC")).toEqual({
    tick: "Nov 26",
    title: "November 2026",
  });
});

test("writes a period with the same spaces on servers and in browsers", () => {
  const period = { from: new Date("2026-10-26T00:00:00Z"), to: new Date("2026-11-25T00:00:00Z") };
  expect(formatPeriod(period, "UTC")).toBe("26 Oct \u2013 24 Nov 2026");
});
