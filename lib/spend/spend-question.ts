import type { FemtoUsd } from "@/lib/pricing/money";
import type { Dimension, Filters } from "./dimensions";
import type { MeasureName } from "./measure";
import type { Totals } from "./measures";
import type { Granularity, Period } from "./period";

/** A question about spend. */
export interface SpendQuestion {
  from: Date;
  to: Date;
  timeZone: string;
  granularity: Granularity;
  groupBy: readonly Dimension[];
  filters: Filters;
  /** Values that are left out. */
  not?: Filters;
  /** Ask for another period's groups too: the one just before, or any other; null without. */
  compare: Comparison | null;
  /** In the series only these groups have points of their own; the others share one in each bucket. */
  top?: Top;
}

/** What a period is compared with: as much of the time just before it, or a period of one's own. */
export type Comparison = "previous" | Period;

/** How many groups are told apart, and by what they are ranked (groups are ranked by spend where a ratio is shown). */
export interface Top {
  most: number;
  by: MeasureName;
}

/** Values of the dimensions asked for; null is "not stated". */
export type GroupKey = Readonly<Partial<Record<Dimension, string | null>>>;

/** Sums of one group. */
export interface SpendGroup {
  key: GroupKey;
  totals: Totals;
}

/**
 * Sums in one bucket of time: of a group, of the others together, or nothing where there was no usage, so that time has
 * no gaps. `partial` when the bucket has not ended yet or is cut by the period.
 */
export interface SpendPoint extends SpendGroup {
  of: "group" | "others" | "nothing";
  start: Date;
  end: Date;
  partial: boolean;
}

/** The answer: groups by descending cost, the series by time, and how much of it is priced. */
export interface SpendAnswer {
  period: Period;
  timeZone: string;
  groupBy: readonly Dimension[];
  totals: Totals;
  groups: SpendGroup[];
  series: SpendPoint[];
  /** The period it is compared with. */
  previous: { period: Period; totals: Totals; groups: SpendGroup[] } | null;
  coverage: { requests: number | null; tokens: number | null };
  /** What reading from caches saved against the input rate, at the standard rates of the cards that applied. */
  cacheSaved: FemtoUsd;
  /** What uncached input would have saved had all of it been read from a cache: misses cost this much at most. */
  cacheMissed: FemtoUsd;
  /** Time of the newest upload the answer counts; null when there is none. */
  asOf: Date | null;
}
