import type { PieceRecords } from "./piece-records";
import { COST_PART } from "./piece-writer";

/** Counts of single records that may be summed as numbers are below this: then sums of a piece stay exact. */
export const SMALL_COUNT = 2 ** 31;

/** Costs below COST_PART are summed as what is below this and how many of it, so that sums of a piece stay exact. */
export const COST_DIGIT = 2 ** 32;

/** Which group each record is in, and how many groups there are. */
export interface Grouping {
  groupOf: Int32Array;
  groups: number;
}

/** How many records each group has. */
export function countByGroup({ groupOf, groups }: Grouping): Float64Array {
  const sums = new Float64Array(groups);
  for (let row = 0; row < groupOf.length; row += 1) {
    const group = groupOf[row] as number;
    sums[group] = (sums[group] as number) + 1;
  }
  return sums;
}

/** Sums of a column by group. */
export function sumByGroup({ groupOf, groups }: Grouping, records: PieceRecords, column: string): Float64Array {
  const sums = new Float64Array(groups);
  if (records.constant(column) !== 0) addByGroup(groupOf, records.column(column), sums);
  return sums;
}

function addByGroup(groupOf: Int32Array, values: Float64Array, sums: Float64Array): void {
  for (let row = 0; row < groupOf.length; row += 1) {
    const group = groupOf[row] as number;
    sums[group] = (sums[group] as number) + (values[row] as number);
  }
}

/** Sums of requests by group; records that do not state any count none. */
export function sumRequests(grouping: Grouping, records: PieceRecords): Float64Array {
  // A request is one request.
  if (records.constant("requests") === 2) return countByGroup(grouping);
  const { groupOf, groups } = grouping;
  const stated = records.column("requests");
  const sums = new Float64Array(groups);
  for (let row = 0; row < groupOf.length; row += 1) {
    const group = groupOf[row] as number;
    sums[group] = (sums[group] as number) + Math.max(0, (stated[row] as number) - 1);
  }
  return sums;
}

/** Sums of costs by group: digits below COST_DIGIT, the digits above them, and parts of COST_PART. */
export interface CostColumn {
  low: Float64Array;
  middle: Float64Array;
  high: Float64Array;
}

/** Sums of costs by group, or of how much upper bounds are above them. */
export function sumCosts(grouping: Grouping, records: PieceRecords, column: "cost" | "range"): CostColumn {
  const { groupOf, groups } = grouping;
  const [low, middle] = [new Float64Array(groups), new Float64Array(groups)];
  const high = sumByGroup(grouping, records, `${column}Parts`);
  if (records.constant(column) === 0) return { low, middle, high };
  const multiples = records.multiples(column);
  if (multiples) {
    addByGroup(groupOf, multiples.values, low);
    toDigits(low, middle, multiples.unit);
    return { low, middle, high };
  }
  const costs = records.column(column);
  for (let row = 0; row < groupOf.length; row += 1) {
    const group = groupOf[row] as number;
    const cost = costs[row] as number;
    const digits = Math.floor(cost / COST_DIGIT);
    low[group] = (low[group] as number) + cost - digits * COST_DIGIT;
    middle[group] = (middle[group] as number) + digits;
  }
  return { low, middle, high };
}

/** Makes sums of multiples of a unit (both below 2^53) the digits of what they come to. */
function toDigits(low: Float64Array, middle: Float64Array, unit: number): void {
  for (let group = 0; group < low.length; group += 1) {
    const sum = BigInt(low[group] as number) * BigInt(unit);
    low[group] = Number(sum % BigInt(COST_DIGIT));
    middle[group] = Number(sum / BigInt(COST_DIGIT));
  }
}

/** A group's sum in femto-USD. */
export function costAt({ low, middle, high }: CostColumn, group: number): bigint {
  const digits = BigInt((low[group] as number) % COST_DIGIT);
  const upper = (middle[group] as number) + Math.floor((low[group] as number) / COST_DIGIT);
  const parts = high[group] as number;
  if (upper === 0 && parts === 0) return digits;
  return digits + BigInt(upper) * BigInt(COST_DIGIT) + BigInt(parts) * BigInt(COST_PART);
}
