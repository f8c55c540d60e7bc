import { above } from "../size-edges";
import { KeyTable } from "./key-table";
import { NumberMemo } from "./number-memo";
import type { PieceRecords } from "./piece-records";
import { RECORD_KINDS, recordKind } from "./record-kind";
import type { ConditionCodes } from "./row-conditions";
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
import { type CostColumn, countByGroup, type Grouping, sumCosts, sumRequests } from "./sums";
import { workingIntegers, workingNumbers } from "./working-arrays";

/** Counts records of a piece by size (by some of the sizes), with the outcomes of conditions for each. */
export function tabulateSizes(
  records: PieceRecords,
  shape: SizeShape,
  codes: ConditionCodes | null,
  counted: readonly Size[] = SIZES,
): SizeTable {
  const features = new FeatureSets();
  const names = SIZE_NAMES.map((name) => records.numbersOf(name));
  const groups = new SettingGroups(records.settings, SIZE_GROUP_WORDS, (setting, group) => {
    for (let place = 0; place < names.length; place += 1) group[place] = names[place]?.[setting] ?? 0;
    group[FEATURES] = features.numberOf(records.featuresOf(setting));
  });
  const settingGroups = groupsOf(records, groups, codes?.codes ?? null);
  const rows = new KeyTable(SIZE_ROW_WORDS);
  const parts = counted.map((size): Part => {
    const sizes = sizesOf(records, size);
    // Rows of one size come one after another.
    const grouping = rowsOf(rows, SIZES.indexOf(size), shape[size], { sizes, records, settingGroups });
    return {
      records: countByGroup(grouping),
      requests: sumRequests(grouping, records),
      cost: sumCosts(grouping, records, "cost"),
      largest: largestRequests(grouping, sizes, records.column("requests")),
    };
  });
  return new SizeTable(
    rows.size,
    groups.keys(),
    codes?.outcomes ?? [],
    features.sets,
    rows.keys(),
    joined(parts.map((part) => part.records)),
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

function groupsOf(records: PieceRecords, groups: SettingGroups, codes: Int32Array | null): Int32Array {
  const settings = records.column("setting");
  const groupOf = workingIntegers(records.rows);
  for (let at = 0; at < groupOf.length; at += 1) {
    groupOf[at] = groups.of(settings[at] as number, codes === null ? 0 : (codes[at] as number));
  }
  return groupOf;
}

/** How large each record is. */
export function sizesOf(records: PieceRecords, size: Size): Float64Array {
  if (size === "output") return records.column("output");
  if (size === "prompt") return records.prompts;
  const totals = workingNumbers(records.rows);
  totals.set(records.prompts);
  const output = records.column("output");
  for (let at = 0; at < totals.length; at += 1) totals[at] = (totals[at] as number) + (output[at] as number);
  return totals;
}

/** The number of each record's row among those of a size. */
function rowsOf(
  rows: KeyTable,
  size: number,
  buckets: SizeBuckets,
  { sizes, records, settingGroups }: { sizes: Float64Array; records: PieceRecords; settingGroups: Int32Array },
): Grouping {
  const before = rows.size;
  const stated = records.column("requests");
  const groupOf = workingIntegers(sizes.length);
  const key = new Int32Array(SIZE_ROW_WORDS);
  // Requests, the many, are told apart by small numbers.
  const memo = new NumberMemo(2 ** 12);
  const numberOf = (group: number, number: number, least: number, most: number) => {
    key[0] = group;
    key[1] = size;
    key[2] = RECORD_KINDS.indexOf(recordKind(number));
    key[3] = least;
    key[4] = most;
    return rows.numberOf(key) - before;
  };
  for (let at = 0; at < sizes.length; at += 1) {
    const group = settingGroups[at] as number;
    const tokens = sizes[at] as number;
    const number = stated[at] as number;
    if (number !== 2) {
      const least = buckets.of(leastPosition(tokens, number));
      groupOf[at] = numberOf(group, number, least, buckets.of(above(tokens) - 1));
      continue;
    }
    const bucket = buckets.ofTokens(tokens);
    const place = group * buckets.count + bucket;
    let row = memo.get(place);
    if (row < 0) {
      row = numberOf(group, number, bucket, bucket);
      memo.set(place, row);
    }
    groupOf[at] = row;
  }
  return { groupOf, groups: rows.size - before };
}

function largestRequests({ groupOf, groups }: Grouping, sizes: Float64Array, stated: Float64Array): Float64Array {
  const largest = new Float64Array(groups);
  for (let at = 0; at < groupOf.length; at += 1) {
    const group = groupOf[at] as number;
    if (stated[at] === 2 && (sizes[at] as number) > (largest[group] as number)) largest[group] = sizes[at] as number;
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
  private readonly byText = new Map<string, number>();
  private readonly bySet = new Map<readonly string[], number>();

  numberOf(features: readonly string[]): number {
    let number = this.bySet.get(features);
    if (number === undefined) {
      number = this.numberOfText(features);
      this.bySet.set(features, number);
    }
    return number;
  }

  private numberOfText(features: readonly string[]): number {
    const text = JSON.stringify(features);
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    this.sets.push(features);
    this.byText.set(text, this.sets.length - 1);
    return this.sets.length - 1;
  }
}
