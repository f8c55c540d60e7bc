import type { CostJson, CountJson, DifferenceJson, EstimateJson, UnpricedJson } from "../amounts-to-json";
import type { SwitchAnswerJson } from "../answer-to-json";
import type { CheckedLimitsJson } from "../checked-limits";
import type { FitState } from "../fit";
import type { MoveJson } from "../move-to-json";
import { type AppliedPriceJson, appliedPrices } from "./applied-prices";

/** What one move of a scenario came to. */
export interface MoveResultJson {
  fromModel: string | null;
  toModel: string;
  toServiceTier: string | null;
  share: number;
  requests: CountJson;
  baseline: CostJson;
  result: CostJson;
  difference: DifferenceJson;
  /** Runs of before it was kept do not say. */
  unpriced?: Record<"now" | "there", UnpricedJson>;
  fit: FitState;
}

/** An answer in short: what is kept of each run of a scenario. Amounts in exact USD, what is saved negative. */
export interface ScenarioResultJson {
  from: string;
  to: string;
  tz: string;
  /** Requests in scope, moved or not. */
  requests: CountJson;
  /** Everything in scope: as it is, and with the switch at the same tokens. */
  baseline: CostJson;
  result: CostJson;
  difference: DifferenceJson;
  estimate: EstimateJson;
  estimatedDifference: EstimateJson & { percent: number | null };
  perMonth: SwitchAnswerJson["perMonth"];
  fit: FitState;
  /** What each target was held against; runs of before such limits were kept do not say. */
  rateLimits?: CheckedLimitsJson[];
  /** Requests that some check of their move proves not to fit: of the check that most fail. */
  requestsThatDoNotFit: number;
  unpriced: UnpricedJson;
  moves: MoveResultJson[];
  prices: AppliedPriceJson[];
}

/** The answer to a what-if in short. */
export function scenarioResult(answer: SwitchAnswerJson): ScenarioResultJson {
  const { from, to, tz, baseline, result, difference, estimate, estimatedDifference, perMonth, fit, moves } = answer;
  const { rateLimits } = answer;
  const { cost, costHigh, requests } = baseline.totals as Record<string, string | number>;
  const { unpriced, ...resultCost } = result;
  return {
    ...{ from, to, tz, requests: requests as CountJson },
    baseline: { cost: String(cost), ...(costHigh === undefined ? {} : { costHigh: String(costHigh) }) },
    ...{ result: resultCost, difference, estimate, estimatedDifference, perMonth, fit, rateLimits },
    requestsThatDoNotFit: moves.reduce((sum, move) => sum + requestsThatDoNotFit(move), 0),
    unpriced,
    moves: moves.map(moveResult),
    prices: appliedPrices(moves),
  };
}

/** Requests of a move that a check proves not to fit: of the check that most fail, as one request may fail several. */
export function requestsThatDoNotFit({ fit }: Pick<MoveJson, "fit">): number {
  return Math.max(0, ...fit.checks.map(({ requests }) => requests.doesNotFit));
}

function moveResult(move: MoveJson): MoveResultJson {
  const { fromModel, toModel, toServiceTier, share, requests, baseline, result, difference, unpriced, fit } = move;
  return {
    ...{ fromModel, toModel: toModel.id, toServiceTier, share, requests },
    ...{ baseline, result, difference, unpriced: { now: unpriced.now, there: unpriced.there }, fit: fit.state },
  };
}
