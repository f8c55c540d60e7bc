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
export type SizeName = (typeof SIZE_NAMES)[number];

/** The sizes records are counted by. */
export type SizeShape = Readonly<Record<Size, SizeBuckets>>;

/** Words of a group: SIZE_NAMES, which features, outcomes of conditions. */
export const SIZE_GROUP_WORDS = SIZE_NAMES.length + 2;
export const FEATURES = SIZE_NAMES.length;
/** Words of a row: group, size, record kind, buckets of what the largest request is at least and at most. */
export const SIZE_ROW_WORDS = 5;

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
    return this.outcomes[this.groups[group * SIZE_GROUP_WORDS + SIZE_GROUP_WORDS - 1] as number] ?? "";
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
    return this.word(row, 3);
  }

  /** Bucket the largest request is in at most. */
  mostOf(row: number): number {
    return this.word(row, 4);
  }

  private word(row: number, word: number): number {
    return this.keys[row * SIZE_ROW_WORDS + word] as number;
  }
}
