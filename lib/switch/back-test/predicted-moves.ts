import { catalogueId } from "@/lib/catalogue/resolve-model";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { Dimension, Filters } from "@/lib/spend/dimensions";
import { isModel, type Origin } from "../selection";
import { type ResolvedMove, splitsOf } from "../splits";
import type { Move, Where } from "../switch-question";

/** A move of a prediction. */
export interface PredictedMove {
  move: Move;
  /** What it takes is on one of the targets: it is there no more, or goes on there as the move says. */
  isFromTarget: boolean;
}

/**
 * A scenario's moves, those of traffic that is on a target already (`there`: moves of targets' traffic to where it is)
 * apart from the others: they take the same traffic in the same order.
 */
export function predictedMoves(moves: readonly ResolvedMove[], there: readonly ResolvedMove[]): PredictedMove[] {
  const predicted: PredictedMove[] = [];
  const taken = new Set<string>();
  for (const split of splitsOf(moves)) {
    const parts = split.moves.map((index) => (moves[index] as ResolvedMove).move);
    const [first] = parts as [Move];
    const add = (fromModel: string | null, where: Where, isFromTarget: boolean) => {
      const traffic = keyOf(fromModel, where);
      // The first takes all of it.
      if (taken.has(traffic)) return;
      taken.add(traffic);
      for (const move of parts) predicted.push({ move: { ...move, fromModel, where }, isFromTarget });
    };
    for (const { target, move } of there) {
      const limit = limitTo(split.origin, target);
      const where = limit && bothOf(bothOf(first.where, move.where), limit);
      if (where) add(catalogueId(target), where, true);
    }
    add(first.fromModel, first.where, false);
  }
  return predicted;
}

/** What traffic of a model is limited to where it is of an origin too; null where none of it is. */
function limitTo(origin: Origin, target: MatchedModel): Where | null {
  switch (origin.kind) {
    case "all":
      return { only: {} };
    case "name":
      return { only: { model: [origin.name] } };
    case "model":
      return isModel(origin.model, target) ? { only: {} } : null;
  }
}

/** What is within both; null where nothing can be. */
function bothOf(one: Where | null, other: Where): Where | null {
  if (one === null) return null;
  const only = bothFilters(one.only, other.only);
  const hours = both(one.hours, other.hours, (a, b) => a.filter((hour) => b.includes(hour)));
  const [minInput, maxInput] = [
    both(one.minInput, other.minInput, Math.max),
    both(one.maxInput, other.maxInput, Math.min),
  ];
  const [minOutput, maxOutput] = [
    both(one.minOutput, other.minOutput, Math.max),
    both(one.maxOutput, other.maxOutput, Math.min),
  ];
  const isEmpty =
    only === null ||
    hours?.length === 0 ||
    (minInput ?? 0) > (maxInput ?? Number.POSITIVE_INFINITY) ||
    (minOutput ?? 0) > (maxOutput ?? Number.POSITIVE_INFINITY);
  if (isEmpty) return null;
  return { ...stated({ hours, minInput, maxInput, minOutput, maxOutput }), only };
}

function both<T>(one: T | undefined, other: T | undefined, join: (a: T, b: T) => T): T | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return join(one, other);
}

function bothFilters(one: Filters, other: Filters): Filters | null {
  const filters: Partial<Record<Dimension, readonly (string | null)[]>> = { ...one };
  for (const [name, values] of Object.entries(other) as [Dimension, readonly (string | null)[]][]) {
    const joined = filters[name]?.filter((value) => values.includes(value)) ?? values;
    if (joined.length === 0) return null;
    filters[name] = joined;
  }
  return filters;
}

function stated(sizes: { [name in keyof Omit<Where, "only">]: Where[name] | undefined }): Omit<Where, "only"> {
  return Object.fromEntries(Object.entries(sizes).filter(([, value]) => value !== undefined));
}

/** Names the traffic of moves: the same text, the same traffic. */
function keyOf(fromModel: string | null, { only, ...sizes }: Where): string {
  const sorted = (one: object) => Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([fromModel, sorted(sizes), sorted(only)]);
}
