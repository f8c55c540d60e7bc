import { addTotals, NO_TOTALS, type Totals } from "./measures";
import type { GroupKey, SpendAnswer, Top } from "./spend-question";
import { topGroups } from "./top-groups";

/** A band of a chart: one group, or all the rest together. */
export type Band = { kind: "group"; key: GroupKey } | { kind: "other"; keys: readonly GroupKey[] };

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

/** Arranges an answer for a chart over time: the first groups get a band each, all others share one. */
export function stackSeries(answer: SpendAnswer, top: Top): Stack {
  const { kept, others, othersTotals } = topGroups(answer.groups, top);
  const idOf = (key: GroupKey) => JSON.stringify(answer.groupBy.map((dimension) => key[dimension] ?? null));
  const places = new Map(kept.map((group, index) => [idOf(group.key), index]));
  const bands: StackedBand[] = kept.map(({ key, totals }) => ({ band: { kind: "group", key }, totals, cells: [] }));
  if (othersTotals) {
    bands.push({ band: { kind: "other", keys: others.map(({ key }) => key) }, totals: othersTotals, cells: [] });
  }
  const buckets: Stack["buckets"] = [];
  for (const point of answer.series) {
    if (buckets.at(-1)?.start.getTime() !== point.start.getTime()) {
      buckets.push({ start: point.start, end: point.end, partial: point.partial, totals: NO_TOTALS });
      for (const band of bands) band.cells.push(NO_TOTALS);
    }
    const at = buckets.length - 1;
    const bucket = buckets[at];
    if (!bucket || point.of === "nothing") continue;
    bucket.totals = addTotals(bucket.totals, point.totals);
    const place = point.of === "others" ? undefined : places.get(idOf(point.key));
    const band = bands[place ?? bands.length - 1];
    if (band) band.cells[at] = addTotals(band.cells[at] ?? NO_TOTALS, point.totals);
  }
  return { buckets, bands };
}
