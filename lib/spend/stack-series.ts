import type { Dimension } from "./dimensions";
import { addTotals, NO_TOTALS, type Totals } from "./measures";
import type { SpendAnswer } from "./spend-question";

/** A band of a stacked chart: one value of a dimension (null: not stated), or all the rest together. */
export type Band = { kind: "value"; value: string | null } | { kind: "other"; groups: number };

/** One band through time, with a cell for every bucket. */
export interface StackedBand {
  band: Band;
  totals: Totals;
  cells: Totals[];
}

/** Buckets of time and the bands stacked in them; the cells add up to the totals of the answer. */
export interface Stack {
  buckets: { start: Date; end: Date; partial: boolean; totals: Totals }[];
  bands: StackedBand[];
}

/**
 * Arranges an answer that was grouped by one dimension for a stacked chart: the first `most` groups by `size` get a
 * band each, all others share one.
 */
export function stackSeries(
  answer: SpendAnswer,
  dimension: Dimension,
  most: number,
  size: (totals: Totals) => bigint,
): Stack {
  const ranked = [...answer.groups].sort((a, b) => Math.sign(Number(size(b.totals) - size(a.totals))));
  // A band for a single remaining group is clearer than "other".
  const kept = ranked.length <= most + 1 ? ranked : ranked.slice(0, most);
  const others = ranked.slice(kept.length);
  const rows = new Map(kept.map((group, index) => [group.key[dimension] ?? null, index]));
  const bands: StackedBand[] = kept.map((group) => ({
    band: { kind: "value", value: group.key[dimension] ?? null },
    totals: group.totals,
    cells: [],
  }));
  if (others.length > 0) {
    const totals = others.reduce((sum, group) => addTotals(sum, group.totals), NO_TOTALS);
    bands.push({ band: { kind: "other", groups: others.length }, totals, cells: [] });
  }
  const buckets: Stack["buckets"] = [];
  for (const point of answer.series) {
    if (buckets.at(-1)?.start.getTime() !== point.start.getTime()) {
      buckets.push({ start: point.start, end: point.end, partial: point.partial, totals: NO_TOTALS });
      for (const band of bands) band.cells.push(NO_TOTALS);
    }
    const at = buckets.length - 1;
    const bucket = buckets[at];
    // An empty bucket has one point without a key.
    if (!bucket || !(dimension in point.key)) continue;
    bucket.totals = addTotals(bucket.totals, point.totals);
    const band = bands[rows.get(point.key[dimension] ?? null) ?? bands.length - 1];
    if (band) band.cells[at] = addTotals(band.cells[at] ?? NO_TOTALS, point.totals);
  }
  return { buckets, bands };
}
