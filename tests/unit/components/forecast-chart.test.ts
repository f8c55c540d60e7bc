import { describe, expect, test } from "vitest";
import { forecastChart } from "@/components/charts/forecast-chart";
import { parseUsd } from "@/lib/pricing/money";
import type { PeriodForecast } from "@/lib/spend/forecast/period-forecast";
import { NO_TOTALS } from "@/lib/spend/measures";

const DAY = 86_400_000;
const start = Date.parse("2026-11-01T00:00:00Z");
const day = (index: number, usd: string) => ({
  ...{ start: new Date(start + index * DAY), end: new Date(start + (index + 1) * DAY) },
  totals: { ...NO_TOTALS, cost: parseUsd(usd), costHigh: parseUsd(usd) },
});
const period = { from: new Date(start), to: new Date(start + 4 * DAY) };
const found: PeriodForecast = {
  ...{
    period,
    timeZone: "UTC",
    soFar: day(0, "30").totals,
    days: [day(0, "10"), day(1, "20")],
    knownUntil: period.from,
  },
  outcome: { kind: "none", reason: "too_little_history" },
  previous: { period, totals: NO_TOTALS, days: [day(0, "25")], sameSpan: { period, totals: NO_TOTALS } },
};
const names = { actual: "November", before: "October" };

describe("a period adding up", () => {
  test("is drawn day by day, with nothing where nothing is known", () => {
    const { days } = forecastChart(found, names);
    expect(days.map(({ actual }) => actual?.text ?? null)).toEqual(["$10.00", "$30.00", null, null]);
    expect(days.map(({ before }) => before?.size ?? null)).toEqual([25, null, null, null]);
  });

  test("has its budget drawn unless that would press the lines to the ground", () => {
    const drawn = (amount: string) =>
      forecastChart(found, names, { name: "All", amount: parseUsd(amount) }).budget?.isDrawn;
    expect([drawn("20"), drawn("120"), drawn("121")]).toEqual([true, true, false]);
    expect(forecastChart(found, names).budget).toBeNull();
    const nothing = { ...found, days: [], previous: { ...found.previous, days: [] } };
    expect(forecastChart(nothing, names, { name: "All", amount: parseUsd("5") }).budget?.isDrawn).toBe(true);
  });
});
