import type { Dimension } from "@/lib/spend/dimensions";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { AssignmentJson } from "@/lib/switch/assignment/assignment-to-json";
import type { WhereJson } from "@/lib/switch/move-to-json";
import type { SentMoveJson, SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";

/** What is chosen for an assignment. */
export interface AssignmentChoice {
  by: Dimension;
  /** Models that segments may go to; null until somebody chooses: `proposedModels`. */
  models: readonly string[] | null;
  mayStay: boolean;
  /** Segments that are excepted from that all have to move; null for usage that states no value. */
  staying: readonly (string | null)[];
  mostMoves: number | null;
}

/** What is chosen at first. */
export const FIRST_CHOICE: AssignmentChoice = {
  by: "project",
  models: null,
  mayStay: true,
  staying: [],
  mostMoves: null,
};

/** Models that an assignment can be asked for at once. */
export const MOST_MODELS = 20;
/** Segments that are looked at, and so the most that can move. */
export const MOST_SEGMENTS = 100;
/** Models proposed beside the targets. */
const PROPOSED = 3;

/** Models to begin with: where the moves go, and the cheapest that cost something, price all of it and may fit. */
export function proposedModels({ moves, ranking }: Pick<SwitchAnswerJson, "moves" | "ranking">): string[] {
  const targets = moves.map(({ toModel }) => toModel.id);
  const cheapest = ranking.models.filter(
    ({ id, cost, rank, fit }) => rank !== null && cost !== "0" && fit !== "doesNotFit" && !targets.includes(id),
  );
  return [...new Set([...targets, ...cheapest.slice(0, PROPOSED).map(({ id }) => id)])].slice(0, MOST_MODELS);
}

/** What is sent: the same whatever the moves are, which do not matter to an assignment. */
export function assignmentQuestion(
  { moves: _moves, bestSplit: _split, ...scope }: SwitchQuestionJson,
  { by, mayStay, staying, mostMoves }: AssignmentChoice,
  models: readonly string[],
): SwitchQuestionJson {
  const allowed = mayStay ? [] : staying.map((value) => ({ value, models, mayStay: true }));
  return {
    ...scope,
    moves: models.slice(0, 1).map((toModel) => ({ toModel })),
    rankingLimit: 0,
    evidenceLimit: 0,
    bestAssignment: { by, models, mayStay, allowed, mostMoves },
  };
}

/** An assignment as moves: one for each model that something goes to, of the segments that do. */
export function movesOfAssignment({ by, segments }: Pick<AssignmentJson, "by" | "segments">): SentMoveJson[] {
  const going = segments.flatMap(({ value, toModel }) => (toModel === null ? [] : [{ value, toModel }]));
  return [...new Set(going.map(({ toModel }) => toModel))].map((toModel) => {
    const values = going.filter((one) => one.toModel === toModel).map(({ value }) => value);
    return { fromModel: null, toModel, where: { [by]: values } as WhereJson };
  });
}
