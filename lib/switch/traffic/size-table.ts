import { RECORD_KINDS } from "./record-kind";
import type { Outcomes } from "./row-conditions";
import type { SizeBuckets } from "./size-buckets";
import type { CostColumn } from "./sums";
import type { SettingName } from "./traffic-row";

/** What is measured: the whole prompt, prompt and output together, the output. */
export const SIZES = ["prompt", "total", "output"] as const;
export type Size = (typeof SIZES)[number];

/** Names that say what a request needs. */
export const SIZE_NAMES = ["provider", "model", "serviceTier", "endpoint"] as const satisfies readonly SettingName[];

/** The sizes records are counted by. */
export type SizeShape = Readonly<Record<Size, SizeBuckets>>;

/** Words of a group: SIZE_NAMES, which features, outcomes of conditions. */
export const SIZE_GROUP_WORDS = SIZE_NAMES.length + 2;
export const FEATURES = SIZE_NAMES.length;
const CODE = FEATURES + 1;
/** Words of a row: group, size, record kind, buckets of what the largest request is at least and at most. */
export const SIZE_ROW_WORDS = 5;
const LEAST = 3;
const MOST = 4;

/** Records counted by how large their requests can be, for each size by itself. */
export class SizeTable {
  constructor(
    readonly rows: number,
    private readonly groups: Int32Array,
    private readonly outcomes: readonly Outcomes[],
    private readonly features: readonly (readonly string[])[],
    private readonly keys: Int32Array,
    readonly records: Float64Array,
    readonly requests: Float64Array,
    readonly cost: CostColumn,
    /** The largest single request in tokens. */
    readonly largest: Float64Array,
  ) {}

  get groupCount(): number {
    return this.groups.length / SIZE_GROUP_WORDS;
  }

  get byteLength(): number {
    return this.rows * (SIZE_ROW_WORDS * 4 + 6 * 8);
  }

  nameOf(group: number, name: (typeof SIZE_NAMES)[number]): number {
    return this.groups[group * SIZE_GROUP_WORDS + SIZE_NAMES.indexOf(name)] as number;
  }

  /** Features that the group's requests used, as far as they say. */
  featuresOf(group: number): readonly string[] {
    return this.features[this.groups[group * SIZE_GROUP_WORDS + FEATURES] as number] ?? [];
  }

  /** Outcomes of the conditions, see `outcomeOf`. */
  outcomesOf(group: number): Outcomes {
    return this.outcomes[this.groups[group * SIZE_GROUP_WORDS + CODE] as number] ?? "";
  }

  groupOf(row: number): number {
    return this.word(row, 0);
  }

  sizeOf(row: number): Size {
    return SIZES[this.word(row, 1)] as Size;
  }

  kindOf(row: number) {
    return RECORD_KINDS[this.word(row, 2)] ?? "request";
  }

  /** Bucket the largest request is in at least. */
  leastOf(row: number): number {
    return this.word(row, LEAST);
  }

  /** Bucket the largest request is in at most. */
  mostOf(row: number): number {
    return this.word(row, MOST);
  }

  /** The same with other buckets. */
  withBuckets(least: (row: number) => number, most: (row: number) => number): SizeTable {
    const keys = this.keys.slice();
    for (let row = 0; row < this.rows; row += 1) {
      keys[row * SIZE_ROW_WORDS + LEAST] = least(row);
      keys[row * SIZE_ROW_WORDS + MOST] = most(row);
    }
    const { rows, groups, outcomes, features, records, requests, cost, largest } = this;
    return new SizeTable(rows, groups, outcomes, features, keys, records, requests, cost, largest);
  }

  /** Some of its rows. */
  only(isWanted: (row: number) => boolean): SizeTable {
    const places = Array.from({ length: this.rows }, (_, row) => row).filter(isWanted);
    const some = (values: Float64Array) => Float64Array.from(places, (row) => values[row] as number);
    const keys = places.flatMap((row) => [...this.keys.subarray(row * SIZE_ROW_WORDS, (row + 1) * SIZE_ROW_WORDS)]);
    return new SizeTable(
      places.length,
      this.groups,
      this.outcomes,
      this.features,
      Int32Array.from(keys),
      some(this.records),
      some(this.requests),
      { low: some(this.cost.low), middle: some(this.cost.middle), high: some(this.cost.high) },
      some(this.largest),
    );
  }

  /** Its rows, and those of another. */
  and(other: SizeTable): SizeTable {
    const groups = joined(this.groups, other.groups);
    for (let at = this.groups.length; at < groups.length; at += SIZE_GROUP_WORDS) {
      groups[at + FEATURES] = (groups[at + FEATURES] as number) + this.features.length;
      groups[at + CODE] = (groups[at + CODE] as number) + this.outcomes.length;
    }
    const keys = joined(this.keys, other.keys);
    for (let at = this.keys.length; at < keys.length; at += SIZE_ROW_WORDS) {
      keys[at] = (keys[at] as number) + this.groupCount;
    }
    return new SizeTable(
      this.rows + other.rows,
      groups,
      [...this.outcomes, ...other.outcomes],
      [...this.features, ...other.features],
      keys,
      joined(this.records, other.records),
      joined(this.requests, other.requests),
      {
        low: joined(this.cost.low, other.cost.low),
        middle: joined(this.cost.middle, other.cost.middle),
        high: joined(this.cost.high, other.cost.high),
      },
      joined(this.largest, other.largest),
    );
  }

  private word(row: number, word: number): number {
    return this.keys[row * SIZE_ROW_WORDS + word] as number;
  }
}

function joined<Values extends Float64Array | Int32Array>(one: Values, other: Values): Values {
  const both = new (one.constructor as new (length: number) => Values)(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
