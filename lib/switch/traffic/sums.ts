import { COST_PART } from "./piece-writer";

/** Counts of single records that may be summed as numbers are below this: then sums of a piece stay exact. */
export const SMALL_COUNT = 2 ** 31;

/** Costs below COST_PART are summed as what is below this and how many of it, so that sums of a piece stay exact. */
export const COST_DIGIT = 2 ** 32;

/** How many records each group has. `groupOf`: by record, negative for those in none. */
export function countByGroup(groupOf: Int32Array, groups: number): Float64Array {
  const sums = new Float64Array(groups);
  for (let row = 0; row < groupOf.length; row += 1) {
    const group = groupOf[row] as number;
    if (group >= 0) sums[group] = (sums[group] as number) + 1;
  }
  return sums;
}

/** Sums of a column by group. */
export function sumByGroup(groupOf: Int32Array, groups: number, values: Float64Array): Float64Array {
  const sums = new Float64Array(groups);
  for (let row = 0; row < groupOf.length; row += 1) {
    const group = groupOf[row] as number;
    if (group >= 0) sums[group] = (sums[group] as number) + (values[row] as number);
  }
  return sums;
}

/** Sums of requests by group, from a piece's column (one more than the number, 0 for none stated). */
export function sumRequests(groupOf: Int32Array, groups: number, stated: Float64Array): Float64Array {
  const sums = new Float64Array(groups);
  for (let row = 0; row < groupOf.length; row += 1) {
    const group = groupOf[row] as number;
    const number = stated[row] as number;
    if (group >= 0 && number > 0) sums[group] = (sums[group] as number) + number - 1;
  }
  return sums;
}

/** Sums of costs by group: digits below COST_DIGIT, the digits above them, and parts of COST_PART. */
export interface CostColumn {
  low: Float64Array;
  middle: Float64Array;
  high: Float64Array;
}

/** Sums of costs by group: what is below COST_PART, and parts of it. */
export function sumCosts(
  groupOf: Int32Array,
  groups: number,
  { costs, parts }: { costs: Float64Array; parts: Float64Array | null },
): CostColumn {
  const [low, middle] = [new Float64Array(groups), new Float64Array(groups)];
  for (let row = 0; row < groupOf.length; row += 1) {
    const group = groupOf[row] as number;
    if (group < 0) continue;
    const cost = costs[row] as number;
    const digits = Math.floor(cost / COST_DIGIT);
    low[group] = (low[group] as number) + cost - digits * COST_DIGIT;
    middle[group] = (middle[group] as number) + digits;
  }
  return { low, middle, high: parts ? sumByGroup(groupOf, groups, parts) : new Float64Array(groups) };
}

/** A group's sum in femto-USD. */
export function costAt({ low, middle, high }: CostColumn, group: number): bigint {
  const digits = BigInt((low[group] as number) % COST_DIGIT);
  const upper = (middle[group] as number) + Math.floor((low[group] as number) / COST_DIGIT);
  const parts = high[group] as number;
  if (upper === 0 && parts === 0) return digits;
  return digits + BigInt(upper) * BigInt(COST_DIGIT) + BigInt(parts) * BigInt(COST_PART);
}
