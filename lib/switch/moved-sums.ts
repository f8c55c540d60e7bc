/** Bounds of an amount in millionths of femto-USD (see share.ts); equal where it is exact. */
export interface Bounds {
  low: bigint;
  high: bigint;
}

/** Bounds of nothing. */
export function noBounds(): Bounds {
  return { low: 0n, high: 0n };
}

/** Adds bounds to others, times a factor. */
export function addBounds(into: Bounds, { low, high }: Bounds, factor = 1n): void {
  into.low += low * factor;
  into.high += high * factor;
}

/** Sums of moved traffic; money and counts in millionths, so that shares add up exactly. */
export interface MovedSums {
  /** Of what is priced now. */
  baseline: Bounds;
  /** Of what is priced on the target. */
  result: Bounds;
  /** Of what is priced both now and there. */
  difference: Bounds;
  /** The baseline of what is priced both now and there. */
  comparable: Bounds;
  /** Requests that records state (one that does not say how many counts none). */
  requests: bigint;
  unpricedRequestsNow: bigint;
  unpricedRequestsThere: bigint;
  unpricedTokensNow: bigint;
  unpricedTokensThere: bigint;
}

/** Sums of nothing. */
export function noMovedSums(): MovedSums {
  return {
    baseline: noBounds(),
    result: noBounds(),
    difference: noBounds(),
    comparable: noBounds(),
    requests: 0n,
    unpricedRequestsNow: 0n,
    unpricedRequestsThere: 0n,
    unpricedTokensNow: 0n,
    unpricedTokensThere: 0n,
  };
}

/** Traffic with what it costs now and there in femto-USD; null where it has no price. */
export interface PricedTraffic {
  requests: bigint;
  tokens: bigint;
  now: Bounds | null;
  /** `same`: it is there already, and costs what it costs now. */
  there: Bounds | null | "same";
}

/** Adds a share of traffic to sums. */
export function addTraffic(
  sums: MovedSums,
  { requests, tokens, now, there: after }: PricedTraffic,
  share: bigint,
): void {
  const there = after === "same" ? now : after;
  sums.requests += requests * share;
  if (now) addBounds(sums.baseline, now, share);
  else {
    sums.unpricedRequestsNow += requests * share;
    sums.unpricedTokensNow += tokens * share;
  }
  if (there) addBounds(sums.result, there, share);
  else {
    sums.unpricedRequestsThere += requests * share;
    sums.unpricedTokensThere += tokens * share;
  }
  if (!now || !there) return;
  addBounds(sums.comparable, now, share);
  if (after === "same") return;
  sums.difference.low += (there.low - now.high) * share;
  sums.difference.high += (there.high - now.low) * share;
}
