import { type GroupTable, groupTable } from "./group-table";
import { type MeasureName, measureOf } from "./measure";
import { addTotals, NO_TOTALS, type Totals } from "./measures";
import type { GroupKey, SpendAnswer, SpendGroup } from "./spend-question";
import { topGroups } from "./top-groups";

/** A piece of a bar: a value of the second dimension, or (null) all that have no piece of their own. */
export interface BarPiece {
  key: GroupKey | null;
  totals: Totals;
}

/** A bar: a group of the first dimension, or (null) all groups that have no bar of their own. */
export interface Bar {
  key: GroupKey | null;
  /** Groups that share the bar. */
  groups: number;
  totals: Totals;
  pieces: BarPiece[];
}

/** Bars, and the groups of the second dimension that are told apart in them, in the order of the pieces. */
export interface BarList {
  bars: Bar[];
  pieces: SpendGroup[];
}

/**
 * Arranges an answer in sum for bars: the largest groups of the first dimension, cut into the largest of the second.
 * Ratios are not cut: each pair has its own bar.
 */
export function barList(
  answer: SpendAnswer,
  { measure, most, mostPieces }: { measure: MeasureName; most: number; mostPieces: number },
): BarList {
  const [first, second] = answer.groupBy;
  if (!first || !second || !measureOf(measure).isSum) {
    return { bars: barsOf(groupTable(answer, { measure, order: measure, most })), pieces: [] };
  }
  const byFirst = mergeBy(answer.groups, first);
  const byMeasure = { by: measure };
  const bars = topGroups(byFirst, { most, ...byMeasure });
  const pieces = topGroups(mergeBy(answer.groups, second), { most: mostPieces, ...byMeasure });
  const barOf = new Map(bars.kept.map(({ key }, index) => [key[first] ?? null, index]));
  const pieceOf = new Map(pieces.kept.map(({ key }, index) => [key[second] ?? null, index]));
  const sums = [...bars.kept, ...(bars.othersTotals ? [null] : [])].map(() =>
    [...pieces.kept, null].map(() => NO_TOTALS),
  );
  for (const { key, totals } of answer.groups) {
    const bar = sums[barOf.get(key[first] ?? null) ?? bars.kept.length];
    const piece = pieceOf.get(key[second] ?? null) ?? pieces.kept.length;
    if (bar) bar[piece] = addTotals(bar[piece] ?? NO_TOTALS, totals);
  }
  return {
    bars: sums.map((cells, index) => ({
      key: bars.kept[index]?.key ?? null,
      groups: bars.kept[index] ? 1 : bars.others.length,
      totals: cells.reduce(addTotals, NO_TOTALS),
      pieces: cells.map((totals, piece) => ({ key: pieces.kept[piece]?.key ?? null, totals })),
    })),
    pieces: pieces.kept,
  };
}

function barsOf({ rows, others }: GroupTable): Bar[] {
  const bars: Bar[] = rows
    .filter(({ totals }) => totals !== NO_TOTALS)
    .map(({ key, totals }) => ({ key, groups: 1, totals, pieces: [{ key: null, totals }] }));
  if (!others) return bars;
  return [
    ...bars,
    { key: null, groups: others.groups, totals: others.totals, pieces: [{ key: null, totals: others.totals }] },
  ];
}

function mergeBy(groups: readonly SpendGroup[], dimension: SpendAnswer["groupBy"][number]): SpendGroup[] {
  const merged = new Map<string | null, SpendGroup>();
  for (const { key, totals } of groups) {
    const value = key[dimension] ?? null;
    const found = merged.get(value);
    merged.set(value, { key: { [dimension]: value }, totals: found ? addTotals(found.totals, totals) : totals });
  }
  return [...merged.values()];
}
