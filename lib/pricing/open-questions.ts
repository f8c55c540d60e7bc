import type { Uncertainty } from "@/lib/usage/usage-record";
import type { MatchedModel } from "./match-model";
import type { PriceBook } from "./price-book";
import type { PriceableTokens } from "./price-tokens";
import type { Rates } from "./rate-card";

/** What of usage says which questions its source leaves open. */
interface OpenUsage {
  requests: number | null;
  serviceTier: string | null;
  tokens: PriceableTokens;
  /** Left out: none. */
  uncertainties?: readonly Uncertainty[];
}

/** A request has one answer: what it does not say is the usual. An aggregate can hold every one. */
function isOpen({ requests, uncertainties }: OpenUsage, question: Uncertainty): boolean {
  return requests !== 1 && uncertainties !== undefined && uncertainties.includes(question);
}

const NO_TIERS: readonly string[] = [];

/** Service tiers that usage can be of beside the one it has: for a sum over tiers every other one with a list price. */
export function furtherTiers(book: PriceBook, match: MatchedModel, usage: OpenUsage): readonly string[] {
  if (!isOpen(usage, "service_tier_unknown") || match.seller !== match.provider) return NO_TIERS;
  const tiers = book.cardsOf(match.provider, match.model).map(({ serviceTier }) => serviceTier);
  return [...new Set(tiers.filter((tier) => tier !== "default"))];
}

/**
 * The ways in which cache writes that name no time to live can have been kept: for the shortest one, and in an aggregate
 * whose source leaves it open for every one that has a rate.
 */
export function possibleWrites(rates: Rates, usage: OpenUsage): [PriceableTokens, ...PriceableTokens[]] {
  const { tokens } = usage;
  if (!isOpen(usage, "cache_write_ttl_unknown")) return [tokens];
  const named = tokens.cacheWriteByTtl;
  const unnamed = Object.values(named).reduce((rest, count) => rest - count, tokens.cacheWrite);
  const longer = unnamed > 0n ? Object.keys(rates.cacheWriteByTtl) : [];
  return [
    tokens,
    ...longer.map((ttl) => ({ ...tokens, cacheWriteByTtl: { ...named, [ttl]: (named[ttl] ?? 0n) + unnamed } })),
  ];
}
