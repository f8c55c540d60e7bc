import { type AssignmentProblem, type Choices, loadIn, movesIn } from "./problem";

/**
 * Makes feasible choices better, one change or two at a time, for as long as it can: exact where a solver computes with
 * rounded numbers. Of equal costs it prefers fewer moves, then options that come first.
 */
export function improve(problem: AssignmentProblem, from: Choices): number[] {
  const choices = [...from];
  for (;;) {
    const loads = problem.rooms.map((room) => loadIn(room, choices));
    const change = bestChange(problem, choices, loads);
    if (!change) return choices;
    for (const { segment, option } of change) choices[segment] = option;
  }
}

interface Change {
  segment: number;
  option: number;
}

function bestChange(
  problem: AssignmentProblem,
  choices: readonly number[],
  loads: readonly Float64Array[],
): Change[] | null {
  const single = changesOf(problem, choices).map((change) => [change]);
  const pairs = problem.mostMoves !== null && movesIn(choices) === problem.mostMoves ? exchanges(problem, choices) : [];
  const better = [...single, ...pairs]
    .map((changes) => ({ changes, rank: rankOf(problem, choices, changes) }))
    .filter(({ rank }) => isLess(rank, [0n, 0n, 0n]))
    .sort((a, b) => (isLess(a.rank, b.rank) ? -1 : 1));
  const found = better.find(({ changes }) => isPossible(problem, choices, loads, changes));
  return found?.changes ?? null;
}

function changesOf({ costs }: AssignmentProblem, choices: readonly number[]): Change[] {
  return choices.flatMap((option, segment) =>
    (costs[segment] ?? []).flatMap((cost, other) =>
      cost === null || other === option ? [] : [{ segment, option: other }],
    ),
  );
}

/** One segment goes back, so that another can move. */
function exchanges(problem: AssignmentProblem, choices: readonly number[]): Change[][] {
  const back = choices.flatMap((option, segment) =>
    option === 0 || problem.costs[segment]?.[0] == null ? [] : [segment],
  );
  const out = changesOf(problem, choices).filter(({ segment }) => choices[segment] === 0);
  return back.flatMap((segment) => out.map((change) => [{ segment, option: 0 }, change]));
}

/** What changes add: cost, moves, places of options. */
function rankOf({ costs }: AssignmentProblem, choices: readonly number[], changes: readonly Change[]): bigint[] {
  const rank = [0n, 0n, 0n];
  for (const { segment, option } of changes) {
    const now = choices[segment] as number;
    rank[0] = (rank[0] as bigint) + ((costs[segment]?.[option] ?? 0n) - (costs[segment]?.[now] ?? 0n));
    rank[1] = (rank[1] as bigint) + BigInt((option === 0 ? 0 : 1) - (now === 0 ? 0 : 1));
    rank[2] = (rank[2] as bigint) + BigInt(option - now);
  }
  return rank;
}

function isLess(a: readonly bigint[], b: readonly bigint[]): boolean {
  for (const [place, value] of a.entries()) {
    const other = b[place] as bigint;
    if (value !== other) return value < other;
  }
  return false;
}

/** Whether feasible choices stay so with some changes; `loads`: what they add in each room. */
function isPossible(
  { mostMoves, rooms }: AssignmentProblem,
  choices: readonly number[],
  loads: readonly Float64Array[],
  changes: readonly Change[],
): boolean {
  const after = [...choices];
  for (const { segment, option } of changes) after[segment] = option;
  if (mostMoves !== null && movesIn(after) > mostMoves) return false;
  return rooms.every(({ room, loadOf }, index) => {
    const load = loads[index] as Float64Array;
    const added = changes.map(({ segment, option }) => loadOf(segment, option));
    const gone = changes.map(({ segment }) => loadOf(segment, choices[segment] as number));
    for (let minute = 0; minute < room.length; minute += 1) {
      let sum = load[minute] as number;
      for (const one of added) sum += one?.[minute] ?? 0;
      for (const one of gone) sum -= one?.[minute] ?? 0;
      if (sum > (room[minute] as number)) return false;
    }
    return true;
  });
}
