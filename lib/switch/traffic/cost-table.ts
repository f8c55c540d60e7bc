import { PRICED_STATES, type PricedState } from "./piece-writer";
import { RECORD_KINDS } from "./record-kind";
import type { Outcomes } from "./row-conditions";
import type { SizeBuckets } from "./size-buckets";
import type { CostColumn } from "./sums";
import type { SettingName } from "./traffic-row";

/** Names a cost depends on; what a table leaves out is 0. */
export const COST_NAMES = ["provider", "model", "serviceTier", "region", "project", "rate"] as const;
export type CostName = (typeof COST_NAMES)[number] & SettingName;

/** Stretches of time within which neither a reporting day nor a price changes. */
export interface PriceSpans {
  /** When each begins, ascending, microseconds; the first at or before every record. */
  starts: Float64Array;
  /** How many price changes there are up to the start of each. */
  changes: Int32Array;
}

/** How costs are tabulated. */
export interface CostShape {
  /** Names that are kept apart. */
  names: readonly CostName[];
  spans: PriceSpans;
  /** Whether aggregates over a price change stand alone: the bounds of their cost are exact only one by one. */
  spansAlone: boolean;
  /** Prompt sizes from which some rate applies. */
  contexts: SizeBuckets;
}

/** Words of a group: COST_NAMES, which priced state, outcomes of conditions. */
export const COST_GROUP_WORDS = COST_NAMES.length + 2;
export const PRICED = COST_NAMES.length;
/** Words of a kind: which record kind, its prompt's buckets (smallest, largest), its last span, and a number of its own. */
export const COST_KIND_WORDS = 5;
/** Words of a row: its group, span, kind and classes. */
export const COST_ROW_WORDS = 4;

/** What is summed, beside the cost. */
export const COST_MEASURES = [
  ...(["records", "requests", "inputUncached", "cacheRead", "cacheWrite", "output", "reasoning"] as const),
];
export type CostMeasure = (typeof COST_MEASURES)[number];

/**
 * Sums of records that are alike in everything a cost depends on: names, span, the thresholds their prompts stand
 * between, and which token classes they use at all. So a rate times a sum is the sum of the rate times each record.
 */
export class CostTable {
  constructor(
    readonly rows: number,
    /** Starts of the spans that rows refer to. */
    readonly spans: Float64Array,
    private readonly groups: Int32Array,
    private readonly outcomes: readonly Outcomes[],
    private readonly kinds: Int32Array,
    private readonly keys: Int32Array,
    /** For each number of classes, what is the same exactly where the classes are. */
    private readonly classes: readonly string[],
    readonly sums: Readonly<Record<CostMeasure, Float64Array>>,
    readonly cost: CostColumn,
    /** Upper bounds less lower ones. */
    readonly range: CostColumn,
    /** Sums of the columns only some traffic has. */
    readonly extras: ReadonlyMap<string, Float64Array>,
  ) {}

  get groupCount(): number {
    return this.groups.length / COST_GROUP_WORDS;
  }

  get byteLength(): number {
    return this.rows * (COST_ROW_WORDS * 4 + (COST_MEASURES.length + 6 + this.extras.size) * 8);
  }

  groupOf(row: number): number {
    return this.keys[row * COST_ROW_WORDS] as number;
  }

  nameOf(group: number, name: CostName): number {
    return this.groups[group * COST_GROUP_WORDS + COST_NAMES.indexOf(name)] as number;
  }

  pricedStateOf(group: number): PricedState {
    return PRICED_STATES[this.groups[group * COST_GROUP_WORDS + PRICED] as number] ?? "unpriced";
  }

  /** Outcomes of the conditions, see `outcomeOf`. */
  outcomesOf(group: number): Outcomes {
    return this.outcomes[this.groups[group * COST_GROUP_WORDS + COST_GROUP_WORDS - 1] as number] ?? "";
  }

  /** Number of the span the records' time lies in. */
  spanOf(row: number): number {
    return this.keys[row * COST_ROW_WORDS + 1] as number;
  }

  /** Number of the span in which the records' period ends, if prices change until then. */
  lastSpanOf(row: number): number {
    return Math.max(this.spanOf(row), this.kindWord(row, 3));
  }

  kindOf(row: number) {
    return RECORD_KINDS[this.kindWord(row, 0)] ?? "request";
  }

  /** Bucket the largest prompt is in at least. */
  leastContextOf(row: number): number {
    return this.kindWord(row, 1);
  }

  /** Bucket the largest prompt is in at most. */
  mostContextOf(row: number): number {
    return this.kindWord(row, 2);
  }

  /** A number of their own that records have which stand alone; 0 of others. */
  aloneOf(row: number): number {
    return this.kindWord(row, 4);
  }

  classesOf(row: number): string {
    return this.classes[this.keys[row * COST_ROW_WORDS + 3] as number] as string;
  }

  private kindWord(row: number, word: number): number {
    return this.kinds[(this.keys[row * COST_ROW_WORDS + 2] as number) * COST_KIND_WORDS + word] as number;
  }
}
