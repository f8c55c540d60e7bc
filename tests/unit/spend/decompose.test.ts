import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { femtoUsd, formatUsd, parseUsd, usdString } from "@/lib/pricing/money";
import { type CellUsage, type ChangeCell, CLASSES, NO_USAGE, type TokenClass } from "@/lib/spend/changes/change-cell";
import { CAUSES, decompose, sumChanges } from "@/lib/spend/changes/decompose";
import { roundChange, roundSteps } from "@/lib/spend/changes/round-change";

const MICRO = 1_000_000_000n;
/** Dollars per million tokens are thousands of nano-USD a token. */
const RATES = {
  inputUncached: 2_000n * MICRO,
  cacheRead: 500n * MICRO,
  cacheWrite: 2_000n * MICRO,
  output: 8_000n * MICRO,
};

function usage(
  requests: number,
  tokens: Partial<Record<TokenClass, number>>,
  rates: Record<TokenClass, bigint> = RATES,
): CellUsage {
  const counted = Object.fromEntries(CLASSES.map((one) => [one, BigInt(tokens[one] ?? 0)])) as CellUsage["tokens"];
  const listed = Object.fromEntries(CLASSES.map((one) => [one, counted[one] * rates[one]])) as CellUsage["listed"];
  const cost = femtoUsd(CLASSES.reduce((sum, one) => sum + listed[one], 0n));
  return { requests: BigInt(requests), tokens: counted, listed, rates, cost };
}

function cell(model: string, before: CellUsage, after: CellUsage, project = "checkout"): ChangeCell {
  return { project, provider: "openai", model, before, after };
}

function effectsOf(...cells: ChangeCell[]) {
  const { effects } = sumChanges(decompose(cells));
  return Object.fromEntries(CAUSES.map((cause) => [cause, usdString(effects[cause])]));
}

const NONE = { volume: "0", mix: "0", tokens: "0", cache: "0", price: "0" };
const ten = usage(10, { inputUncached: 1_000_000, cacheRead: 1_000_000, output: 100_000 });

describe("a change that has one cause is told to be of that cause", () => {
  test("twice the traffic", () => {
    const twice = usage(20, { inputUncached: 2_000_000, cacheRead: 2_000_000, output: 200_000 });
    expect(effectsOf(cell("gpt-4.1", ten, twice))).toEqual({ ...NONE, volume: "3300" });
  });

  test("a project that is new, or gone", () => {
    const other = cell("gpt-4.1", ten, ten, "search");
    expect(effectsOf(other, cell("gpt-4.1", NO_USAGE, ten))).toEqual({ ...NONE, volume: "3300" });
    expect(effectsOf(other, cell("gpt-4.1", ten, NO_USAGE))).toEqual({ ...NONE, volume: "-3300" });
  });

  test("the same traffic on another model", () => {
    const cheap = {
      inputUncached: 400n * MICRO,
      cacheRead: 100n * MICRO,
      cacheWrite: 400n * MICRO,
      output: 1_600n * MICRO,
    };
    const tokens = { inputUncached: 1_000_000, cacheRead: 1_000_000, output: 100_000 };
    const moved = [cell("gpt-4.1", ten, NO_USAGE), cell("gpt-4.1-mini", NO_USAGE, usage(10, tokens, cheap))];
    expect(effectsOf(...moved)).toEqual({ ...NONE, mix: "-2640" });
  });

  test("longer requests", () => {
    const longer = usage(10, { inputUncached: 1_500_000, cacheRead: 1_500_000, output: 150_000 });
    expect(effectsOf(cell("gpt-4.1", ten, longer))).toEqual({ ...NONE, tokens: "1650" });
  });

  test("a cache that is hit more often", () => {
    const hit = usage(10, { inputUncached: 500_000, cacheRead: 1_500_000, output: 100_000 });
    expect(effectsOf(cell("gpt-4.1", ten, hit))).toEqual({ ...NONE, cache: "-750" });
  });

  test("a cache that is hit for the first time, at the rate it would have had before", () => {
    const never = usage(10, { inputUncached: 2_000_000, output: 100_000 });
    const hit = usage(10, { inputUncached: 1_000_000, cacheRead: 1_000_000, output: 100_000 });
    expect(effectsOf(cell("gpt-4.1", never, hit))).toEqual({ ...NONE, cache: "-1500" });
  });

  test("other rates", () => {
    const dearer = Object.fromEntries(CLASSES.map((one) => [one, RATES[one] * 2n])) as typeof RATES;
    const tokens = { inputUncached: 1_000_000, cacheRead: 1_000_000, output: 100_000 };
    expect(effectsOf(cell("gpt-4.1", ten, usage(10, tokens, dearer)))).toEqual({ ...NONE, price: "3300" });
  });

  test("a discount on what the cards say", () => {
    const discounted = { ...ten, cost: femtoUsd((ten.cost * 9n) / 10n) };
    expect(effectsOf(cell("gpt-4.1", ten, discounted))).toEqual({ ...NONE, price: "-330" });
    const twice = usage(20, { inputUncached: 2_000_000, cacheRead: 2_000_000, output: 200_000 });
    const both = { ...twice, cost: femtoUsd((twice.cost * 9n) / 10n) };
    expect(effectsOf(cell("gpt-4.1", discounted, both))).toEqual({ ...NONE, volume: "2970" });
  });

  test("usage whose requests nobody counted grows in tokens", () => {
    const uncounted = { ...ten, requests: 0n };
    const twice = { ...usage(0, { inputUncached: 2_000_000, cacheRead: 2_000_000, output: 200_000 }) };
    expect(effectsOf(cell("gpt-4.1", uncounted, twice))).toEqual({ ...NONE, volume: "3300" });
  });
});

const anyUsage: fc.Arbitrary<CellUsage> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(NO_USAGE) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        requests: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 1_000_000 }) }, fc.constant(0)),
        inputUncached: fc.nat(10 ** 9),
        cacheRead: fc.oneof(fc.constant(0), fc.nat(10 ** 9)),
        cacheWrite: fc.oneof(fc.constant(0), fc.nat(10 ** 6)),
        output: fc.nat(10 ** 8),
        rates: fc.record({
          inputUncached: fc.bigInt({ min: 0n, max: 10n ** 11n }),
          cacheRead: fc.bigInt({ min: 0n, max: 10n ** 10n }),
          cacheWrite: fc.bigInt({ min: 0n, max: 10n ** 11n }),
          output: fc.bigInt({ min: 0n, max: 10n ** 12n }),
        }),
        // What prices have that sums of tokens do not show: long prompts, audio, calls, discounts.
        percent: fc.bigInt({ min: 0n, max: 300n }),
      })
      .map(({ requests, rates, percent, ...tokens }) => {
        const plain = usage(requests, tokens, rates);
        return { ...plain, cost: femtoUsd((plain.cost * percent) / 100n) };
      }),
  },
);

const anyCells = fc
  .array(
    fc.record({
      project: fc.option(fc.constantFrom("a", "b", "c")),
      model: fc.constantFrom("x", "y", "z"),
      before: anyUsage,
      after: anyUsage,
    }),
    { maxLength: 9 },
  )
  .map((all) => {
    const byKey = new Map(all.map((one) => [`${one.project} ${one.model}`, { ...one, provider: null }]));
    return [...byKey.values()];
  });

describe("whatever the usage was", () => {
  test("the causes add up to the difference, in every cell, to the last digit", () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const changes = decompose(cells);
        expect(changes).toHaveLength(cells.length);
        for (const { before, after, effects } of [...changes, sumChanges(changes)]) {
          expect(CAUSES.reduce((sum, cause) => sum + effects[cause], 0n)).toBe(after - before);
        }
        const total = (side: "before" | "after") => cells.reduce((sum, one) => sum + one[side].cost, 0n);
        expect([sumChanges(changes).before, sumChanges(changes).after]).toEqual([total("before"), total("after")]);
      }),
      { numRuns: 2_000 },
    );
  });

  test("what is shown adds up too, and is off by no more than what it is rounded to", () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const exact = sumChanges(decompose(cells));
        const { before, after, effects, decimals } = roundChange(exact);
        expect(CAUSES.reduce((sum, cause) => sum + effects[cause], 0n)).toBe(after - before);
        // Whole dollars from a million on.
        const most = parseUsd(decimals === 0 ? "1" : "0.01");
        for (const cause of CAUSES) {
          const off = effects[cause] - exact.effects[cause];
          expect(off <= most && off >= -most).toBe(true);
        }
      }),
    );
  });

  test("of less than a ten-thousandth of a dollar keep two figures", () => {
    const nothing = parseUsd("0");
    const effects = { volume: parseUsd("0.00000012"), mix: nothing, tokens: nothing, cache: nothing, price: nothing };
    const shown = roundChange({ before: nothing, after: effects.volume, effects });
    expect(formatUsd(shown.after, shown)).toBe("$0.00000012");
  });

  test("of a million dollars and more are told in whole dollars, and add up", () => {
    const usd = (text: string) => parseUsd(text);
    const effects = {
      volume: usd("0.6"),
      mix: usd("0.6"),
      tokens: usd("1000000.1"),
      cache: usd("0.4"),
      price: usd("0.4"),
    };
    const shown = roundChange({ before: usd("12.34"), after: usd("1000014.44"), effects });
    expect([shown.before, shown.after, shown.decimals]).toEqual([usd("12"), usd("1000014"), 0]);
    expect(CAUSES.reduce((sum, cause) => sum + shown.effects[cause], 0n)).toBe(usd("1000002"));
    expect(formatUsd(shown.after, shown)).toBe("$1,000,014");
  });

  test("models and projects shown as steps add up to the cent too", () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const changes = decompose(cells);
        const { before, after } = sumChanges(changes);
        const shown = roundSteps(
          before,
          changes.map((one) => femtoUsd(one.after - one.before)),
        );
        const sum = sumChanges(changes);
        const whole = roundSteps(
          sum.before,
          CAUSES.map((cause) => sum.effects[cause]),
        );
        expect([shown.before, shown.after]).toEqual([whole.before, whole.after]);
        expect(shown.steps.reduce((sum, step) => sum + step, 0n)).toBe(shown.after - shown.before);
        expect(after - before).toBe(changes.reduce((sum, one) => sum + one.after - one.before, 0n));
      }),
    );
  });

  test("nothing changed where nothing changed", () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        const same = cells.map((one) => ({ ...one, after: one.before }));
        const { effects } = sumChanges(decompose(same));
        expect(CAUSES.map((cause) => effects[cause])).toEqual(CAUSES.map(() => 0n));
      }),
    );
  });

  test("the order of the cells does not matter", () => {
    fc.assert(
      fc.property(anyCells, (cells) => {
        expect(sumChanges(decompose([...cells].reverse()))).toEqual(sumChanges(decompose(cells)));
      }),
    );
  });
});

test("amounts are of dollars", () => {
  expect(ten.cost).toBe(parseUsd("3300"));
});
