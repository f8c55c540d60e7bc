import type { AssignmentProblem, Choices } from "./problem";

/** A minute in which choices have to be within a room. */
export interface RoomRow {
  room: number;
  minute: number;
}

/** Rows of a program beside those that every one has. */
export interface Rows {
  minutes: readonly RoomRow[];
  /** Choices that may not be made all together. */
  excluded: readonly { segment: number; option: number }[][];
}

/** Costs are rounded to whole numbers up to this: a solver that computes with doubles is exact with them. */
const LARGEST_COST = 2 ** 30;

/** What one unit of a program's costs is. */
export function costUnit({ costs }: AssignmentProblem): bigint {
  const largest = costs.flat().reduce<bigint>((most, cost) => {
    const size = cost === null ? 0n : cost < 0n ? -cost : cost;
    return size > most ? size : most;
  }, 0n);
  return largest / BigInt(LARGEST_COST) + 1n;
}

/** Writes a problem as an integer program in CPLEX's LP format: a variable for each allowed option of a segment. */
export function programOf(problem: AssignmentProblem, { minutes, excluded }: Rows): string {
  const { costs, mostMoves } = problem;
  const unit = costUnit(problem);
  const allowed = costs.map((options) => options.flatMap((cost, option) => (cost === null ? [] : [{ option, cost }])));
  const objective = allowed.flatMap((options, segment) =>
    options.map(({ option, cost }) => term(Number(cost / unit), segment, option)),
  );
  const one = allowed.map(
    (options, segment) => `s${segment}: ${sum(options.map(({ option }) => term(1, segment, option)))} = 1`,
  );
  const movers = allowed.flatMap((options, segment) =>
    options.filter(({ option }) => option !== 0).map(({ option }) => term(1, segment, option)),
  );
  const few = mostMoves === null || movers.length === 0 ? [] : [`moves: ${sum(movers)} <= ${mostMoves}`];
  const within = minutes.flatMap((row, index) => minuteRow(problem, allowed, row, `m${index}`));
  const apart = excluded.map(
    (choices, index) =>
      `e${index}: ${sum(choices.map(({ segment, option }) => term(1, segment, option)))} <= ${choices.length - 1}`,
  );
  const names = allowed.flatMap((options, segment) => options.map(({ option }) => variable(segment, option)));
  return [
    "Minimize",
    ` cost: ${sum(objective)}`,
    "Subject To",
    ...[...one, ...few, ...within, ...apart].map((row) => ` ${row}`),
    "Binary",
    ...names.map((name) => ` ${name}`),
    "End",
  ].join("\n");
}

/** Reads the choices from a solution's variables. */
export function choicesFrom({ costs }: AssignmentProblem, value: (name: string) => number): number[] {
  return costs.map((options, segment) => {
    const chosen = options.findIndex((cost, option) => cost !== null && value(variable(segment, option)) > 0.5);
    return Math.max(0, chosen);
  });
}

/** The choices that fill a minute: they may not be made together. */
export function fillers({ rooms }: AssignmentProblem, { room, minute }: RoomRow, choices: Choices) {
  return choices.flatMap((option, segment) =>
    (rooms[room]?.loadOf(segment, option)?.[minute] ?? 0) > 0 ? [{ segment, option }] : [],
  );
}

/** Loads are written as parts of the room, or solvers' tolerances would be of tokens. */
function minuteRow(
  { rooms }: AssignmentProblem,
  allowed: readonly { option: number }[][],
  { room, minute }: RoomRow,
  name: string,
): string[] {
  const at = rooms[room];
  if (!at) return [];
  const most = at.room[minute] as number;
  const scale = Math.max(1, most);
  const terms = allowed.flatMap((options, segment) =>
    options.flatMap(({ option }) => {
      const load = at.loadOf(segment, option)?.[minute] ?? 0;
      return load > 0 ? [term(load / scale, segment, option)] : [];
    }),
  );
  return terms.length === 0 ? [] : [`${name}: ${sum(terms)} <= ${most / scale}`];
}

function variable(segment: number, option: number): string {
  return `x_${segment}_${option}`;
}

function term(factor: number, segment: number, option: number): string {
  return `${factor < 0 ? "-" : "+"} ${Math.abs(factor)} ${variable(segment, option)}`;
}

/** Lines may not be too long. */
function sum(terms: readonly string[]): string {
  return terms.length === 0 ? "0 x_0_0" : terms.join("\n  ");
}
