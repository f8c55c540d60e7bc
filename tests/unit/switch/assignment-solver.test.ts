import fc from "fast-check";
import { expect, test } from "vitest";
import { type AssignmentProblem, costOf, isFeasible, movesIn } from "@/lib/switch/assignment/problem";
import { solve } from "@/lib/switch/assignment/solve";
import { solveProgram } from "@/lib/switch/assignment/solve-program";
import { leastOf } from "@/lib/switch/extremes";

const SIZE = fc.record({
  segments: fc.integer({ min: 1, max: 5 }),
  options: fc.integer({ min: 1, max: 4 }),
  minutes: fc.integer({ min: 1, max: 3 }),
});

/** Problems with few segments, whose costs are as large and as near to each other as real ones. */
const PROBLEM: fc.Arbitrary<AssignmentProblem> = SIZE.chain(({ segments, options, minutes }) =>
  fc
    .record({
      costs: fc.array(
        fc.array(
          fc.oneof(
            { weight: 5, arbitrary: fc.bigInt(-5n, 5n).map((cost) => cost * 10n ** 27n) },
            { weight: 5, arbitrary: fc.bigInt(-(10n ** 20n), 10n ** 20n) },
            { weight: 1, arbitrary: fc.constant(null) },
          ),
          { minLength: options, maxLength: options },
        ),
        { minLength: segments, maxLength: segments },
      ),
      mayStay: fc.boolean(),
      mostMoves: fc.option(fc.integer({ min: 0, max: 4 })),
      rooms: fc.array(
        fc.record({
          room: fc.array(fc.integer({ min: 0, max: 12_000_000 }), { minLength: minutes, maxLength: minutes }),
          loads: fc.array(fc.integer({ min: 0, max: 6_000_000 }), {
            minLength: segments * options * minutes,
            maxLength: segments * options * minutes,
          }),
        }),
        { maxLength: 2 },
      ),
    })
    .map(({ costs, mayStay, mostMoves, rooms }) => ({
      costs: costs.map((others) => [mayStay ? 0n : null, ...others]),
      mostMoves,
      rooms: rooms.map(({ room, loads }) => ({
        room: Float64Array.from(room),
        loadOf: (segment: number, option: number) => {
          if (option === 0) return null;
          const at = (segment * options + option - 1) * minutes;
          return Float64Array.from(loads.slice(at, at + minutes));
        },
      })),
    })),
);

function* allChoices({ costs }: AssignmentProblem): Generator<number[]> {
  const choices = costs.map(() => 0);
  for (;;) {
    yield [...choices];
    let segment = 0;
    while (segment < choices.length) {
      choices[segment] = (choices[segment] as number) + 1;
      if ((choices[segment] as number) < (costs[segment]?.length ?? 0)) break;
      choices[segment] = 0;
      segment += 1;
    }
    if (segment === choices.length) return;
  }
}

test("it is the best of all choices there are, keeps every limit, and says so when there is none", async () => {
  const seen = { infeasible: 0, solved: 0, full: 0, capped: 0 };
  await fc.assert(
    fc.asyncProperty(PROBLEM, async (problem) => {
      const feasible = [...allChoices(problem)].filter((choices) => isFeasible(problem, choices));
      const solution = await solve(problem, Date.now() + 10_000);
      if (feasible.length === 0) {
        expect(solution).toEqual({ kind: "infeasible" });
        seen.infeasible += 1;
        return;
      }
      if (solution.kind !== "solved") throw new Error(`it is ${solution.kind}`);
      seen.solved += 1;
      const costs = feasible.map((choices) => costOf(problem, choices) as bigint);
      const least = leastOf(costs);
      expect(isFeasible(problem, solution.choices)).toBe(true);
      expect(solution.cost).toBe(costOf(problem, solution.choices));
      expect(solution.isProven).toBe(true);
      expect(solution.cost - least <= solution.gap).toBe(true);
      // As near as it is rounded; and to the last digit where nothing but single choices matters.
      if (problem.rooms.length === 0) expect(solution.cost).toBe(least);
      expect(await solve(problem, Date.now() + 10_000)).toEqual(solution);
      if (solution.rooms.size > 0) seen.full += 1;
      if (problem.mostMoves !== null && movesIn(solution.choices) === problem.mostMoves) seen.capped += 1;
    }),
    { numRuns: 150, endOnFailure: true },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
}, 120_000);

test("without time it is the best that is found, and not called proven", async () => {
  const problem = {
    costs: [
      [0n, -5n],
      [0n, -3n],
    ],
    mostMoves: 1,
    rooms: [],
  };
  const solution = await solve(problem, Date.now() - 1);
  expect(solution).toMatchObject({ kind: "solved", choices: [1, 0], cost: -5n, isProven: false, gap: 0n });
  expect(await solve({ ...problem, costs: [[null, 1n]] }, Date.now() - 1)).toEqual({ kind: "unsolved" });
});

test("programs sent at once are solved one after another; one that is none fails alone", async () => {
  const program = (most: number) =>
    `Maximize\n obj: x\nSubject To\n c: x <= ${most}\nBounds\n 0 <= x\nGeneral\n x\nEnd`;
  const solved = await Promise.all([3, 5, 4].map((most) => solveProgram(program(most), { output_flag: false })));
  expect(solved.map(({ status, values }) => [status, values.x])).toEqual([3, 5, 4].map((most) => ["Optimal", most]));
  await expect(solveProgram("Minimize\n obj: x >= <= 3\nEnd", { output_flag: false })).rejects.toThrow(
    "The solver failed",
  );
  expect((await solveProgram(program(7), { output_flag: false })).values.x).toBe(7);
});
