import fc from "fast-check";
import { expect, test } from "vitest";
import { catalogueId } from "@/lib/catalogue/resolve-model";
import { loadPriceBook } from "@/lib/pricing/price-book";
import type { SwitchAnswer } from "@/lib/switch/answer";
import { movesOnTargets, scopeOnTargets } from "@/lib/switch/back-test/moves-on-targets";
import { predictedMoves } from "@/lib/switch/back-test/predicted-moves";
import { type Share, WHOLE } from "@/lib/switch/share";
import type { Move, Where } from "@/lib/switch/switch-question";
import { answerInMemory } from "../../support/memory-traffic";
import { AUGUST, RANDOM_USAGE } from "../../support/random-usage";
import { parsedRecords } from "../../support/usage-records";

const book = await loadPriceBook();

/** By target: requests, and what it costs now and there. */
function byTarget({ moves }: Pick<SwitchAnswer, "moves">) {
  const sums: Record<string, bigint[]> = {};
  for (const { resolved, costs } of moves) {
    const { requests, baseline, result } = costs.sums;
    const sum = sums[catalogueId(resolved.target)] ?? [0n, 0n, 0n, 0n];
    const own = [requests, baseline.low, result.low, result.high];
    sums[catalogueId(resolved.target)] = sum.map((amount, at) => amount + (own[at] as bigint));
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum.some((amount) => amount !== 0n)));
}

const WHERE = fc.constantFrom<Where>(
  { only: {} },
  { only: { project: ["a"] } },
  { only: { project: ["a", null], user: ["u1"] } },
  { maxInput: 150_000, only: {} },
  { minInput: 100_000, hours: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], only: { user: ["u1", "u2"] } },
);
const MOVE = fc.record({
  fromModel: fc.constantFrom(null, "gpt-4.1", "openai/gpt-4.1", "gpt-5", "openai/gpt-5", "x-ai/grok-4.5"),
  toModel: fc.constantFrom("openai/gpt-5", "openai/gpt-4.1", "openai/gpt-4.1-mini"),
  toServiceTier: fc.constantFrom(null, null, "batch"),
  share: fc.constantFrom(300_000n as Share, 1_000_000n as Share),
  where: WHERE,
});
/** Moves of which no two share traffic by name: shares add up to no more than all. */
const MOVES = fc.uniqueArray(MOVE, {
  minLength: 1,
  maxLength: 5,
  selector: ({ fromModel, where }) => JSON.stringify([fromModel, where]),
});

function trafficOf({ fromModel, where: { only, ...sizes } }: Pick<Move, "fromModel" | "where">): string {
  return JSON.stringify([fromModel, Object.entries(sizes).sort(), Object.entries(only).sort()]);
}

test("they take the same traffic to the same targets, and know what is on a target already", () => {
  const seen = { leaving: 0, staying: 0 };
  fc.assert(
    fc.property(RANDOM_USAGE, MOVES, (usage, moves) => {
      const single = usage.filter((record) => !("endTimestamp" in record));
      const records = parsedRecords(single);
      const asked = answerInMemory(book, records, { ...AUGUST, moves });
      const resolved = asked.moves.map((move) => move.resolved);
      const there = answerInMemory(book, records, { ...AUGUST, moves: movesOnTargets(resolved) });
      const predicted = predictedMoves(
        resolved,
        there.moves.map((move) => move.resolved),
      );
      const answer = answerInMemory(book, records, { ...AUGUST, moves: predicted.map(({ move }) => move) });
      expect(byTarget(answer)).toEqual(byTarget(asked));
      // Whatever is on a target is taken as such, or stays.
      const stays = there.moves.map(({ resolved: { move } }) => ({ move, isFromTarget: true }));
      const named = new Set<string>();
      const all = [...predicted, ...stays]
        .filter(({ move }) => named.size < named.add(trafficOf(move)).size)
        .map((one) => ({ ...one, move: { ...one.move, share: WHOLE } }));
      const whole = answerInMemory(book, records, { ...AUGUST, moves: all.map(({ move }) => move) });
      const requests = (isOnTarget: (index: number) => boolean | undefined, moved: SwitchAnswer["moves"]) =>
        moved.reduce((sum, { costs }, index) => (isOnTarget(index) ? sum + costs.sums.requests : sum), 0n);
      const onTargets = requests(() => true, there.moves);
      expect(requests((index) => all[index]?.isFromTarget, whole.moves)).toBe(onTargets);
      const leaving = requests((index) => predicted[index]?.isFromTarget, answer.moves);
      if (leaving > 0n) seen.leaving += 1;
      if (leaving < onTargets) seen.staying += 1;
    }),
    { numRuns: 60, endOnFailure: true, seed: 20_261_125 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
}, 120_000);

test("on the targets traffic is limited as the scenario is, but for what its moves change", () => {
  const only = { model: ["gpt-4.1"], provider: ["azure"], serviceTier: ["priority"], project: ["a"] };
  const where = { maxInput: 5, only };
  const moveTo = (toServiceTier: string | null) => {
    const moves = [{ toModel: "openai/gpt-5", toServiceTier, where }];
    return answerInMemory(book, [], { moves }).moves.map(({ resolved }) => resolved);
  };
  const whereOf = (tier: string | null) => movesOnTargets([...moveTo(tier), ...moveTo(tier)]).map((move) => move.where);
  expect(whereOf(null)).toEqual([{ maxInput: 5, only: { project: ["a"], serviceTier: ["priority"] } }]);
  expect(whereOf("batch")).toEqual([{ maxInput: 5, only: { project: ["a"], serviceTier: ["batch"] } }]);
  expect(whereOf("default")).toEqual([{ maxInput: 5, only: { project: ["a"], serviceTier: ["default", null] } }]);
  const scope = (tier: string | null) =>
    scopeOnTargets({ filters: only, not: only, moves: moveTo(tier).map(({ move }) => move) });
  expect(scope("batch")).toEqual({ filters: { project: ["a"] }, not: { project: ["a"] } });
  expect(scope(null).filters).toEqual({ project: ["a"], serviceTier: ["priority"] });
});
