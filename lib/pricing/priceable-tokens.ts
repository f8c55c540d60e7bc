import type { TokenCounts } from "@/lib/usage/usage-record";
import type { PriceableTokens } from "./price-tokens";

/** A record's counts as bigints, for exact pricing. */
export function priceableTokens(tokens: TokenCounts): PriceableTokens {
  const { cacheWriteByTtl, ...counts } = tokens;
  const exact = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, BigInt(count)]));
  const byTtl = Object.fromEntries(Object.entries(cacheWriteByTtl).map(([ttl, count]) => [ttl, BigInt(count)]));
  return { ...(exact as unknown as Omit<PriceableTokens, "cacheWriteByTtl">), cacheWriteByTtl: byTtl };
}
