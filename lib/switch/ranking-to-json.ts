import {
  type CostJson,
  costOf,
  type DifferenceJson,
  differenceJson,
  type UnpricedJson,
  unpricedThere,
} from "./amounts-to-json";
import { isTarget, type MoveAnswer, type SwitchAnswer } from "./answer";
import type { FitState } from "./fit";
import type { RankedModel } from "./ranking";

/** A model of the ranking. `rank` is null where some of the traffic has no price. */
export interface RankedModelJson extends CostJson {
  rank: number | null;
  id: string;
  name: string;
  provider: string;
  difference: DifferenceJson;
  unpriced: UnpricedJson;
  fit: FitState;
  requestsThatDoNotFit: number;
  isCurrent: boolean;
  isTarget: boolean;
}

/** What the moved traffic would cost on every model. */
export interface RankingJson {
  baseline: CostJson;
  total: number;
  models: RankedModelJson[];
}

/** Writes a ranking for the wire: the cheapest, and in any case the models in use and the targets. */
export function rankingToJson({ ranking, question, moves, costs }: SwitchAnswer): RankingJson {
  const listed = ranking.filter(
    (model, index) => index < question.rankingLimit || model.isCurrent || isTarget(model.id, moves),
  );
  return {
    baseline: costOf(costs.moved.baseline),
    total: ranking.length,
    models: listed.map((model) => rankedToJson(model, moves)),
  };
}

function rankedToJson(model: RankedModel, moves: readonly MoveAnswer[]): RankedModelJson {
  const { rank, id, name, provider, sums, fit, misfits, isCurrent } = model;
  return {
    ...{ rank, id, name, provider },
    ...costOf(sums.result),
    difference: differenceJson(sums),
    unpriced: unpricedThere(sums),
    fit,
    requestsThatDoNotFit: misfits,
    isCurrent,
    isTarget: isTarget(id, moves),
  };
}
