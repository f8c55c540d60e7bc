import { type MeasureName, measureOf } from "./measure";
import { addTotals, NO_TOTALS, type Totals } from "./measures";
import type { SpendGroup, Top } from "./spend-question";

/** The first groups of a ranking, and all others, with their sums. */
export interface TopGroups {
  kept: SpendGroup[];
  others: SpendGroup[];
  /** Null when there are no others. */
  othersTotals: Totals | null;
}

/** Splits groups into the first `most` by a measure and the rest; a rest of one is kept, as its name says more. */
export function topGroups(groups: readonly SpendGroup[], { most, by }: Top): TopGroups {
  const size = sizeOf(by);
  const ranked = [...groups].sort((a, b) => compare(size(b.totals), size(a.totals)));
  const kept = ranked.length <= most + 1 ? ranked : ranked.slice(0, most);
  const others = ranked.slice(kept.length);
  return {
    kept,
    others,
    othersTotals: others.length === 0 ? null : others.reduce((sum, { totals }) => addTotals(sum, totals), NO_TOTALS),
  };
}

function sizeOf(by: MeasureName): (totals: Totals) => bigint {
  const measure = measureOf(by).isSum ? measureOf(by) : measureOf("cost");
  return (totals) => measure.value(totals) ?? 0n;
}

function compare(a: bigint, b: bigint): number {
  return a === b ? 0 : a > b ? 1 : -1;
}
