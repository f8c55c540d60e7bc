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
  unpricedThere,
  usd,
} from "../amounts-to-json";
import type { FitState } from "../fit";
import { countOf } from "../share";
import type { BestSplit } from "./best-split";
import type { Stop } from "./stops";
import type { PromptBounds, SplitChoice } from "./threshold";

/** What comes of moving a part of a move's traffic. */
export interface SplitChoiceJson {
  requests: CountJson;
  baseline: CostJson;
  result: CostJson;
  /** With the same tokens. */
  difference: DifferenceJson;
  /** With what the switch changes. */
  estimatedDifference: EstimateJson;
  unpriced: UnpricedJson;
  fit: FitState;
  requestsThatDoNotFit: number;
}

/** Bounds for the move's `where`; neither: all of it moves. */
export type PromptBoundsJson = { maxInput?: number; minInput?: number };

/** The best split of a move. */
export interface BestSplitJson {
  move: number;
  byPromptSize: {
    best: (SplitChoiceJson & { where: PromptBoundsJson }) | null;
    unlimited: (SplitChoiceJson & { where: PromptBoundsJson }) | null;
    stops: Stop[];
    sizes: number;
    step: number;
    curve: { maxInput: number; requests: CountJson; estimatedDifference: string; isAllowed: boolean }[];
  };
  byShare: {
    best: (SplitChoiceJson & { share: number }) | null;
    unlimited: (SplitChoiceJson & { share: number }) | null;
    /** The largest share that the target's rate limits have room for, and the minute that allows no more. */
    room: {
      share: number;
      fullest: { check: string; abovePromptTokens: number | null; minute: string } | null;
    };
  };
}

/** Writes the best split of a move for the wire. */
export function bestSplitToJson({ move, byPromptSize, byShare }: BestSplit): BestSplitJson {
  const { best, unlimited, stops, sizes, step, curve } = byPromptSize;
  const { fullest, share } = byShare.room;
  return {
    move,
    byPromptSize: {
      best: best && { where: boundsJson(best.part), ...choiceJson(best) },
      unlimited: unlimited && { where: boundsJson(unlimited.part), ...choiceJson(unlimited) },
      stops: [...stops],
      sizes,
      step,
      curve: curve.map(({ maxInput, requests, difference, isWithinStops }) => ({
        maxInput,
        requests: countToJson(countOf(requests)),
        estimatedDifference: usd(difference),
        isAllowed: isWithinStops,
      })),
    },
    byShare: {
      best: byShare.best && { share: fraction(byShare.best.part), ...choiceJson(byShare.best) },
      unlimited: byShare.unlimited && { share: fraction(byShare.unlimited.part), ...choiceJson(byShare.unlimited) },
      room: {
        share: fraction(share),
        fullest: fullest && { ...fullest, minute: new Date(fullest.minute * 60_000).toISOString() },
      },
    },
  };
}

function choiceJson({ moved, difference, fit, misfits }: SplitChoice<unknown>): SplitChoiceJson {
  return {
    requests: countToJson(countOf(moved.requests)),
    baseline: costOf(moved.baseline),
    result: costOf(moved.result),
    difference: differenceJson(moved),
    estimatedDifference: estimateJson(difference),
    unpriced: unpricedThere(moved),
    fit,
    requestsThatDoNotFit: misfits,
  };
}

function boundsJson({ maxInput, minInput }: PromptBounds): PromptBoundsJson {
  return { ...(maxInput === null ? {} : { maxInput }), ...(minInput === null ? {} : { minInput }) };
}

function fraction(millionths: bigint): number {
  return Number(millionths) / 1_000_000;
}
