import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketsOf, type Period, parseBound, previousPeriod, startOfBucket } from "@/lib/spend/period";

const LATER = new Date("2030-01-01T00:00:00Z");

function period(from: string, to: string, zone: string): Period {
  return { from: parseBound(from, zone) as Date, to: parseBound(to, zone) as Date };
}

describe("the period before", () => {
  test.each([
    ["whole months", "2026-10-01", "2026-11-01", "2026-09-01", "2026-10-01"],
    ["whole days, over the change of clocks", "2026-10-26", "2026-11-02", "2026-10-19", "2026-10-26"],
    ["any other", "2026-11-03T09:00:00Z", "2026-11-03T10:30:00Z", "2026-11-03T07:30:00Z", "2026-11-03T09:00:00Z"],
  ])("of %s", (_, from, to, before, until) => {
    const zone = "Europe/Berlin";
    expect(previousPeriod(period(from, to, zone), zone, LATER)).toEqual(period(before, until, zone));
  });

  test.each([
    ["the month so far", "2026-11-01", "2026-11-26", "2026-10-01", "2026-10-25T14:30:00+01:00"],
    ["a month to its end", "2026-11-01", "2026-12-01", "2026-10-01", "2026-10-25T14:30:00+01:00"],
    ["the last 30 days", "2026-10-27", "2026-11-26", "2026-09-27", "2026-10-26T14:30:00+01:00"],
    ["today", "2026-11-25", "2026-11-26", "2026-11-24", "2026-11-24T14:30:00+01:00"],
  ])("of %s ends where that one stands now", (_, from, to, before, until) => {
    const zone = "Europe/Berlin";
    const now = new Date("2026-11-25T14:44:59+01:00");
    expect(previousPeriod(period(from, to, zone), zone, now)).toEqual(period(before, until, zone));
  });

  test("of a month longer than the last one ends with the last one", () => {
    const now = new Date("2026-03-31T12:00:00Z");
    expect(previousPeriod(period("2026-03-01", "2026-04-01", "UTC"), "UTC", now)).toEqual(
      period("2026-02-01", "2026-02-28T12:00:00Z", "UTC"),
    );
  });
});

describe("buckets", () => {
  const zones = ["UTC", "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Havana"];

  test("follow each other without gaps and hold what startOfBucket puts into them", () => {
    const some = fc.record({
      zone: fc.constantFrom(...zones),
      granularity: fc.constantFrom("hour" as const, "day" as const, "week" as const, "month" as const),
      from: fc.integer({ min: Date.parse("2026-01-01Z") / 60_000, max: Date.parse("2026-12-01Z") / 60_000 }),
      minutes: fc.integer({ min: 1, max: 60 * 24 * 9 }),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(some, ({ zone, granularity, from, minutes, at }) => {
        const all = { from: new Date(from * 60_000), to: new Date((from + minutes) * 60_000) };
        const buckets = bucketsOf(all, granularity, zone);
        expect([buckets[0]?.from, buckets.at(-1)?.to]).toEqual([all.from, all.to]);
        for (const [index, bucket] of buckets.entries()) {
          expect(bucket.from < bucket.to).toBe(true);
          if (index > 0) expect(bucket.from).toEqual(buckets[index - 1]?.to);
        }
        const instant = new Date(all.from.getTime() + Math.floor(at * minutes * 60_000));
        const holder = buckets.find((bucket) => bucket.from <= instant && instant < bucket.to) as Period;
        expect(startOfBucket(instant, granularity, zone)).toEqual(startOfBucket(holder.from, granularity, zone));
      }),
      { numRuns: 2_000 },
    );
  });

  test("an hour in which clocks move by half an hour is one of 90 minutes, or of 30", () => {
    const zone = "Australia/Lord_Howe";
    const minutes = (from: string, to: string) =>
      bucketsOf({ from: new Date(from), to: new Date(to) }, "hour", zone).map(
        (bucket) => (bucket.to.getTime() - bucket.from.getTime()) / 60_000,
      );
    expect(minutes("2026-04-04T13:00:00Z", "2026-04-04T17:30:00Z")).toEqual([60, 90, 60, 60]);
    expect(minutes("2026-10-03T14:30:00Z", "2026-10-03T17:00:00Z")).toEqual([60, 30, 60]);
  });
});
