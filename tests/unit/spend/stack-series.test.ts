import fc from "fast-check";
import { expect, test } from "vitest";
import { femtoUsd } from "@/lib/pricing/money";
import { addTotals, NO_TOTALS, type Totals } from "@/lib/spend/measures";
import type { SpendAnswer, SpendPoint } from "@/lib/spend/spend-question";
import { stackSeries } from "@/lib/spend/stack-series";

const DAY = 86_400_000;

interface Usage {
  day: number;
  model: string | null;
  cost: bigint;
}

/** An answer by day and model as the query gives it, empty days included. */
function answerOf(usage: readonly Usage[], days: number): SpendAnswer {
  const totalsOf = (some: readonly Usage[]): Totals =>
    some.reduce<Totals>(
      (sum, { cost }) => addTotals(sum, { ...NO_TOTALS, cost: femtoUsd(cost), costHigh: femtoUsd(cost), requests: 1n }),
      NO_TOTALS,
    );
  const grouped = (some: readonly Usage[]) =>
    [...new Set(some.map(({ model }) => model))]
      .map((model) => ({ key: { model }, totals: totalsOf(some.filter((one) => one.model === model)) }))
      .sort((a, b) => Number(b.totals.cost - a.totals.cost));
  const series = Array.from({ length: days }, (_, day): SpendPoint[] => {
    const bucket = { start: new Date(day * DAY), end: new Date((day + 1) * DAY), partial: day === days - 1 };
    const groups = grouped(usage.filter((one) => one.day === day));
    return groups.length === 0
      ? [{ ...bucket, of: "nothing", key: {}, totals: NO_TOTALS }]
      : groups.map((group) => ({ ...bucket, of: "group", ...group }));
  }).flat();
  return {
    period: { from: new Date(0), to: new Date(days * DAY) },
    groupBy: ["model"],
    timeZone: "UTC",
    totals: totalsOf(usage),
    groups: grouped(usage),
    series,
    previous: null,
    coverage: { requests: null, tokens: null },
    cacheSaved: femtoUsd(0n),
    cacheMissed: femtoUsd(0n),
    asOf: null,
  };
}

const cost = (totals: Totals) => totals.cost;

test("gives the largest groups a band each and the rest one together", () => {
  const usage = ["a", "b", "c", "d"].map((model, index) => ({ day: 0, model, cost: BigInt(10 - index) }));
  const { bands } = stackSeries(answerOf(usage, 1), { most: 2, by: "cost" });
  expect(bands.map(({ band }) => band)).toEqual([
    { kind: "group", key: { model: "a" } },
    { kind: "group", key: { model: "b" } },
    { kind: "other", keys: [{ model: "c" }, { model: "d" }] },
  ]);
  expect(bands.map(({ totals }) => totals.cost)).toEqual([10n, 9n, 15n]);
});

test("has no band for a rest of one", () => {
  const usage = ["a", "b", "c"].map((model, index) => ({ day: 0, model, cost: BigInt(10 - index) }));
  const { bands } = stackSeries(answerOf(usage, 1), { most: 2, by: "cost" });
  expect(bands.map(({ band }) => band.kind)).toEqual(["group", "group", "group"]);
});

test("keeps empty buckets, and what is not stated apart", () => {
  const usage = [
    { day: 0, model: null, cost: 3n },
    { day: 2, model: "a", cost: 5n },
  ];
  const { buckets, bands } = stackSeries(answerOf(usage, 4), { most: 7, by: "cost" });
  expect(buckets.map(({ totals, partial }) => [totals.cost, partial])).toEqual([
    [3n, false],
    [0n, false],
    [5n, false],
    [0n, true],
  ]);
  expect(bands.map(({ band, cells }) => [band, cells.map(cost)])).toEqual([
    [{ kind: "group", key: { model: "a" } }, [0n, 0n, 5n, 0n]],
    [{ kind: "group", key: { model: null } }, [3n, 0n, 0n, 0n]],
  ]);
});

test("ranks by the size asked for", () => {
  const usage = [
    { day: 0, model: "dear", cost: 100n },
    { day: 0, model: "busy", cost: 1n },
    { day: 0, model: "busy", cost: 1n },
  ];
  const { bands } = stackSeries(answerOf(usage, 1), { most: 7, by: "requests" });
  expect(bands[0]?.band).toEqual({ kind: "group", key: { model: "busy" } });
});

test("loses and doubles nothing, however the usage lies", () => {
  const usage = fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 4 }),
      model: fc.option(fc.constantFrom("a", "b", "c", "d", "e", "f")),
      cost: fc.bigInt({ min: 0n, max: 10n ** 20n }),
    }),
  );
  fc.assert(
    fc.property(usage, fc.integer({ min: 1, max: 7 }), (some, most) => {
      const answer = answerOf(some, 5);
      const { buckets, bands } = stackSeries(answer, { most, by: "cost" });
      const sum = (all: readonly Totals[]) => all.reduce(addTotals, NO_TOTALS);
      expect(buckets).toHaveLength(5);
      expect(sum(bands.flatMap(({ cells }) => cells))).toEqual(answer.totals);
      for (const band of bands) expect(sum(band.cells)).toEqual(band.totals);
      for (const [at, bucket] of buckets.entries()) {
        expect(sum(bands.map(({ cells }) => cells[at] ?? NO_TOTALS))).toEqual(bucket.totals);
      }
    }),
  );
});
