import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadPriceBook } from "@/lib/pricing/price-book";
import type { Assignment } from "@/lib/switch/assignment/assignment";
import type { AssignmentQuestion } from "@/lib/switch/assignment/assignment-question";
import { assignmentToJson } from "@/lib/switch/assignment/assignment-to-json";
import { differenceOf } from "@/lib/switch/estimate";
import { DEFAULT_LEVERS } from "@/lib/switch/levers";
import { type AskedInMemory, answerInMemory, assignmentInMemory } from "../../support/memory-traffic";
import { AUGUST, RANDOM_USAGE } from "../../support/random-usage";
import { usageLine } from "../../support/usage-line";
import { parsedRecords } from "../../support/usage-records";

const book = await loadPriceBook();

const MODELS = ["openai/gpt-5", "openai/gpt-4.1", "deepseek/deepseek-v4-pro"];
const QUESTION: AssignmentQuestion = { by: "project", models: MODELS, mayStay: true, allowed: [], mostMoves: null };

function moveOf({ value, choice }: Assignment["segments"][number], by: AssignmentQuestion["by"]) {
  return { toModel: MODELS[choice as number] as string, where: { only: { [by]: [value] } } };
}

/** What an ordinary answer expects of some moves. */
function expectedOf(records: ReturnType<typeof parsedRecords>, asked: AskedInMemory) {
  const { moves } = answerInMemory(book, records, asked);
  return moves.reduce(
    (sum, { levers, costs }) =>
      levers.reduce(
        (all, one, index) => (costs.origins[index]?.isComparable ? all + differenceOf(one).expected : all),
        sum,
      ),
    0n,
  );
}

test("its parts are what ordinary moves come to, and no single move that fits does better", async () => {
  const seen = { moved: 0, stayed: 0, unfit: 0 };
  await fc.assert(
    fc.asyncProperty(
      RANDOM_USAGE.map((usage) => usage.slice(0, 25)),
      fc.constantFrom("project", "user", "model", "tag.feature", "serviceTier"),
      fc.constantFrom(null, 1, 2),
      async (usage, by, mostMoves) => {
        const records = parsedRecords(usage);
        const asked: AskedInMemory = { ...AUGUST, levers: { ...DEFAULT_LEVERS, outputFactor: null }, moves: [] };
        const question = { ...QUESTION, by: by as AssignmentQuestion["by"], mostMoves };
        const assignment = await assignmentInMemory(book, records, asked, question);
        expect(assignment.solution).toBe("solved");
        expect(assignment.isProven).toBe(true);
        const moved = assignment.segments.filter(({ choice }) => choice !== null);
        expect(moved.length).toBe(assignment.moves);
        expect(moved.length).toBeLessThanOrEqual(mostMoves ?? 1000);
        const whole = expectedOf(records, { ...asked, moves: moved.map((one) => moveOf(one, question.by)) });
        // Each origin of each segment is rounded by itself there.
        expect(Math.abs(Number(whole - assignment.difference))).toBeLessThan(40);
        for (const segment of assignment.segments) {
          if (segment.choice === null) seen.stayed += 1;
          else seen.moved += 1;
          for (const [choice, option] of segment.options.entries()) {
            if (!option) throw new Error("every model is on the list");
            if (option.fit === "doesNotFit") seen.unfit += 1;
            if (option.fit === "doesNotFit" || option.unpriced) expect(segment.choice).not.toBe(choice);
            const single = { ...asked, moves: [moveOf({ ...segment, choice }, question.by)] };
            const [answer] = answerInMemory(book, records, single).moves;
            expect(option.sums).toEqual(answer?.costs.sums);
            expect(option.fit).toBe(answer?.fit.state);
            const expected = expectedOf(records, single);
            expect(Math.abs(Number(expected - option.difference.expected))).toBe(0);
            if (option.fit !== "doesNotFit" && !option.unpriced) {
              expect(Number(assignment.difference)).toBeLessThanOrEqual(Number(expected) + 40);
            }
          }
        }
      },
    ),
    { numRuns: 20, endOnFailure: true, seed: 20_261_125 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
}, 120_000);

describe("limits that segments share", () => {
  const limit = (tokensPerMinute: number) => [
    { model: "openai/gpt-5", abovePromptTokens: null, tokensPerMinute, requestsPerMinute: null },
  ];
  /** Two projects in the same minute, a third one in another; gpt-5 is cheaper for all of them. */
  const records = parsedRecords(
    [
      { id: "a", project: "a", minute: 0, input: 60_000 },
      { id: "b", project: "b", minute: 0, input: 50_000 },
      { id: "c", project: "c", minute: 1, input: 40_000 },
      { id: "there", project: null, minute: 0, input: 10_000, model: "gpt-5" },
    ].map(({ id, project, minute, input, model = "gpt-4.1" }) =>
      usageLine(id, { project, model, timestamp: `2026-08-04T07:0${minute}:30Z` }, { input, cacheRead: 0, output: 0 }),
    ),
  );
  const ask = async (tokensPerMinute: number, change: Partial<AssignmentQuestion> = {}) => {
    const asked = { ...AUGUST, ownLimits: limit(tokensPerMinute), moves: [] };
    const question = { ...QUESTION, models: ["openai/gpt-5"], ...change };
    return assignmentToJson(await assignmentInMemory(book, records, asked, question));
  };
  const goals = ({ segments }: { segments: { value: string | null; toModel: string | null }[] }) =>
    Object.fromEntries(segments.map(({ value, toModel }) => [String(value), toModel?.split("/")[1] ?? null]));

  test("what runs there already counts, and of what does not fit together the dearer goes", async () => {
    expect(goals(await ask(120_000))).toMatchObject({ a: "gpt-5", b: "gpt-5", c: "gpt-5" });
    const full = await ask(119_999);
    expect(goals(full)).toMatchObject({ a: "gpt-5", b: null, c: "gpt-5" });
    expect(full.constraints).toEqual([
      {
        ...{ kind: "rateLimit", model: "openai/gpt-5", measure: "tokens", abovePromptTokens: null, limit: 119_999 },
        fullest: { minute: "2026-08-04T07:00:00.000Z", amount: 70_000 },
        // 50,000 × ($2.00 − $1.25) / 1,000,000
        ...{ isBinding: true, worth: "0.0375", isProven: true },
      },
    ]);
    expect(goals(await ask(59_999))).toMatchObject({ a: null, b: null, c: "gpt-5" });
  });

  test("a minute that is above the limit already may not get worse", async () => {
    expect(goals(await ask(5_000))).toMatchObject({ a: null, b: null, c: null });
  });

  test("another move is worth what the next best saves", async () => {
    const { constraints, moves, expectedDifference } = await ask(1_000_000, { mostMoves: 2 });
    expect({ moves, expectedDifference }).toEqual({ moves: 2, expectedDifference: "-0.0825" });
    expect(constraints).toMatchObject([
      { kind: "mostMoves", limit: 2, isBinding: true, worth: "0.03", isProven: true },
    ]);
  });

  test("segments have lists of their own; where nothing is possible that is the answer", async () => {
    const stays = { value: "a", models: [], mayStay: true };
    expect(goals(await ask(1_000_000, { allowed: [stays] }))).toMatchObject({ a: null, b: "gpt-5" });
    const impossible = await ask(100_000, { mayStay: false });
    expect(impossible).toMatchObject({ state: "infeasible", moves: 0, expectedDifference: "0", isProven: false });
    expect(await ask(1_000_000, { mayStay: false })).toMatchObject({ state: "solved" });
  });
});
