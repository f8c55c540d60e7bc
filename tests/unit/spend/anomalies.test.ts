import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { femtoUsd, parseUsd } from "@/lib/pricing/money";
import { anomalyTitle, type JudgedUsage, judgementWords } from "@/lib/spend/anomalies/anomaly";
import { judgeDay } from "@/lib/spend/anomalies/judge";
import { judgedDays } from "@/lib/spend/anomalies/judged-days";
import { NO_TOTALS } from "@/lib/spend/measures";

const usd = (dollars: number) => parseUsd(dollars.toFixed(6));
const weeks = (...dollars: number[]) => dollars.map(usd);
const EIGHT = weeks(40, 42, 38, 41, 39, 40, 43, 37);

describe("a day is judged", () => {
  test("unusual only far beyond how its weekday scatters", () => {
    const kind = (dollars: number) => judgeDay(usd(dollars), EIGHT, "medium").kind;
    expect([kind(40), kind(52), kind(60), kind(25), kind(10)]).toEqual(["usual", "usual", "more", "usual", "less"]);
  });

  test("by the median, so that one odd week changes nothing", () => {
    const odd = weeks(40, 42, 38, 4000, 39, 40, 43, 37);
    const judged = judgeDay(usd(80), odd, "medium");
    expect(judged.kind).toBe("more");
    expect(judged.kind === "more" && judged.usual).toEqual({ median: usd(40), low: usd(37), high: usd(4000) });
  });

  test("not at all from fewer than four weeks; weeks before the first usage are none", () => {
    expect(judgeDay(usd(900), weeks(1, 1, 1), "high")).toEqual({ kind: "too_little_history", weeks: 3 });
    expect(judgeDay(usd(900), weeks(1, 0, 1, 0, 0, 0, 0, 0), "high")).toEqual({ kind: "too_little_history", weeks: 3 });
    expect(judgeDay(usd(900), weeks(1, 0, 1, 1, 0, 0, 0, 0), "high")).toMatchObject({ kind: "more", weeks: 4 });
    expect(judgeDay(usd(900), [], "high")).toEqual({ kind: "too_little_history", weeks: 0 });
  });

  test("usual when it is what is used in some weeks only, or when it is about cents", () => {
    expect(judgeDay(usd(10), weeks(0, 0, 10, 0, 0, 9, 0, 0, 10), "medium").kind).toBe("usual");
    expect(judgeDay(usd(0.9), weeks(0.01, 0.01, 0.01, 0.01), "high").kind).toBe("usual");
  });

  test("more readily the higher the sensitivity, and more the more it cost", () => {
    const cost = fc.bigInt({ min: 0n, max: 10n ** 20n }).map(femtoUsd);
    fc.assert(
      fc.property(
        cost,
        fc.array(cost, { minLength: 8, maxLength: 8 }),
        fc.bigInt({ min: 0n, max: 10n ** 19n }),
        (spent, before, more) => {
          const kinds = (["low", "medium", "high"] as const).map(
            (sensitivity) => judgeDay(spent, before, sensitivity).kind,
          );
          const isMore = kinds.map((kind) => kind === "more");
          expect(isMore).toEqual([...isMore].sort());
          const later = judgeDay(femtoUsd(spent + more), before, "medium").kind;
          if (kinds[1] === "more") expect(later).toBe("more");
          // The order of the weeks does not matter, but for which are the oldest.
          if (before.at(-1) !== 0n && before[0] !== 0n)
            expect(judgeDay(spent, [...before].reverse(), "medium").kind).toBe(kinds[1]);
        },
      ),
    );
  });
});

describe("what is compared", () => {
  const zones = ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe"];

  test("is the same weekday at the same time of the clock, across changes of the clock", () => {
    const instant = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 11, 31) }).map((at) => new Date(at));
    fc.assert(
      fc.property(instant, fc.constantFrom(...zones), (at, zone) => {
        const clock = new Intl.DateTimeFormat("en-GB", {
          timeZone: zone,
          weekday: "long",
          hour: "2-digit",
          minute: "2-digit",
        });
        for (const { from, to, before } of judgedDays(at, at, zone)) {
          expect(before).toHaveLength(8);
          for (const week of before) expect(clock.format(week.from)).toBe(clock.format(from));
          // The end may fall into an hour that one of the days does not have.
          const same = before.filter((week) => clock.format(week.to) === clock.format(to));
          expect(same.length).toBeGreaterThanOrEqual(7);
        }
      }),
    );
  });

  test("is the day so far, on the quarter hour, and the whole day before", () => {
    const at = new Date("2026-11-25T13:52:00Z");
    const [today, yesterday] = judgedDays(at, at, "Asia/Kolkata");
    expect(today).toMatchObject({
      ...{
        from: new Date("2026-11-24T18:30:00Z"),
        to: new Date("2026-11-25T13:45:00Z"),
        day: "2026-11-25",
        isWhole: false,
      },
    });
    expect(yesterday).toMatchObject({ from: new Date("2026-11-23T18:30:00Z"), day: "2026-11-24", isWhole: true });
  });

  test("is not the first hour of a day, nor what is long ago", () => {
    const early = new Date("2026-11-25T00:40:00Z");
    expect(judgedDays(early, early, "UTC").map(({ day }) => day)).toEqual(["2026-11-24"]);
    expect(judgedDays(early, new Date("2026-11-29T12:00:00Z"), "UTC")).toEqual([]);
  });
});

describe("in words", () => {
  const [day] = judgedDays(new Date("2026-11-24T14:15:00Z"), new Date("2026-11-24T14:20:00Z"), "UTC");
  if (!day) throw new Error("There is no day.");
  const judged = (dollars: number, before = EIGHT, scope: JudgedUsage["scope"] = null): JudgedUsage => {
    const spent = { ...NO_TOTALS, requests: 1n, cost: usd(dollars) };
    return { scope, day, spent, judgement: judgeDay(spent.cost, before, "medium") };
  };

  test("a day says what it cost, what is usual and from what", () => {
    const one = judged(120);
    expect(anomalyTitle(one, "UTC")).toBe("Spend is unusually high on Tuesday, 2026-11-24");
    expect(judgementWords(one, "UTC")).toBe(
      "$120.00 on Tuesday until 14:15, by the whole organisation. By then the last 8 Tuesdays had cost $40.00 in the middle, from $37.00 to $43.00: 3.0 times that.",
    );
    expect(judgementWords(judged(41), "UTC")).toContain("as usual");
    const ofModel = judged(120, EIGHT, { dimension: "model", value: "gpt-5" });
    expect(anomalyTitle(ofModel, "UTC")).toBe("Spend by model gpt-5 is unusually high on Tuesday, 2026-11-24");
  });

  test("usage without a price is no $0", () => {
    const spent = { ...NO_TOTALS, requests: 2n, unpricedRequests: 2n, unpricedTokens: 9n };
    const words = judgementWords({ scope: null, day, spent, judgement: judgeDay(spent.cost, [], "medium") }, "UTC");
    expect(words).toContain("Only usage without a price on Tuesday until 14:15, by the whole organisation.");
    expect(words).not.toContain("$0");
  });

  test("a short history says so", () => {
    expect(judgementWords(judged(120, weeks(1)), "UTC")).toContain(
      "Too little history to say what is usual: one earlier week is known",
    );
  });
});
