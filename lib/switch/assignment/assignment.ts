import { limitsChecked, type SwitchInput } from "../answer";
import type { CheckedLimits } from "../checked-limits";
import { unscaled } from "../estimate";
import { addTraffic, type MovedSums, noMovedSums } from "../moved-sums";
import type { RankedRow } from "../ranked-rows";
import type { Candidate } from "../ranking";
import { WHOLE } from "../share";
import type { TrafficSizes } from "../size-counts";
import type { AssignmentQuestion } from "./assignment-question";
import { ModelRooms, type SharedLimit } from "./model-rooms";
import { type SegmentOption, segmentOption } from "./option-costs";
import { type AssignmentProblem, type Choices, loadIn, movesIn } from "./problem";
import { SegmentTraffic } from "./segment-traffic";
import { SegmentCosts, type SegmentedPart } from "./segments";
import { type Solution, solve } from "./solve";

/** A segment with what each model would come to. */
export interface AssignedSegment {
  /** Its value of the dimension; null for usage that states none. */
  value: string | null;
  mayStay: boolean;
  /** What it is now, in millionths. */
  traffic: MovedSums;
  /** By model, in the order of the candidates; null where it is not on the segment's list. */
  options: readonly (SegmentOption | null)[];
  /** Place of the model it goes to; null: it stays. */
  choice: number | null;
}

/** Something that limits the assignment, and what it costs that it does. */
export interface AssignmentConstraint {
  kind: "mostMoves" | "fit" | "rateLimit";
  /** Place of the model, and what it limits; of rate limits only. */
  shared: SharedLimit | null;
  /** The fullest minute with the assignment, in minutes since 1970, and what runs in it (of rate limits). */
  fullest: { minute: number; amount: number } | null;
  /** How much less the best assignment would cost without it (with one more move): millionths, as expected. */
  worth: bigint;
  /** Whether that is proven. */
  isProven: boolean;
}

/** The best assignment, or why there is none. */
export interface Assignment {
  by: AssignmentQuestion["by"];
  models: readonly Candidate[];
  /** What each of the models is held against, in their order. */
  rateLimits: readonly CheckedLimits[];
  /** Segments there are; those that cost least may have been left where they are. */
  total: number;
  segments: readonly AssignedSegment[];
  solution: Solution["kind"];
  /** The expected difference of the whole assignment, millionths. */
  difference: bigint;
  isProven: boolean;
  /** How much less another assignment could cost at most, millionths. */
  gap: bigint;
  moves: number;
  mostMoves: number | null;
  constraints: readonly AssignmentConstraint[];
}

/** Reads the records of the question's scope, part by part. */
export type EachPart = (take: (part: SegmentedPart) => void) => Promise<void>;

/** The time solving may take, all in all. */
const MOST_MS = 8_000;

/** Finds the assignment that is expected to cost least. `names`: what numbers of segments stand for. */
export async function bestAssignment(
  input: SwitchInput,
  question: AssignmentQuestion,
  models: readonly { candidate: Candidate; name: string }[],
  eachPart: EachPart,
  names: (numbers: readonly number[]) => Promise<readonly (string | null)[]>,
): Promise<Assignment> {
  const costs = new SegmentCosts();
  await eachPart((part) => costs.add(part));
  const largest = costs.largest();
  const candidates = models.map(({ candidate }) => candidate);
  const traffic = new SegmentTraffic(input, largest, candidates);
  await eachPart((part) => traffic.add(part));
  const matches = candidates.map(({ match }) => match);
  const rooms = new ModelRooms(input, matches, largest, traffic);
  if (rooms.areNeeded) await eachPart((part) => rooms.add(part));
  const { numbers } = rooms;
  const values = await names(numbers);
  const segments = numbers.map((_, place): AssignedSegment => {
    const value = values[place] ?? null;
    const list = question.allowed.find((one) => one.value === value) ?? question;
    const options = models.map(({ candidate, name }) =>
      list.models.includes(name)
        ? segmentOption(input, traffic.rows[place] ?? [], traffic.sizes[place] as TrafficSizes, candidate)
        : null,
    );
    return { value, mayStay: list.mayStay, traffic: trafficOf(traffic.rows[place] ?? []), options, choice: null };
  });
  const rateLimits = matches.map((match) => limitsChecked(input, match));
  return assign(question, { candidates, rateLimits, segments, rooms, total: costs.count });
}

function trafficOf(rows: readonly RankedRow[]): AssignedSegment["traffic"] {
  const sums = noMovedSums();
  for (const { traffic } of rows) addTraffic(sums, { ...traffic, there: "same" }, WHOLE);
  return sums;
}

interface Prepared {
  candidates: readonly Candidate[];
  rateLimits: readonly CheckedLimits[];
  segments: readonly AssignedSegment[];
  rooms: ModelRooms;
  total: number;
}

async function assign(question: AssignmentQuestion, prepared: Prepared): Promise<Assignment> {
  const { candidates, rateLimits, segments, rooms, total } = prepared;
  const until = Date.now() + MOST_MS;
  const problem: AssignmentProblem = {
    costs: segments.map((segment) => optionCosts(segment, true)),
    mostMoves: question.mostMoves,
    rooms: rooms.rooms(),
  };
  const solution = await solve(problem, until);
  const shared = {
    by: question.by,
    models: candidates,
    rateLimits,
    total,
    solution: solution.kind,
    mostMoves: question.mostMoves,
  };
  if (solution.kind !== "solved") {
    return { ...shared, segments, difference: 0n, isProven: false, gap: 0n, moves: 0, constraints: [] };
  }
  const { choices, cost, isProven, gap } = solution;
  return {
    ...shared,
    segments: segments.map((segment, place) => {
      const option = choices[place] as number;
      return { ...segment, choice: option === 0 ? null : option - 1 };
    }),
    difference: unscaled(cost),
    isProven,
    gap: unscaled(gap),
    moves: movesIn(choices),
    constraints: await constraintsOf(prepared, problem, solution, until),
  };
}

function optionCosts({ mayStay, options }: AssignedSegment, isFitRequired: boolean): (bigint | null)[] {
  const others = options.map((option) => {
    if (!option || option.unpriced !== null) return null;
    return isFitRequired && option.fit === "doesNotFit" ? null : option.scaled;
  });
  return [mayStay ? 0n : null, ...others];
}

type Solved = Extract<Solution, { kind: "solved" }>;

/** What relaxing each constraint would be worth: the same problem solved again without it. */
async function constraintsOf(
  { segments, rooms }: Prepared,
  problem: AssignmentProblem,
  solved: Solved,
  until: number,
): Promise<AssignmentConstraint[]> {
  const relaxed = async (kind: AssignmentConstraint["kind"], other: AssignmentProblem, shared: SharedLimit | null) => {
    const solution = await solve(other, until);
    const isSolved = solution.kind === "solved" && solution.cost <= solved.cost;
    const worth = isSolved ? unscaled(solved.cost - solution.cost) : 0n;
    const fullest = shared && fullestOf(rooms, problem, rooms.limits.indexOf(shared), solved.choices);
    return { kind, shared, fullest, worth, isProven: isSolved && solution.isProven };
  };
  const all: AssignmentConstraint[] = [];
  const { mostMoves } = problem;
  if (mostMoves !== null) all.push(await relaxed("mostMoves", { ...problem, mostMoves: mostMoves + 1 }, null));
  if (
    segments.some(({ options }) => options.some((option) => option?.fit === "doesNotFit" && option.unpriced === null))
  ) {
    const costs = segments.map((segment) => optionCosts(segment, false));
    all.push(await relaxed("fit", { ...problem, costs }, null));
  }
  for (const [place, shared] of rooms.limits.entries()) {
    const others = problem.rooms.filter((_, index) => index !== place);
    all.push(await relaxed("rateLimit", { ...problem, rooms: others }, shared));
  }
  return all;
}

/** The fullest minute of a limit, with everything that runs on the model. */
function fullestOf(rooms: ModelRooms, { rooms: all }: AssignmentProblem, place: number, choices: Choices) {
  const room = all[place];
  if (!room) return null;
  const load = loadIn(room, choices);
  let fullest: { minute: number; amount: number } | null = null;
  for (let minute = 0; minute < load.length; minute += 1) {
    const amount = rooms.othersAt(place, minute) + (load[minute] as number);
    if (!fullest || amount > fullest.amount) fullest = { minute: rooms.minuteAt(minute), amount };
  }
  return fullest;
}
