import { divideHalfEven, type FemtoUsd, femtoUsd } from "@/lib/pricing/money";

/** A part of traffic in millionths: 1,000,000 is all of it. */
export type Share = bigint & { readonly __unit: "millionths" };

/** All of the traffic. */
export const WHOLE = 1_000_000n as Share;

/**
 * A share from a number between 0 and 1 with at most six decimals.
 * @throws RangeError when it is none.
 */
export function shareFromNumber(value: number): Share {
  const millionths = Math.round(value * 1_000_000);
  const isExact = Math.abs(millionths - value * 1_000_000) < 1e-6;
  if (!(value > 0 && value <= 1) || !isExact)
    throw new RangeError(`${value} is not a share: above 0, at most 1, six decimals`);
  return BigInt(millionths) as Share;
}

/**
 * Money from a sum of amounts times shares (millionths), half to even to whole femto-USD: parts add up exactly, and are rounded
 * once at the end.
 */
export function moneyOf(sum: bigint): FemtoUsd {
  return femtoUsd(roundDivide(sum, WHOLE));
}

/** A count from a sum of parts, rounded half to even. */
export function countOf(sum: bigint): bigint {
  return roundDivide(sum, WHOLE);
}

/** Integer division rounding half to even, of amounts of either sign. */
export function roundDivide(numerator: bigint, denominator: bigint): bigint {
  return numerator < 0n ? -divideHalfEven(-numerator, denominator) : divideHalfEven(numerator, denominator);
}
