import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { leastPrefix } from "@/lib/switch/best-split/search";
import { differenceOf } from "@/lib/switch/estimate";
import { leastOf } from "@/lib/switch/extremes";
import { DEFAULT_LEVERS } from "@/lib/switch/levers";
import { type Share, WHOLE } from "@/lib/switch/share";
import type { Where } from "@/lib/switch/switch-question";
import { type AskedInMemory, answerInMemory, bestSplitInMemory } from "../../support/memory-traffic";
import { AUGUST, RANDOM_USAGE } from "../../support/random-usage";
import { usageLine } from "../../support/usage-line";
import { parsedRecords } from "../../support/usage-records";

const book = await loadPriceBook();

/** Assumptions that do not depend on which part of the traffic moves. */
const LEVERS = fc.record({
  outputFactor: fc.constantFrom(
    { low: 1000n, expected: 1000n, high: 1000n },
    { low: 900n, expected: 1700n, high: 2500n },
  ),
  cacheKept: fc.constantFrom({ low: 0n, expected: 400n, high: 1000n }, { low: 1000n, expected: 1000n, high: 1000n }),
  growthFactor: fc.constantFrom(
    { low: 1000n, expected: 1000n, high: 1000n },
    { low: 1000n, expected: 1300n, high: 1500n },
  ),
});

const ASKED: fc.Arbitrary<AskedInMemory> = fc
  .record({
    fromModel: fc.constantFrom(null, "openai/gpt-4.1", "gpt-5"),
    toModel: fc.constantFrom(
      "openai/gpt-5",
      "openai/gpt-5.5",
      "deepseek/deepseek-v4-pro",
      "openai/gpt-4.1",
      "x-ai/grok-4.5",
    ),
    toServiceTier: fc.constantFrom(null, null, "batch"),
    share: fc.constantFrom(WHOLE, 300_000n as Share),
    where: fc.constantFrom<Where>({ only: {} }, { only: { project: ["a", null] } }, { hours: [1, 2, 3, 9], only: {} }),
    usageTier: fc.constantFrom(null, "tier1" as const, "free" as const),
    prices: fc.constantFrom(
      { kind: "usage" as const },
      { kind: "fixed" as const, at: parsedRecords([usageLine("a")])[0]?.timestamp as never },
    ),
    levers: LEVERS,
  })
  .map(({ usageTier, levers, prices, ...move }) => ({
    ...AUGUST,
    usageTier,
    prices,
    levers: { ...DEFAULT_LEVERS, ...levers },
    moves: [move],
  }));

/** What an ordinary answer says of a part of the traffic. */
function answerFor(records: ReturnType<typeof parsedRecords>, asked: AskedInMemory, bounds: Partial<Where>) {
  const [move] = asked.moves;
  const where = { ...(move?.where ?? { only: {} }), ...bounds };
  const answer = answerInMemory(book, records, { ...asked, moves: [{ ...move, toModel: move?.toModel ?? "", where }] });
  const [first] = answer.moves;
  if (!first) throw new Error("the answer has a move");
  const { costs, fit, levers } = first;
  const expected = levers.reduce(
    (sum, one, index) => (costs.origins[index]?.isComparable ? sum + differenceOf(one).expected : sum),
    0n,
  );
  return { sums: costs.sums, expected, fit: fit.state, isPriced: costs.unpriced.size === 0 };
}

/** Whether some minute is above a limit with nothing moved: then splits only may not make it worse. */
function isFullAlready(records: ReturnType<typeof parsedRecords>, asked: AskedInMemory): boolean {
  const nothing = { ...asked.moves[0], toModel: asked.moves[0]?.toModel ?? "", where: { only: { user: ["nobody"] } } };
  const { headroom } = answerInMemory(book, records, { ...asked, moves: [nothing] });
  return headroom.some(({ limits }) =>
    limits.some(({ tiers }) => tiers.some((tier) => (tier.throttledMinutes ?? 0) > 0)),
  );
}

describe("by prompt size", () => {
  test("it is the best of all thresholds tried one by one, and what an ordinary answer says of it", () => {
    const seen = { fits: 0, none: 0, limited: 0, down: 0, unknown: 0 };
    fc.assert(
      fc.property(
        RANDOM_USAGE.map((usage) => usage.slice(0, 20)),
        ASKED,
        (usage, asked) => {
          const records = parsedRecords(usage);
          const sizes = [...new Set(records.map(({ tokens }) => tokens.input))];
          const { byPromptSize } = bestSplitInMemory(book, records, asked);
          fc.pre(asked.usageTier === null || !isFullAlready(records, asked));
          const stop = Math.min(...byPromptSize.stops.map(({ smallest }) => smallest ?? Number.POSITIVE_INFINITY));
          const below = stop === Number.POSITIVE_INFINITY ? [] : sizes.filter((size) => size < stop);
          const bands = below.map((minInput) => ({ minInput, maxInput: Math.max(...below) }));
          const ends = sizes.flatMap((size) => [{ maxInput: size }, { minInput: size }]);
          const tried = [...ends, ...bands].map((bounds) => answerFor(records, asked, bounds));
          for (const [choice, among] of [
            [byPromptSize.unlimited, tried.slice(0, ends.length)],
            [byPromptSize.best, tried.filter(({ fit, isPriced }) => fit !== "doesNotFit" && isPriced)],
          ] as const) {
            const least = leastOf([0n, ...among.map(({ expected }) => expected)]);
            // Rounding of each origin's estimate.
            expect(Math.abs(Number((choice?.difference.expected ?? 0n) - least))).toBeLessThan(20);
            if (!choice) continue;
            const { maxInput, minInput } = choice.part;
            const same = answerFor(records, asked, {
              ...(maxInput === null ? {} : { maxInput }),
              ...(minInput === null ? {} : { minInput }),
            });
            expect(choice.moved).toEqual(same.sums);
            expect(Number(choice.difference.expected)).toBe(Number(same.expected));
            // Of a part less may be left open than of the whole that is looked at.
            if (choice.fit !== "unknown") expect(choice.fit).toBe(same.fit);
            else expect(["unknown", "fits"]).toContain(same.fit);
          }
          if (!byPromptSize.best) seen.none += 1;
          else seen[byPromptSize.best.fit as "fits"] += 1;
          if (byPromptSize.best?.part.minInput) seen.down += 1;
          if (
            byPromptSize.best &&
            byPromptSize.best.difference.expected !== byPromptSize.unlimited?.difference.expected
          )
            seen.limited += 1;
        },
      ),
      { numRuns: 40, endOnFailure: true, seed: 20_261_125 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  }, 240_000);
});

describe("by share", () => {
  test("the largest share whose minutes are within the limit, to the millionth", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ minute: fc.nat(3), model: fc.constantFrom("gpt-4.1", "gpt-5"), input: fc.nat(40_000) }), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.integer({ min: 1_000, max: 90_000 }),
        (usage, tokensPerMinute) => {
          const records = parsedRecords(
            usage.map(({ minute, model, input }, index) =>
              usageLine(`r${index}`, { model, timestamp: `2026-08-04T07:0${minute}:00Z` }, { input, cacheRead: 0 }),
            ),
          );
          const limits = { model: "openai/gpt-4.1", abovePromptTokens: null, tokensPerMinute, requestsPerMinute: 100 };
          const asked: AskedInMemory = {
            ...{ ...AUGUST, ownLimits: [limits] },
            moves: [{ fromModel: "openai/gpt-5", toModel: "openai/gpt-4.1" }],
          };
          fc.pre(records.some(({ model }) => model === "gpt-5"));
          const throttled = (share: bigint) => {
            const [move] = asked.moves;
            const moves = [{ ...move, toModel: "openai/gpt-4.1", share: share as Share }];
            const [room] = answerInMemory(book, records, { ...asked, moves }).headroom;
            return room?.limits[0]?.tiers.find(({ tier }) => tier === "own")?.throttledMinutes ?? 0;
          };
          fc.pre(!isFullAlready(records, asked));
          const { share, fullest } = bestSplitInMemory(book, records, asked).byShare.room;
          if (share > 0n) expect(throttled(share)).toBe(0);
          if (share < WHOLE) expect(throttled(share + 1n)).toBeGreaterThan(0);
          expect(fullest === null).toBe(share === WHOLE);
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );
  }, 60_000);

  test("what it saves is what an ordinary answer with that share says", () => {
    const records = parsedRecords([
      usageLine("a", { timestamp: "2026-08-04T07:00:00Z" }, { input: 14_750, cacheRead: 0 }),
      usageLine("a too", { timestamp: "2026-08-04T07:00:01Z" }, { input: 14_750, cacheRead: 0 }),
      usageLine("b", { timestamp: "2026-08-04T07:01:00Z" }, { input: 10_000, cacheRead: 0 }),
    ]);
    const limits = { model: "openai/gpt-5", abovePromptTokens: null, tokensPerMinute: 15_250, requestsPerMinute: 9 };
    const move = { fromModel: "openai/gpt-4.1", toModel: "openai/gpt-5" };
    const levers = { ...DEFAULT_LEVERS, outputFactor: { low: 1000n, expected: 1000n, high: 1000n } };
    const asked = { ...AUGUST, ownLimits: [limits], levers, moves: [move] };
    const { best, unlimited, room } = bestSplitInMemory(book, records, asked).byShare;
    expect(best?.part).toBe(500_000n);
    expect(best?.fit).toBe("fits");
    expect(unlimited).toMatchObject({ part: WHOLE, fit: "doesNotFit" });
    expect(room.fullest).toMatchObject({ check: "tokensPerMinute", minute: Date.UTC(2026, 7, 4, 7) / 60_000 });
    const [same] = answerInMemory(book, records, { ...asked, moves: [{ ...move, share: 500_000n as Share }] }).moves;
    expect(best?.moved).toEqual(same?.costs.sums);
    expect(best?.difference).toEqual(differenceOf(same?.levers[0] as never));
  });
});

test("with too many sizes they are told apart less finely, and no less exactly", () => {
  const usage = Array.from({ length: 200 }, (_, index) =>
    usageLine(
      `r${index}`,
      { model: "gpt-4.1" },
      { input: 1_000 + index * 7, cacheRead: 0, output: index % 5 === 0 ? 900 : 10 },
    ),
  );
  const asked = {
    moves: [{ toModel: "openai/gpt-5" }],
    levers: { ...DEFAULT_LEVERS, outputFactor: { low: 2000n, expected: 2000n, high: 2000n } },
  };
  const records = parsedRecords(usage);
  const { byPromptSize } = bestSplitInMemory(book, records, asked, 20);
  expect(byPromptSize.step).toBeGreaterThan(1);
  expect(byPromptSize.unlimited).not.toBeNull();
  const { maxInput, minInput } = byPromptSize.unlimited?.part ?? { maxInput: null, minInput: null };
  const bounds = { ...(maxInput === null ? {} : { maxInput }), ...(minInput === null ? {} : { minInput }) };
  expect(byPromptSize.unlimited?.moved).toEqual(answerFor(records, asked, bounds).sums);
});

test("a search leaves nothing out", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.bigInt(-9n, 9n), fc.bigInt(0n, 9n)), { maxLength: 700, size: "max" }), (steps) => {
      const sumsOf = (from: number, to: number) => {
        const part = steps.slice(from, to);
        return {
          sum: part.reduce((sum, [value]) => sum + value, 0n),
          least: part.reduce((sum, [value, more]) => sum + (value < 0n ? value : 0n) - more, 0n),
        };
      };
      let [best, sum] = [{ steps: 0, sum: 0n }, 0n];
      for (const [index, [value]] of steps.entries()) {
        sum += value;
        if (sum < best.sum) best = { steps: index + 1, sum };
      }
      expect(leastPrefix(steps.length, sumsOf)).toEqual(best);
    }),
  );
});
