import { type FemtoUsd, femtoUsd, usdString } from "@/lib/pricing/money";

/** Sums over usage. Costs are of priced usage; `costHigh` is above `cost` where aggregates have a price interval. */
export interface Totals {
  cost: FemtoUsd;
  costHigh: FemtoUsd;
  requests: bigint;
  /** All input that was neither read from nor written to a cache, audio and images included. */
  inputUncached: bigint;
  cacheRead: bigint;
  cacheWrite: bigint;
  output: bigint;
  /** Part of output. */
  reasoning: bigint;
  unpricedRequests: bigint;
  unpricedTokens: bigint;
}

/** The sums of nothing. */
export const NO_TOTALS: Totals = {
  cost: 0n as FemtoUsd,
  costHigh: 0n as FemtoUsd,
  requests: 0n,
  inputUncached: 0n,
  cacheRead: 0n,
  cacheWrite: 0n,
  output: 0n,
  reasoning: 0n,
  unpricedRequests: 0n,
  unpricedTokens: 0n,
};

/** Two sums together. */
export function addTotals(a: Totals, b: Totals): Totals {
  return {
    cost: femtoUsd(a.cost + b.cost),
    costHigh: femtoUsd(a.costHigh + b.costHigh),
    requests: a.requests + b.requests,
    inputUncached: a.inputUncached + b.inputUncached,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    output: a.output + b.output,
    reasoning: a.reasoning + b.reasoning,
    unpricedRequests: a.unpricedRequests + b.unpricedRequests,
    unpricedTokens: a.unpricedTokens + b.unpricedTokens,
  };
}

/** All input tokens. */
export function inputTokens(totals: Totals): bigint {
  return totals.inputUncached + totals.cacheRead + totals.cacheWrite;
}

/** All tokens, input and output. */
export function allTokens(totals: Totals): bigint {
  return inputTokens(totals) + totals.output;
}

/** Whether there is any usage. */
export function hasUsage(totals: Totals): boolean {
  return totals.requests > 0n || totals.cost > 0n || allTokens(totals) > 0n;
}

/** Whether some of the usage has no price: then the cost is a lower bound. */
export function isIncomplete(totals: Totals): boolean {
  return totals.unpricedTokens > 0n || totals.unpricedRequests > 0n;
}

/** Whether some of the usage has a cost that lies between two bounds. */
export function isBounded({ cost, costHigh }: Pick<Totals, "cost" | "costHigh">): boolean {
  return costHigh > cost;
}

/** Share of the input that was read from a cache, 0 to 1; null without input. */
export function cacheHitRate(totals: Totals): number | null {
  return share(totals.cacheRead, inputTokens(totals));
}

/** `part` of `whole` as a number from 0 to 1 in millionths, never 0 for a part that is not; null when there is no whole. */
export function share(part: bigint, whole: bigint): number | null {
  if (whole === 0n) return null;
  const millionths = (part * 1_000_000n) / whole;
  if (millionths === 0n && part !== 0n) return part > 0n === whole > 0n ? 1e-6 : -1e-6;
  return Number(millionths) / 1_000_000;
}

/** The shares of requests and tokens that are priced; null where there are none. */
export function coverageOf(totals: Totals): { requests: number | null; tokens: number | null } {
  const tokens = allTokens(totals);
  return {
    requests: share(totals.requests - totals.unpricedRequests, totals.requests),
    tokens: share(tokens - totals.unpricedTokens, tokens),
  };
}

/** A sum on the wire: costs as decimal USD, counts as numbers (decimal strings beyond 2^53). */
export function totalsToJson(totals: Totals): Record<string, string | number> {
  const counts: Record<string, string | number> = {};
  for (const [name, count] of Object.entries(totals)) {
    if (name !== "cost" && name !== "costHigh") counts[name] = countToJson(count);
  }
  const cost = { cost: usdString(totals.cost), ...counts };
  return totals.costHigh > totals.cost ? { ...cost, costHigh: usdString(totals.costHigh) } : cost;
}

/** A number where it is exact as one, a decimal string beyond 2^53. */
export function countToJson(count: bigint): number | string {
  return count <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(count) : count.toString();
}
