import { expect, test } from "vitest";
import { granularitiesFor, isRangePreset, presetPeriod } from "@/lib/spend/range-presets";

const NOW = new Date("2026-11-24T14:05:00Z");

function days(preset: Parameters<typeof presetPeriod>[0], zone: string, now = NOW): [string, string] {
  const { from, to } = presetPeriod(preset, zone, now);
  return [from.toISOString(), to.toISOString()];
}

test("the last days include today and are whole days of the zone", () => {
  expect(days("7d", "UTC")).toEqual(["2026-11-18T00:00:00.000Z", "2026-11-25T00:00:00.000Z"]);
  expect(days("30d", "Asia/Kolkata")).toEqual(["2026-10-25T18:30:00.000Z", "2026-11-24T18:30:00.000Z"]);
});

test("the last days have their number of days across a change of clocks", () => {
  // Berlin went back by an hour on 25 October 2026.
  expect(days("90d", "Europe/Berlin")).toEqual(["2026-08-26T22:00:00.000Z", "2026-11-24T23:00:00.000Z"]);
});

test("this month ends with today, the last one with its last day", () => {
  expect(days("month", "UTC")).toEqual(["2026-11-01T00:00:00.000Z", "2026-11-25T00:00:00.000Z"]);
  expect(days("last-month", "UTC")).toEqual(["2026-10-01T00:00:00.000Z", "2026-11-01T00:00:00.000Z"]);
});

test("the zone says which month it is", () => {
  const newYear = new Date("2026-12-31T23:30:00Z");
  expect(days("month", "Europe/Berlin", newYear)).toEqual(["2026-12-31T23:00:00.000Z", "2027-01-01T23:00:00.000Z"]);
});

test("only names of presets are presets", () => {
  expect(isRangePreset("7d")).toBe(true);
  expect(isRangePreset("toString")).toBe(false);
  expect(isRangePreset(null)).toBe(false);
});

test("offers granularities that leave few enough bars", () => {
  const until = (to: string) => granularitiesFor({ from: new Date("2026-01-01"), to: new Date(to) }, "UTC");
  expect(until("2026-01-08")).toEqual(["hour", "day", "week", "month"]);
  expect(until("2026-01-31")).toEqual(["day", "week", "month"]);
  expect(until("2027-01-01")).toEqual(["week", "month"]);
  expect(until("2046-01-01")).toEqual(["month"]);
});
