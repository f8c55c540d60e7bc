import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { femtoUsd, parseUsd } from "@/lib/pricing/money";
import {
  betweenForecasts,
  type Forecast,
  type ForecastDay,
  type ForecastQuestion,
  forecastSpend,
} from "@/lib/spend/forecast/forecast";

const DAY = 86_400_000;
const usd = (dollars: number) => femtoUsd(BigInt(Math.round(dollars * 1e6)) * 1_000_000_000n);

/** Days of the given costs up to one that is half known, and so many days after it. */
function question(costs: readonly number[], ahead: number, today = 0, soFar = 100): ForecastQuestion {
  const day = (index: number): Omit<ForecastDay, "cost"> => ({
    start: new Date(index * DAY),
    end: new Date((index + 1) * DAY),
    weekday: index % 7,
  });
  const current = costs.length;
  return {
    history: costs.map((cost, index) => ({ ...day(index), cost: usd(cost) })),
    current: { ...day(current), cost: usd(today) },
    knownUntil: new Date((current + 0.5) * DAY),
    remaining: Array.from({ length: ahead + 1 }, (_, index) => day(current + index)),
    soFar: usd(soFar),
  };
}

function forecast(asked: ForecastQuestion): Forecast {
  const outcome = forecastSpend(asked);
  if (outcome.kind !== "forecast") throw new Error(outcome.reason);
  return outcome.forecast;
}

const dollars = (amount: bigint) => Number(amount) / 1e15;

describe("a forecast", () => {
  test("of days that are all alike is more of them, for certain, the known half of today counted once", () => {
    const found = forecast(question(Array(40).fill(10), 4, 5));
    expect(found.expected).toBe(parseUsd("145"));
    expect([found.low, found.high]).toEqual([found.expected, found.expected]);
    expect(found.days.map((one) => dollars(one.expected))).toEqual([105, 115, 125, 135, 145]);
  });

  test("follows the weekdays", () => {
    const week = [10, 10, 10, 10, 10, 1, 0];
    const costs = Array.from({ length: 42 }, (_, index) => week[index % 7] ?? 0);
    const found = forecast(question(costs, 6));
    expect(dollars(found.expected)).toBeCloseTo(100 + 5 + 40 + 1 + 0, 3);
  });

  test("follows growth where that explains the past better", () => {
    const costs = Array.from({ length: 56 }, (_, index) => 10 + index * 0.5);
    const found = dollars(forecast(question(costs, 13)).expected) - 100;
    const flat = costs.slice(-14).reduce((sum, one) => sum + one, 0) * (13.5 / 14);
    expect(found).toBeGreaterThan(flat * 1.1);
    expect(found).toBeLessThan(56 * 13.5);
  });

  test("is hardly moved by one odd day", () => {
    const calm = Array.from({ length: 42 }, (_, index) => 10 + (index % 3));
    const odd = calm.with(38, 500);
    const [with_, without] = [forecast(question(odd, 10)), forecast(question(calm, 10))];
    expect(dollars(with_.expected)).toBeLessThan(dollars(without.expected) * 1.1);
  });

  test("has a band as wide as forecasts were off in the past", () => {
    const noisy = Array.from({ length: 60 }, (_, index) => 10 + ((index * 7919) % 11) - 5);
    const wild = noisy.map((cost, index) => cost * (index % 2 === 0 ? 0.3 : 1.7));
    const width = ({ low, high }: Forecast) => dollars(high) - dollars(low);
    expect(width(forecast(question(noisy, 10)))).toBeGreaterThan(0);
    expect(width(forecast(question(wild, 10)))).toBeGreaterThan(width(forecast(question(noisy, 10))));
  });

  test("of 90 days of growth and noise holds what came in about four of five cases", () => {
    let inside = 0;
    const trials = 200;
    const random = fc.sample(fc.double({ min: -1, max: 1, noNaN: true }), { numRuns: trials * 84, seed: 11 });
    for (let trial = 0; trial < trials; trial += 1) {
      const all = Array.from({ length: 84 }, (_, index) => {
        const base = 20 * 1.01 ** index * (index % 7 >= 5 ? 0.3 : 1);
        return base * (1 + 0.3 * (random[trial * 84 + index] ?? 0));
      });
      const found = forecast(question(all.slice(0, 70), 13, 0, 0));
      const actual = all.slice(71).reduce((sum, one) => sum + one, 0) + (all[70] ?? 0) / 2;
      if (dollars(found.low) <= actual && actual <= dollars(found.high)) inside += 1;
    }
    expect(inside / trials).toBeGreaterThan(0.75);
  });

  test("whatever the past was: never below what is spent, low ≤ expected ≤ high, growing day by day", () => {
    const some = fc.record({
      costs: fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 5, maxLength: 90 }),
      ahead: fc.integer({ min: 0, max: 31 }),
    });
    fc.assert(
      fc.property(some, ({ costs, ahead }) => {
        const asked = question([...costs, 1, 1, 1, 1, 1], ahead);
        const { expected, low, high, days } = forecast(asked);
        expect(low >= asked.soFar && low <= expected && expected <= high).toBe(true);
        for (const [index, day] of days.entries()) {
          expect(day.low <= day.expected && day.expected <= day.high).toBe(true);
          expect(day.expected >= (days[index - 1]?.expected ?? asked.soFar)).toBe(true);
        }
        expect(days).toHaveLength(ahead + 1);
      }),
      { numRuns: 200 },
    );
  });

  test("of costs between two bounds is between two, and its band holds the bands of both", () => {
    const noisy = Array.from({ length: 40 }, (_, index) => 10 + ((index * 7919) % 5));
    const [lower, upper] = [
      question(noisy, 10, 2, 100),
      question(
        noisy.map((cost) => cost * 1.5),
        10,
        3,
        150,
      ),
    ];
    const [low, high] = [forecast(lower), forecast(upper)];
    const between = betweenForecasts(forecastSpend(lower), forecastSpend(upper));
    if (between.kind !== "forecast") throw new Error(between.reason);
    expect(between.forecast).toMatchObject({
      ...{ expected: low.expected, expectedHigh: high.expected, low: low.low, high: high.high },
    });
    expect(between.forecast.days.at(-1)).toMatchObject({ low: low.low, high: high.high });
    expect(low.expectedHigh).toBe(low.expected);
    // Without a forecast of the certain costs there is none of the others.
    const none = forecastSpend(question([1, 2], 5));
    expect(betweenForecasts(none, forecastSpend(upper))).toEqual({ kind: "none", reason: "too_little_history" });
  });

  test("says why there is none", () => {
    expect(forecastSpend(question([0, 0, 1, 2, 3, 4], 5))).toEqual({ kind: "none", reason: "too_little_history" });
    expect(forecastSpend({ ...question(Array(40).fill(1), 5), remaining: [] })).toEqual({
      kind: "none",
      reason: "period_is_over",
    });
  });
});
