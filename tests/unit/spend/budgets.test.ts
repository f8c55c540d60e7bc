import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { femtoUsd, parseUsd } from "@/lib/pricing/money";
import { thresholdWords } from "@/lib/spend/budgets/alert-words";
import {
  BUDGET_UNITS,
  type Budget,
  orderedThresholds,
  reachedThresholds,
  scopeFrom,
  shareOf,
} from "@/lib/spend/budgets/budget";
import {
  currentPeriod,
  isInForce,
  pastPeriods,
  periodAt,
  recentPeriods,
  watchedPeriods,
} from "@/lib/spend/budgets/budget-periods";
import { standingToJson } from "@/lib/spend/budgets/budget-to-json";
import { crossedOn, crossingOf } from "@/lib/spend/budgets/crossing";
import { standingOf } from "@/lib/spend/budgets/standing";
import type { Forecast } from "@/lib/spend/forecast/forecast";
import type { Heading } from "@/lib/spend/forecast/period-forecast";
import { NO_TOTALS } from "@/lib/spend/measures";

const DAY = 86_400_000;

function budget(some: Partial<Budget> = {}): Budget {
  return {
    ...{ id: "1", name: "Checkout", scope: null, unit: "month", startsOn: null, ...some },
    amount: some.amount ?? parseUsd("100"),
    thresholds: some.thresholds ?? [50, 80, 100],
    createdAt: some.createdAt ?? new Date("2026-01-01T00:00:00Z"),
    changedAt: some.changedAt ?? null,
  };
}

/** The periods of a budget that are watched, by the days of UTC. */
function watched(one: Budget, now: Date) {
  return watchedPeriods(one, recentPeriods(now, "UTC")[one.unit], now, "UTC");
}

const usd = fc.bigInt({ min: 0n, max: 10n ** 22n }).map(femtoUsd);
const percents = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 10 });

describe("thresholds", () => {
  test("are reached exactly, to the femto-dollar", () => {
    fc.assert(
      fc.property(usd, usd, percents, (spent, some, thresholds) => {
        const amount = femtoUsd(some + 1n);
        const reached = reachedThresholds(spent, { amount, thresholds });
        // Over the common denominator, in another way than the code has it.
        for (const percent of thresholds)
          expect(reached.includes(percent)).toBe(100n * spent - BigInt(percent) * amount >= 0n);
      }),
    );
    const of = (spent: bigint) => reachedThresholds(femtoUsd(spent), budget());
    expect(of(parseUsd("80"))).toEqual([50, 80]);
    expect(of(parseUsd("80") - 1n)).toEqual([50]);
  });

  test("are reached one after another as spend grows, and only more of them", () => {
    fc.assert(
      fc.property(usd, usd, percents, (a, more, thresholds) => {
        const stated = budget({ amount: parseUsd("1000"), thresholds: orderedThresholds(thresholds) });
        const [less, all] = [reachedThresholds(a, stated), reachedThresholds(femtoUsd(a + more), stated)];
        expect(all.slice(0, less.length)).toEqual(less);
      }),
    );
  });

  test("are kept in order and once each", () => {
    expect(orderedThresholds([100, 50, 100, 80, 50])).toEqual([50, 80, 100]);
  });
});

describe("periods", () => {
  const zones = ["UTC", "Europe/Berlin", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe"];
  const instant = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 11, 31) }).map((at) => new Date(at));

  test("hold their instant, follow each other without a gap, and begin at midnight of the zone", () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...zones), fc.constantFrom(...BUDGET_UNITS), (at, zone, unit) => {
        const period = periodAt(at, unit, zone);
        expect(period.from <= at && at < period.to).toBe(true);
        const [before] = pastPeriods(budget({ unit }), at, zone, 1);
        expect(before?.to).toEqual(period.from);
        expect(periodAt(period.to, unit, zone).from).toEqual(period.to);
        const local = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
        // Where clocks are put forward at midnight a day begins at one; none of these zones does that.
        expect(local.format(period.from)).toBe(`${period.key} 00:00:00`);
        if (unit === "month") expect(period.key.endsWith("-01")).toBe(true);
        if (unit === "week") expect(new Date(`${period.key}T00:00:00Z`).getUTCDay()).toBe(1);
      }),
    );
  });

  test("of days with 23 and 25 hours, and of half-hour zones", () => {
    const hours = (at: string, zone: string) => {
      const { from, to } = periodAt(new Date(at), "day", zone);
      return (to.getTime() - from.getTime()) / 3_600_000;
    };
    expect(hours("2026-03-29T12:00:00Z", "Europe/Berlin")).toBe(23);
    expect(hours("2026-10-25T12:00:00Z", "Europe/Berlin")).toBe(25);
    expect(hours("2026-10-03T16:00:00Z", "Australia/Lord_Howe")).toBe(23.5);
    expect(periodAt(new Date("2026-11-24T18:45:00Z"), "day", "Asia/Kolkata").from).toEqual(
      new Date("2026-11-24T18:30:00Z"),
    );
  });

  test("have a first one: of a date, or of the day the budget was made", () => {
    const future = budget({ startsOn: "2026-12-15" });
    expect(currentPeriod(future, new Date("2026-11-30T23:59:59Z"), "UTC")).toBeNull();
    // The month the date lies in is the first, as a whole.
    expect(currentPeriod(future, new Date("2026-12-01T00:00:00Z"), "UTC")?.key).toBe("2026-12-01");
    // In Berlin December begins an hour earlier.
    expect(currentPeriod(future, new Date("2026-11-30T23:00:00Z"), "Europe/Berlin")?.key).toBe("2026-12-01");
    expect(watched(future, new Date("2026-11-30T12:00:00Z"))).toEqual([]);
  });

  test("are watched for three days more, for usage that comes in late", () => {
    const keys = (now: string, some = {}) => watched(budget(some), new Date(now)).map(({ key }) => key);
    expect(keys("2026-11-02T00:00:00Z")).toEqual(["2026-11-01", "2026-10-01"]);
    expect(keys("2026-11-04T00:00:01Z")).toEqual(["2026-11-01"]);
    // Not those before the budget was made.
    expect(keys("2026-11-02T00:00:00Z", { createdAt: new Date("2026-11-01T12:00:00Z") })).toEqual(["2026-11-01"]);
    const early = { createdAt: new Date("2026-11-01T12:00:00Z"), startsOn: "2026-01-01" };
    expect(keys("2026-11-02T00:00:00Z", early)).toEqual(["2026-11-01"]);
    // Nor those before it was changed to what it is for now, whenever it was stated to start.
    const changed = { changedAt: new Date("2026-11-01T00:00:00Z"), startsOn: "2026-01-01" };
    expect(keys("2026-11-02T00:00:00Z", changed)).toEqual(["2026-11-01"]);
    expect(keys("2026-11-02T00:00:00Z", { changedAt: new Date("2026-10-31T23:59:59Z") })).toHaveLength(2);
  });

  test("of other usage begin with the change, or with a later start", () => {
    const [october, november] = ["2026-10-15", "2026-11-15"].map((day) =>
      periodAt(new Date(`${day}T00:00:00Z`), "month", "UTC"),
    );
    const inForce = (some: Partial<Budget>) =>
      [october, november].map((period) => period && isInForce(budget(some), period, "UTC"));
    const changedAt = new Date("2026-11-20T12:00:00Z");
    expect(inForce({})).toEqual([true, true]);
    expect(inForce({ changedAt })).toEqual([false, true]);
    expect(inForce({ changedAt, startsOn: "2026-10-01" })).toEqual([false, true]);
    expect(inForce({ changedAt, startsOn: "2026-12-01" })).toEqual([false, false]);
  });
});

describe("the crossing", () => {
  const from = Date.UTC(2026, 10, 10);
  const forecast: Forecast = {
    ...{ expected: parseUsd("40"), expectedHigh: parseUsd("40"), low: parseUsd("30"), high: parseUsd("60") },
    history: 30,
    days: [1, 2, 3, 4].map((ahead) => ({
      end: new Date(from + ahead * DAY),
      expected: parseUsd(String(10 * ahead)),
      low: parseUsd(String(7.5 * ahead)),
      high: parseUsd(String(15 * ahead)),
    })),
  };

  test("lies where the expected sum reaches the amount, earlier at the top of the band", () => {
    const { expected, earliest, latest } = crossingOf(forecast, parseUsd("25"), NO_TOTALS, new Date(from));
    expect(expected).toEqual(new Date(from + 2.5 * DAY));
    expect(earliest?.getTime()).toBeCloseTo(from + (25 / 15) * DAY, -4);
    expect(latest?.getTime()).toBeCloseTo(from + (25 / 7.5) * DAY, -4);
  });

  test("is none where the forecast ends below", () => {
    const { expected, earliest, latest } = crossingOf(forecast, parseUsd("50"), NO_TOTALS, new Date(from));
    expect([expected, latest]).toEqual([null, null]);
    expect(earliest).not.toBeNull();
  });

  test("may have been already where a cost lies between two bounds", () => {
    const soFar = { cost: parseUsd("5"), costHigh: parseUsd("30") };
    const days = forecast.days.map((day) => ({ ...day, high: femtoUsd(day.high + soFar.costHigh) }));
    const { expected, earliest } = crossingOf({ ...forecast, days }, parseUsd("25"), soFar, new Date(from));
    expect(earliest).toEqual(new Date(from));
    expect(expected?.getTime()).toBeGreaterThan(from + DAY);
  });

  test("was on the day that brought the sum there", () => {
    const days = [3, 3, 5].map((cost, index) => ({
      start: new Date(from + index * DAY),
      totals: { ...NO_TOTALS, cost: parseUsd(String(cost)) },
    }));
    expect(crossedOn(days, parseUsd("6"))).toEqual(new Date(from + DAY));
    expect(crossedOn(days, parseUsd("11.01"))).toBeNull();
  });
});

describe("words", () => {
  const period = periodAt(new Date("2026-11-20T00:00:00Z"), "month", "UTC");
  const spent = { ...NO_TOTALS, requests: 10n, cost: parseUsd("81.5"), costHigh: parseUsd("81.5") };

  test("say what was reached, of what and when", () => {
    const { title, text } = thresholdWords(budget(), 80, { period, spent, standing: null }, "UTC");
    expect(title).toBe("Budget “Checkout” has reached 80%");
    expect(text).toBe("$81.50 of $100.00 (81.5%) in November 2026, by the whole organisation.");
  });

  test("name both bounds of a cost that lies between two, and which counts", () => {
    const between = { ...spent, costHigh: parseUsd("96") };
    const { text } = thresholdWords(budget(), 80, { period, spent: between, standing: null }, "UTC");
    expect(text).toBe(
      "$81.50 – $96.00 of $100.00 (81.5% – 96.0%) in November 2026, by the whole organisation. Part of it has a cost between two bounds: the lower one counts.",
    );
  });

  test("call a sum without prices a lower bound", () => {
    const unpriced = { ...spent, unpricedRequests: 3n, unpricedTokens: 300n };
    const scope = { dimension: "apiKey", value: "prod" } as const;
    const { text } = thresholdWords(budget({ scope }), 80, { period, spent: unpriced, standing: null }, "UTC");
    expect(text).toBe(
      "At least $81.50 of $100.00 (81.5%) in November 2026, by API key prod. 3 requests have no price and are not in it.",
    );
  });
});

describe("how a budget stands", () => {
  const period = periodAt(new Date("2026-11-20T00:00:00Z"), "month", "UTC");
  const now = new Date("2026-11-20T12:00:00Z");
  const heading = (low: string, high: string): Heading => ({
    soFar: { ...NO_TOTALS, requests: 1n, cost: parseUsd(low), costHigh: parseUsd(high) },
    ...{ days: [], outcome: { kind: "none", reason: "too_little_history" }, knownUntil: now },
  });

  test("is certain when it is over, and at risk where only the upper bound is", () => {
    const of = (low: string, high: string) => standingOf(budget(), period, heading(low, high), now);
    expect(of("100", "100")).toMatchObject({ state: "over", share: 1, shareHigh: 1 });
    expect(of("60", "110")).toMatchObject({ state: "at_risk", share: 0.6, shareHigh: 1.1 });
    expect(of("60", "99")).toMatchObject({ state: "unknown", share: 0.6, shareHigh: 0.99 });
    expect(standingToJson(of("60", "99"))).toMatchObject({ share: 0.6, shareHigh: 0.99 });
    expect(standingToJson(of("60", "60"))).not.toHaveProperty("shareHigh");
  });
});

test("a share goes beyond the whole, and what is not known is no scope", () => {
  expect(shareOf(parseUsd("150"), parseUsd("100"))).toBe(1.5);
  expect(scopeFrom("project", "a")).toEqual({ dimension: "project", value: "a" });
  expect([scopeFrom(null, null), scopeFrom("region", "eu"), scopeFrom("nonsense", "x")]).toEqual([null, null, null]);
});
