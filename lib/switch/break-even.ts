import { type CostParts, totalOf } from "./cost-parts";
import { roundDivide } from "./share";

/** Costs of one move's comparable traffic in one unit of money; all exact. */
export interface BreakEvenCosts {
  /** What it costs now. */
  baseline: bigint;
  /** What the same tokens cost on the target. */
  there: CostParts;
  /** Tokens: read from the cache now, and all input. */
  cacheRead: bigint;
  allInput: bigint;
}

/** Where a switch stops paying, with everything else as it is. Null where it does not depend on it. */
export interface BreakEvens {
  /** How much output may grow: 1.85 means up to 1.85 times as much. Below 0 it never pays. */
  outputFactor: number | null;
  /** The same when nothing is read from the target's cache. */
  outputFactorColdCache: number | null;
  /** Share of the input that has to be read from the target's cache, 0 to 1 (above 1: never; below 0: always). */
  cacheHitRate: number | null;
  /** Share that may be sent back to where it came from and paid twice. Below 0 it never pays. */
  escalationShare: number | null;
  /** How much the target's prices may rise. */
  priceFactor: number | null;
}

const DECIMALS = 10_000n;

/**
 * Break-evens in closed form: costs are linear in output, in the hit rate, in what is sent back and in the price. Four
 * decimals, half even.
 */
export function breakEvens({ baseline, there, cacheRead, allInput }: BreakEvenCosts): BreakEvens {
  const result = totalOf(there);
  const written = there.output + there.reasoning;
  const input = result - written - there.fees;
  const saved = there.readAsFresh - there.read;
  const cold = result + saved;
  return {
    outputFactor: ratio(baseline - input - there.fees, written),
    outputFactorColdCache: ratio(baseline - input - saved - there.fees, written),
    cacheHitRate: allInput === 0n ? null : ratio((cold - baseline) * cacheRead, saved * allInput),
    escalationShare: ratio(baseline - result, baseline),
    priceFactor: ratio(baseline, result),
  };
}

function ratio(numerator: bigint, denominator: bigint): number | null {
  if (denominator === 0n) return null;
  const sign = denominator < 0n ? -1n : 1n;
  return Number(roundDivide(numerator * DECIMALS * sign, denominator * sign)) / Number(DECIMALS);
}
