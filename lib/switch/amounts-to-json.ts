import { type FemtoUsd, femtoUsd, usdString } from "@/lib/pricing/money";
import { countToJson } from "@/lib/spend/measures";
import type { Estimate } from "./estimate";
import type { Bounds, MovedSums } from "./moved-sums";
import { countOf, moneyOf, roundDivide } from "./share";

/** A count: a number, or a decimal string beyond 2^53. */
export type CountJson = number | string;

/** An amount in exact decimal USD; `costHigh` where aggregates leave an interval, of which `cost` is the lower bound. */
export interface CostJson {
  cost: string;
  costHigh?: string;
}

/**
 * A difference: what is saved is negative. Percent of what it is a difference to; null of nothing, and where either lies
 * between bounds: a bound of one in percent of a bound of the other is no share of anything.
 */
export interface DifferenceJson extends CostJson {
  percent: number | null;
}

/** Usage without a price. */
export interface UnpricedJson {
  requests: CountJson;
  tokens: CountJson;
}

/** What a switch may cost with what it changes; USD. */
export interface EstimateJson {
  low: string;
  expected: string;
  high: string;
}

/** A cost between bounds in femto-USD. */
export function cost(low: FemtoUsd, high: FemtoUsd): CostJson {
  return { cost: usdString(low), ...(high > low ? { costHigh: usdString(high) } : {}) };
}

/** A cost between bounds in millionths. */
export function costOf(bounds: Bounds): CostJson {
  return cost(moneyOf(bounds.low), moneyOf(bounds.high));
}

/** The difference of moved traffic, against what is compared. */
export function differenceJson({ difference, comparable }: MovedSums): DifferenceJson {
  return differenceTo(comparable, difference);
}

/** A difference to a whole, both in millionths. */
export function differenceTo(whole: Bounds, difference: Bounds): DifferenceJson {
  const isExact = difference.low === difference.high && whole.low === whole.high;
  return { ...costOf(difference), percent: isExact ? percent(difference.low, whole.low) : null };
}

/** Percent to two decimals, half to even. */
export function percent(part: bigint, whole: bigint): number | null {
  return whole === 0n ? null : Number(roundDivide(part * 10_000n, whole)) / 100;
}

/** An estimate in millionths. */
export function estimateJson({ low, expected, high }: Estimate): EstimateJson {
  return { low: usd(low), expected: usd(expected), high: usd(high) };
}

/** An amount in millionths of femto-USD. */
export function usd(amount: bigint): string {
  return usdString(femtoUsd(moneyOf(amount)));
}

/** Usage without a price on the target. */
export function unpricedThere(sums: MovedSums): UnpricedJson {
  return unpricedJson(sums.unpricedRequestsThere, sums.unpricedTokensThere);
}

/** Usage without a price now. */
export function unpricedNow(sums: MovedSums): UnpricedJson {
  return unpricedJson(sums.unpricedRequestsNow, sums.unpricedTokensNow);
}

function unpricedJson(requests: bigint, tokens: bigint): UnpricedJson {
  return { requests: countToJson(countOf(requests)), tokens: countToJson(countOf(tokens)) };
}
