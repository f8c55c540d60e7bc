import type { PriceableUsage } from "@/lib/pricing/price";
import type { PriceableTokens } from "@/lib/pricing/price-tokens";
import { type Instant, instantFromDate } from "@/lib/usage/instant";

/** Tokens of which only the named classes are used. */
export function tokens(some: Partial<PriceableTokens>): PriceableTokens {
  return {
    input: 0n,
    cacheRead: 0n,
    cacheWrite: 0n,
    cacheWriteByTtl: {},
    output: 0n,
    reasoning: 0n,
    audioInput: 0n,
    imageInput: 0n,
    cacheReadAudio: 0n,
    cacheReadImage: 0n,
    audioOutput: 0n,
    imageOutput: 0n,
    ...some,
  };
}

/** One request of a model, priced at `at` (RFC 3339). */
export function request(
  provider: string | null,
  model: string,
  some: Partial<PriceableTokens>,
  at = "2026-11-24T12:00:00Z",
) {
  const usage: PriceableUsage = {
    provider,
    model,
    timestamp: instant(at),
    serviceTier: null,
    region: null,
    project: null,
    requests: 1,
    tokens: tokens(some),
    calls: {},
  };
  return usage;
}

/** Instant of an RFC 3339 text. */
export function instant(text: string): Instant {
  return instantFromDate(new Date(text));
}
