import { above } from "../size-edges";
import { KeyTable } from "./key-table";
import { NumberMemo } from "./number-memo";
import { RECORD_KINDS, recordKind } from "./record-kind";
import { type ConditionCodes, promptSizes } from "./row-conditions";
import type { RowRange } from "./row-range";
import { SettingGroups } from "./setting-groups";
import { leastPosition, type SizeBuckets } from "./size-buckets";
import {
  FEATURES,
  SIZE_GROUP_WORDS,
  SIZE_NAMES,
  SIZE_ROW_WORDS,
  SIZES,
  type Size,
  type SizeShape,
  SizeTable,
} from "./size-table";
import { type CostColumn, countByGroup, sumCosts, sumRequests } from "./sums";
import type { TrafficPiece } from "./traffic-piece";

/** Counts records of a piece by size. Records with a negative code are left out. */
export function tabulateSizes(
  piece: TrafficPiece,
  shape: SizeShape,
  codes: ConditionCodes | null,
  range: RowRange,
): SizeTable {
  const features = new FeatureSets();
  const groups = new SettingGroups(piece.settings, SIZE_GROUP_WORDS, (setting, group) => {
    for (const [place, name] of SIZE_NAMES.entries()) group[place] = piece.nameOf(setting, name);
    group[FEATURES] = features.numberOf(piece.featuresOf(setting));
  });
  const groupOf = groupsOf(piece, groups, codes?.codes ?? null, range);
  const stated = piece.column("requests");
  const costs = piece.costs("cost");
  const rows = new KeyTable(SIZE_ROW_WORDS);
  const parts = SIZES.map((size): Part => {
    const before = rows.size;
    const sizes = sizesOf(piece, size);
    const rowOf = rowsOf(rows, SIZES.indexOf(size), shape[size], { sizes, stated, groupOf });
    const count = rows.size - before;
    // Rows of one size come one after another.
    for (let at = 0; at < rowOf.length; at += 1) rowOf[at] = (rowOf[at] as number) - before;
    return {
      records: countByGroup(rowOf, count),
      requests: sumRequests(rowOf, count, stated),
      cost: sumCosts(rowOf, count, costs),
      largest: largestRequests(rowOf, count, sizes, stated),
    };
  });
  return new SizeTable(
    rows.size,
    groups.keys(),
    codes?.outcomes ?? [],
    features.sets,
    rows.keys(),
    joined(parts.map(({ records }) => records)),
    joined(parts.map(({ requests }) => requests)),
    {
      low: joined(parts.map(({ cost }) => cost.low)),
      middle: joined(parts.map(({ cost }) => cost.middle)),
      high: joined(parts.map(({ cost }) => cost.high)),
    },
    joined(parts.map(({ largest }) => largest)),
  );
}

interface Part {
  records: Float64Array;
  requests: Float64Array;
  cost: CostColumn;
  largest: Float64Array;
}

function groupsOf(piece: TrafficPiece, groups: SettingGroups, codes: Int32Array | null, { from, to }: RowRange) {
  const settings = piece.column("setting");
  const groupOf = new Int32Array(piece.rows).fill(-1);
  for (let at = from; at < to; at += 1) {
    const code = codes === null ? 0 : (codes[at] as number);
    if (code >= 0) groupOf[at] = groups.of(settings[at] as number, code);
  }
  return groupOf;
}

function sizesOf(piece: TrafficPiece, size: Size): Float64Array {
  if (size === "output") return piece.column("output");
  const prompts = promptSizes(piece);
  if (size === "prompt") return prompts;
  const output = piece.column("output");
  for (let at = 0; at < prompts.length; at += 1) prompts[at] = (prompts[at] as number) + (output[at] as number);
  return prompts;
}

function rowsOf(
  rows: KeyTable,
  size: number,
  buckets: SizeBuckets,
  { sizes, stated, groupOf }: { sizes: Float64Array; stated: Float64Array; groupOf: Int32Array },
): Int32Array {
  const rowOf = new Int32Array(sizes.length).fill(-1);
  const key = new Int32Array(SIZE_ROW_WORDS);
  // Requests, the many, are told apart by small numbers.
  const memo = new NumberMemo(2 ** 12);
  const numberOf = (group: number, number: number, least: number, most: number) => {
    key[0] = group;
    key[1] = size;
    key[2] = RECORD_KINDS.indexOf(recordKind(number));
    key[3] = least;
    key[4] = most;
    return rows.numberOf(key);
  };
  for (let at = 0; at < sizes.length; at += 1) {
    const group = groupOf[at] as number;
    if (group < 0) continue;
    const tokens = sizes[at] as number;
    const number = stated[at] as number;
    if (number !== 2) {
      const least = buckets.of(leastPosition(tokens, number));
      rowOf[at] = numberOf(group, number, least, buckets.of(above(tokens) - 1));
      continue;
    }
    const bucket = buckets.ofTokens(tokens);
    const place = group * buckets.count + bucket;
    let row = memo.get(place);
    if (row < 0) {
      row = numberOf(group, number, bucket, bucket);
      memo.set(place, row);
    }
    rowOf[at] = row;
  }
  return rowOf;
}

function largestRequests(rowOf: Int32Array, rows: number, sizes: Float64Array, stated: Float64Array): Float64Array {
  const largest = new Float64Array(rows);
  for (let at = 0; at < rowOf.length; at += 1) {
    const row = rowOf[at] as number;
    if (row >= 0 && stated[at] === 2 && (sizes[at] as number) > (largest[row] as number)) {
      largest[row] = sizes[at] as number;
    }
  }
  return largest;
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Numbers sets of features. */
class FeatureSets {
  readonly sets: (readonly string[])[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(features: readonly string[]): number {
    const text = JSON.stringify(features);
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.sets.push(features);
    this.numbers.set(text, this.sets.length - 1);
    return this.sets.length - 1;
  }
}
