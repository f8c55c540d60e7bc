import { improve } from "./improve";
import { type AssignmentProblem, type Choices, costOf, fullestMinutes, isFeasible } from "./problem";
import { choicesFrom, costUnit, fillers, programOf, type RoomRow } from "./program";
import { solveProgram } from "./solve-program";

/** The least cost found, or that nothing is allowed at all. */
export type Solution =
  | {
      kind: "solved";
      choices: Choices;
      cost: bigint;
      /** Whether no choices cost less, but for `gap`. */
      isProven: boolean;
      /** How much less others could cost at most. */
      gap: bigint;
      /** Rooms that had to be looked at: others are never full. */
      rooms: ReadonlySet<number>;
    }
  | { kind: "infeasible" }
  | { kind: "unsolved" };

/** One run takes at most this long: programs of others wait meanwhile. */
const MOST_SECONDS_A_RUN = 2;
const MOST_RUNS = 200;

/**
 * Solves a problem: a program without rooms first, then with the minutes that its solutions overfill. What is found is
 * checked and added up exactly. `until`: when to stop, in milliseconds since 1970; then the best that is known is given.
 */
export async function solve(problem: AssignmentProblem, until: number): Promise<Solution> {
  const rows = { minutes: [] as RoomRow[], excluded: [] as { segment: number; option: number }[][] };
  const rooms = new Set<number>();
  for (let run = 0; run < MOST_RUNS; run += 1) {
    const seconds = Math.min(MOST_SECONDS_A_RUN, (until - Date.now()) / 1000);
    if (seconds <= 0) break;
    const { status, values } = await solveProgram(programOf(problem, rows), { ...OPTIONS, time_limit: seconds });
    if (status === "Infeasible" || status === "Primal infeasible or unbounded") return { kind: "infeasible" };
    if (status !== "Optimal") break;
    const choices = choicesFrom(problem, (name) => values[name] ?? 0);
    const overfilled = fullestMinutes(problem, choices).flatMap((minute, room) =>
      minute < 0 ? [] : [{ room, minute }],
    );
    if (overfilled.length === 0) return solved(problem, choices, true, rooms);
    for (const row of overfilled) {
      rooms.add(row.room);
      const isKnown = rows.minutes.some(({ room, minute }) => room === row.room && minute === row.minute);
      // The solver's tolerance let it pass.
      if (isKnown) rows.excluded.push(fillers(problem, row, choices));
      else rows.minutes.push(row);
    }
  }
  const staying = problem.costs.map(() => 0);
  return isFeasible(problem, staying) ? solved(problem, staying, false, rooms) : { kind: "unsolved" };
}

const OPTIONS = { mip_rel_gap: 0, mip_abs_gap: 0, random_seed: 1, output_flag: false } as const;

function solved(problem: AssignmentProblem, from: Choices, isProven: boolean, rooms: ReadonlySet<number>): Solution {
  const choices = improve(problem, from);
  const cost = costOf(problem, choices) ?? 0n;
  const open = cost - leastWithoutRooms(problem);
  const rounded = BigInt(problem.costs.length) * costUnit(problem);
  // Costs are rounded for the solver: by less than a unit for each segment.
  const gap = isProven && rounded < open ? rounded : open;
  return { kind: "solved", choices, cost, isProven, gap, rooms };
}

/** The least cost if there were room for everything. */
function leastWithoutRooms({ costs, mostMoves }: AssignmentProblem): bigint {
  let sum = 0n;
  const savings: bigint[] = [];
  for (const options of costs) {
    const stay = options[0] ?? null;
    const others = options.slice(1).filter((cost) => cost !== null);
    const least = others.reduce<bigint | null>((min, cost) => (min === null || cost < min ? cost : min), null);
    if (stay === null || least === null) sum += stay ?? least ?? 0n;
    else {
      sum += stay;
      if (least < stay) savings.push(stay - least);
    }
  }
  savings.sort((a, b) => (a > b ? -1 : 1));
  const must = costs.filter((options) => (options[0] ?? null) === null).length;
  const most = mostMoves === null ? savings.length : Math.max(0, mostMoves - must);
  return sum - savings.slice(0, most).reduce((all, one) => all + one, 0n);
}
