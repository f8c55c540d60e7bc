import { catalogueId } from "@/lib/catalogue/resolve-model";
import { countToJson } from "@/lib/spend/measures";
import {
  type CostJson,
  type CountJson,
  costOf,
  type DifferenceJson,
  differenceJson,
  type EstimateJson,
  estimateJson,
  type UnpricedJson,
  unpricedNow,
  unpricedThere,
  usd,
} from "../amounts-to-json";
import { type CheckedLimits, type CheckedLimitsJson, checkedLimitsToJson } from "../checked-limits";
import type { FitState } from "../fit";
import { countOf } from "../share";
import type { AssignedSegment, Assignment, AssignmentConstraint } from "./assignment";

/** What sending a segment to one model comes to. */
export interface SegmentOptionJson {
  model: string;
  difference: DifferenceJson;
  estimatedDifference: EstimateJson;
  fit: FitState;
  requestsThatDoNotFit: number;
  /** Of its traffic, on the model: in no difference. */
  unpriced: UnpricedJson;
  /** Why it is not possible; null where it is. */
  refusal: "fit" | "price" | null;
}

/** A segment, where it goes (null: it stays), and where it could. */
export interface AssignedSegmentJson {
  value: string | null;
  toModel: string | null;
  requests: CountJson;
  baseline: CostJson;
  /** Of its traffic, as it is now: not in the baseline. */
  unpriced: UnpricedJson;
  mayStay: boolean;
  options: SegmentOptionJson[];
}

/** Something that limits the assignment. */
export interface AssignmentConstraintJson {
  kind: AssignmentConstraint["kind"];
  model: string | null;
  measure: "tokens" | "requests" | null;
  abovePromptTokens: number | null;
  limit: number | null;
  fullest: { minute: string; amount: number } | null;
  isBinding: boolean;
  /** What the best assignment would save more without it (with one more move). */
  worth: string;
  isProven: boolean;
}

/** The best assignment. */
export interface AssignmentJson {
  by: string;
  models: string[];
  /** The rate limits that each model is held against, and who states them. */
  rateLimits: CheckedLimitsJson[];
  state: "solved" | "infeasible" | "unsolved";
  segments: AssignedSegmentJson[];
  /** Segments that were not looked at: they stay. */
  otherSegments: number;
  moves: number;
  mostMoves: number | null;
  /** What the whole assignment is expected to cost more (less: negative). */
  expectedDifference: string;
  isProven: boolean;
  gap: string;
  constraints: AssignmentConstraintJson[];
}

/** Writes the best assignment for the wire. */
export function assignmentToJson(assignment: Assignment): AssignmentJson {
  const { by, models, rateLimits, total, segments, solution, difference, isProven, gap, moves, mostMoves } = assignment;
  const ids = models.map(({ match }) => catalogueId(match));
  return {
    ...{ by, models: ids, state: solution },
    rateLimits: models.map(({ match }, place) => checkedLimitsToJson(match, rateLimits[place] as CheckedLimits)),
    segments: segments.map((segment) => segmentJson(segment, ids)),
    otherSegments: total - segments.length,
    ...{ moves, mostMoves },
    expectedDifference: usd(difference),
    isProven,
    gap: usd(gap),
    constraints: assignment.constraints.map((constraint) => constraintJson(constraint, ids, assignment)),
  };
}

function segmentJson(
  { value, choice, mayStay, options, traffic }: AssignedSegment,
  ids: string[],
): AssignedSegmentJson {
  return {
    value,
    toModel: choice === null ? null : (ids[choice] ?? null),
    requests: countToJson(countOf(traffic.requests)),
    baseline: costOf(traffic.baseline),
    unpriced: unpricedNow(traffic),
    mayStay,
    options: options.flatMap((option, model) =>
      option
        ? [
            {
              model: ids[model] as string,
              difference: differenceJson(option.sums),
              estimatedDifference: estimateJson(option.difference),
              fit: option.fit,
              requestsThatDoNotFit: option.misfits,
              unpriced: unpricedThere(option.sums),
              refusal: option.unpriced !== null ? "price" : option.fit === "doesNotFit" ? "fit" : null,
            } as const,
          ]
        : [],
    ),
  };
}

function constraintJson(
  { kind, shared, fullest, worth, isProven }: AssignmentConstraint,
  ids: string[],
  { mostMoves }: Assignment,
): AssignmentConstraintJson {
  return {
    kind,
    model: shared && (ids[shared.model] as string),
    measure: shared?.measure ?? null,
    abovePromptTokens: shared?.abovePromptTokens ?? null,
    limit: shared?.limit ?? (kind === "mostMoves" ? mostMoves : null),
    fullest: fullest && { minute: new Date(fullest.minute * 60_000).toISOString(), amount: fullest.amount },
    isBinding: worth > 0n,
    worth: usd(worth),
    isProven,
  };
}
