import type { PriceBook } from "@/lib/pricing/price-book";
import { USAGE_TIERS } from "./catalogue-model";
import { modelLimits } from "./model-limits";

const remembered = new WeakMap<PriceBook["models"], readonly string[]>();

/** Providers of which some model's rate limits are published by usage tier. */
export function providersWithTiers(book: PriceBook): readonly string[] {
  let providers = remembered.get(book.models);
  if (!providers) {
    const matches = book.models.flatMap(({ provider, id }) => book.model(provider, id) ?? []);
    const tiered = matches.filter((match) =>
      modelLimits(book, match).rateLimits.some(({ tiers }) =>
        USAGE_TIERS.some((tier) => tiers[tier].tokensPerMinute.value !== null),
      ),
    );
    providers = [...new Set(tiered.map(({ seller }) => seller))].sort();
    remembered.set(book.models, providers);
  }
  return providers;
}
