import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import { requirementFacts } from "./describe-model";

/** What a model is known to take. */
export type ModelLimits = ReturnType<typeof requirementFacts>;

const remembered = new WeakMap<PriceBook["models"], Map<string, ModelLimits>>();

/** A model's limits; made once, since facts do not depend on who asks. */
export function modelLimits(book: PriceBook, match: MatchedModel): ModelLimits {
  let known = remembered.get(book.models);
  if (!known) {
    known = new Map();
    remembered.set(book.models, known);
  }
  const key = `${match.provider}/${match.model}`;
  let limits = known.get(key);
  if (!limits) {
    limits = requirementFacts(book, match);
    known.set(key, limits);
  }
  return limits;
}
