import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { usdString } from "@/lib/pricing/money";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { leverParts, tornado } from "@/lib/switch/attribution";
import { differenceOf } from "@/lib/switch/estimate";
import { DEFAULT_LEVERS, type LeverSettings, point } from "@/lib/switch/levers";
import { moneyOf, shareFromNumber } from "@/lib/switch/share";
import { type AskedInMemory, answerInMemory } from "../../support/memory-traffic";
import { AUGUST, RANDOM_USAGE } from "../../support/random-usage";
import { sizedLine, usageLine } from "../../support/usage-line";
import { parsedRecords } from "../../support/usage-records";

const book = await loadPriceBook();
// Properties are tried on many random records.
vi.setConfig({ testTimeout: 60_000 });

function answer(
  lines: readonly object[],
  toModel: string,
  levers: Partial<LeverSettings> = {},
  asked: Partial<AskedInMemory> = {},
) {
  const moves = asked.moves ?? [{ toModel }];
  return answerInMemory(book, parsedRecords(lines), { ...asked, levers: { ...DEFAULT_LEVERS, ...levers }, moves });
}

function moved(lines: readonly object[], toModel: string, levers: Partial<LeverSettings> = {}) {
  const [move] = answer(lines, toModel, levers).moves;
  if (!move) throw new Error("there is one move");
  return move;
}

const usd = (amount: bigint) => usdString(moneyOf(amount));
const EXAMPLE = [usageLine("a")];

describe("break-evens", () => {
  test("10,000 input, 500 output, 60% cached: GPT-4.1 to GPT-5", () => {
    const { costs, breakEvens } = moved(EXAMPLE, "gpt-5");
    expect(usd(costs.sums.baseline.low)).toBe("0.015");
    expect(usd(costs.sums.result.low)).toBe("0.01075");
    expect(breakEvens).toEqual({
      outputFactor: 1.85,
      outputFactorColdCache: 0.5,
      cacheHitRate: 0.2222,
      escalationShare: 0.2833,
      priceFactor: 1.3953,
    });
  });

  test("at a break-even the costs are the same", () => {
    const thousandths = (value: number) => point(BigInt(Math.round(value * 1000)));
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000, max: 100_000 }),
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 100, max: 5_000 }),
        (input, read, output) => {
          const lines = [usageLine("a", {}, { input, cacheRead: Math.floor((input * read) / 100), output })];
          const settings = { cache: "same", outputFactor: point(1000n) } as const;
          const { breakEvens, costs } = moved(lines, "gpt-5", settings);
          const { outputFactor, cacheHitRate, escalationShare } = breakEvens ?? {};
          const baseline = Number(costs.sums.baseline.low);
          const near = (levers: Partial<LeverSettings>) =>
            expect(Number(moved(lines, "gpt-5", { ...settings, ...levers }).estimate.expected) / baseline).toBeCloseTo(
              1,
              1,
            );
          if (outputFactor && outputFactor > 0) near({ outputFactor: thousandths(outputFactor) });
          if (escalationShare && escalationShare > 0) near({ escalationShare: thousandths(escalationShare) });
          const kept = (cacheHitRate ?? 0) / (Math.floor((input * read) / 100) / input);
          if (cacheHitRate && cacheHitRate > 0 && kept < 10) near({ cacheKept: thousandths(kept) });
        },
      ),
      { numRuns: 40 },
    );
  });

  test("there is none where traffic has no price, or costs are bounds", () => {
    expect(moved([sizedLine("a", 1_000, 10, { model: "gpt-9" })], "gpt-5").breakEvens).toBeNull();
    const open = sizedLine("b", 300_000, 10, { requests: 2, endTimestamp: "2026-11-03T10:00:00Z" });
    expect(moved([open], "openai/gpt-5.5").breakEvens).toBeNull();
  });
});

describe("estimates", () => {
  const all = ({ estimate }: ReturnType<typeof moved>) => [estimate.low, estimate.expected, estimate.high].map(usd);

  test("a reasoning target writes more, by effort; a cold cache costs more", () => {
    expect(all(moved(EXAMPLE, "gpt-5", { cache: "same" }))).toEqual(["0.01725", "0.02", "0.02275"]);
    const low = moved(EXAMPLE, "gpt-5", { reasoningEffort: "low", cache: "cold" });
    expect([low.estimate.low, low.estimate.high].map(usd)).toEqual(["0.0185", "0.0215"]);
  });

  test("back from a reasoning model, output lies between output without reasoning and all of it", () => {
    const reasoning = usageLine("a", { model: "gpt-5" }, { cacheRead: 0, reasoning: 400 });
    expect(all(moved([reasoning], "gpt-4.1"))).toEqual(["0.0208", "0.0224", "0.024"]);
  });

  test("reasoning in the traffic shows that its model reasons, where nobody publishes that", () => {
    const ofClaude = { provider: "anthropic", model: "claude-sonnet-4-6" };
    const bands = (reasoning: number) => {
      const [levers] = moved([usageLine("a", ofClaude, { reasoning })], "gpt-4.1").levers;
      const bandOf = (name: string) => levers?.assumptions.find(({ lever }) => lever === name)?.band ?? null;
      return [bandOf("output"), bandOf("reasoning")];
    };
    expect(bands(400)).toEqual([point(1000n), { low: 0n, expected: 500n, high: 1000n }]);
    expect(bands(0)).toEqual([null, point(1000n)]);
  });

  test("what is sent back is paid twice; growth is on all of it", () => {
    const settings = { cache: "same", outputFactor: point(1000n) } as const;
    expect(all(moved(EXAMPLE, "gpt-5", { ...settings, escalationShare: point(100n) }))[1]).toBe("0.01225");
    expect(all(moved(EXAMPLE, "gpt-5", { ...settings, growthFactor: point(2000n) }))[1]).toBe("0.0215");
  });

  test("a part of the traffic, and another provider, hit the cache less often", () => {
    const kept = (toModel: string, share?: number) => {
      const moves = [{ toModel, ...(share && { share: shareFromNumber(share) }) }];
      const { levers } = answer(EXAMPLE, toModel, {}, { moves }).moves[0] ?? {};
      return levers?.[0]?.assumptions.find(({ lever }) => lever === "cache")?.band;
    };
    // A day of 30 is cold.
    expect(kept("gpt-5")).toEqual({ low: 967n, expected: 1000n, high: 1000n });
    // 60% of all are hits; of a half 1 - 0.4 / 0.5 = 20%, a third of that.
    expect(kept("gpt-5", 0.5)).toMatchObject({ expected: 333n, high: 1000n });
    expect(kept("gpt-5", 0.4)).toMatchObject({ expected: 0n });
    expect(kept("anthropic/claude-sonnet-4-6")).toEqual({ low: 0n, expected: 1000n, high: 1000n });
  });

  test("what is not known is said, and is not in the band", () => {
    const bandOf = (target: string, lever: string) =>
      moved(EXAMPLE, target).levers[0]?.assumptions.find((assumption) => assumption.lever === lever)?.band ?? null;
    expect(bandOf("anthropic/claude-sonnet-4-6", "output")).toBeNull();
    expect(bandOf("anthropic/claude-sonnet-4-6", "tokenizer")).toMatchObject({ low: 1000n, high: 1250n });
    expect(bandOf("anthropic/claude-3-haiku", "tokenizer")).toMatchObject({ low: 1000n, high: 1250n });
    expect(bandOf("anthropic/claude-opus-4-7", "tokenizer")).toMatchObject({ low: 1100n, high: 1700n });
    expect(bandOf("anthropic/claude-sonnet-5", "tokenizer")).toMatchObject({ low: 1100n, high: 1700n });
    expect(bandOf("mistral/mistral-large-latest", "tokenizer")).toBeNull();
  });
});

const BAND = fc
  .tuple(fc.bigInt(0n, 3_000n), fc.bigInt(0n, 1_000n), fc.bigInt(0n, 1_000n))
  .map(([low, middle, high]) => ({ low, expected: low + middle, high: low + middle + high }));

const SETTINGS: fc.Arbitrary<Partial<LeverSettings>> = fc.record({
  cacheKept: fc.option(BAND),
  outputFactor: fc.option(BAND),
  reasoningFactor: fc.option(BAND),
  tokenizerFactor: fc.option(BAND),
  escalationShare: fc.option(BAND),
  growthFactor: fc.option(BAND),
});

const TARGET = fc.constantFrom("gpt-5", "gpt-4.1", "anthropic/claude-sonnet-4-6", "deepseek/deepseek-v4-pro");

test("bands contain what is expected", () => {
  fc.assert(
    fc.property(RANDOM_USAGE, SETTINGS, TARGET, (usage, settings, target) => {
      for (const { estimate, levers } of answer(usage, target, settings, AUGUST).moves) {
        for (const { low, expected, high } of [estimate, ...levers.map(differenceOf)]) {
          expect(low).toBeLessThanOrEqual(expected);
          expect(expected).toBeLessThanOrEqual(high);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test("the parts of an attribution add up to the whole, and a tornado's bars are within the band", () => {
  fc.assert(
    fc.property(RANDOM_USAGE, SETTINGS, TARGET, (usage, settings, target) => {
      const moves = [
        { fromModel: "openai/gpt-4.1", toModel: target },
        { toModel: "gpt-4.1-mini", share: shareFromNumber(0.5) },
      ];
      const { moves: answers } = answer(usage, target, settings, { ...AUGUST, moves });
      const levers = answers.flatMap((one) => one.levers.filter((_, index) => one.costs.origins[index]?.isComparable));
      const parts = Object.values(leverParts(levers)).reduce((sum, part) => sum + part, 0n);
      const prices = answers.reduce(
        (sum, { costs }) => sum + (costs.sums.difference.low + costs.sums.difference.high) / 2n,
        0n,
      );
      const whole = levers.reduce((sum, one) => sum + differenceOf(one).expected, 0n);
      const rounding = BigInt(2 * levers.length + answers.length);
      expect(abs(prices + parts - whole)).toBeLessThanOrEqual(rounding);
      for (const { atLow, atHigh } of tornado(answers.flatMap((one) => one.levers)))
        expect(atLow === atHigh).toBe(false);
    }),
    { numRuns: 60 },
  );
});

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
