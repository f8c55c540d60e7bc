/** Room that segments share: a rate limit of a model, minute by minute. */
export interface Room {
  /** What may come at most in each minute. */
  room: Float64Array;
  /** What a segment adds with an option; null: nothing. Whole numbers that are not negative. */
  loadOf(segment: number, option: number): Float64Array | null;
}

/** Which option each of some segments takes, at least cost. */
export interface AssignmentProblem {
  /** By segment and option, in any unit; null where an option is not allowed. The first option is to stay. */
  costs: readonly (readonly (bigint | null)[])[];
  /** How many segments may take another option than the first; null for any number. */
  mostMoves: number | null;
  rooms: readonly Room[];
}

/** The option of each segment. */
export type Choices = readonly number[];

/** What choices cost; null where one is not allowed. */
export function costOf({ costs }: AssignmentProblem, choices: Choices): bigint | null {
  let sum = 0n;
  for (const [segment, option] of choices.entries()) {
    const cost = costs[segment]?.[option] ?? null;
    if (cost === null) return null;
    sum += cost;
  }
  return sum;
}

/** How many segments move. */
export function movesIn(choices: Choices): number {
  return choices.filter((option) => option !== 0).length;
}

/** What choices add in a room, minute by minute. */
export function loadIn({ room, loadOf }: Room, choices: Choices): Float64Array {
  const sums = new Float64Array(room.length);
  for (const [segment, option] of choices.entries()) {
    const load = loadOf(segment, option);
    if (load)
      for (let minute = 0; minute < sums.length; minute += 1)
        sums[minute] = (sums[minute] as number) + (load[minute] as number);
  }
  return sums;
}

/** The minute that is furthest above what there is room for, by room; -1 where none is. */
export function fullestMinutes({ rooms }: AssignmentProblem, choices: Choices): number[] {
  return rooms.map((one) => {
    const load = loadIn(one, choices);
    let [fullest, most] = [-1, 0];
    for (let minute = 0; minute < load.length; minute += 1) {
      const above = (load[minute] as number) - (one.room[minute] as number);
      if (above <= most) continue;
      fullest = minute;
      most = above;
    }
    return fullest;
  });
}

/** Whether choices are allowed, few enough, and within every room. */
export function isFeasible(problem: AssignmentProblem, choices: Choices): boolean {
  if (costOf(problem, choices) === null) return false;
  if (problem.mostMoves !== null && movesIn(choices) > problem.mostMoves) return false;
  return fullestMinutes(problem, choices).every((minute) => minute < 0);
}
