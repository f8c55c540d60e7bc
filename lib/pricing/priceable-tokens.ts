import type { TokenCounts } from "@/lib/usage/usage-record";
import type { PriceableTokens } from "./price-tokens";

/** A record's counts as bigints, for exact pricing. */
export function priceableTokens(tokens: TokenCounts): PriceableTokens {
  return {
    input: BigInt(tokens.input),
    cacheRead: BigInt(tokens.cacheRead),
    cacheWrite: BigInt(tokens.cacheWrite),
    cacheWriteByTtl: exactCounts(tokens.cacheWriteByTtl),
    output: BigInt(tokens.output),
    reasoning: BigInt(tokens.reasoning),
    audioInput: BigInt(tokens.audioInput),
    imageInput: BigInt(tokens.imageInput),
    cacheReadAudio: BigInt(tokens.cacheReadAudio),
    cacheReadImage: BigInt(tokens.cacheReadImage),
    audioOutput: BigInt(tokens.audioOutput),
    imageOutput: BigInt(tokens.imageOutput),
  };
}

/** Counts by name as bigints. */
export function exactCounts(counts: Readonly<Record<string, number>>): Record<string, bigint> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, BigInt(count)]));
}
