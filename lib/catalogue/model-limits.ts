import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { RateLimitGroup } from "./catalogue-model";
import { type limitFacts, limitsAndEndpoints } from "./describe-model";
import type { Fact } from "./fact";

/** What a model is known to take. */
export type ModelLimits = ReturnType<typeof limitFacts> & {
  endpoints: Readonly<Record<string, Fact<boolean>>>;
  rateLimits: readonly RateLimitGroup[];
};

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
    limits = limitsAndEndpoints(book, match);
    known.set(key, limits);
  }
  return limits;
}
