import "server-only";
import { addTotals, NO_TOTALS } from "@/lib/spend/measures";
import { bucketsOf, nextBucket, startOfBucket } from "@/lib/spend/period";
import type { SpendPoint, SpendQuestion } from "@/lib/spend/spend-question";
import { byCost, groupId, type RowGroup } from "./group-rows";
import type { SeriesRow } from "./spend-rows";

/** Points of the rows by time, then cost, the others last. */
export function seriesOf(
  question: SpendQuestion,
  groups: readonly RowGroup[],
  rows: readonly SeriesRow[],
): SpendPoint[] {
  const { granularity, timeZone } = question;
  if (granularity === "none") return [];
  const byBucket = sumsByBucket(rows, (bucket) => startOfBucket(bucket, granularity, timeZone).getTime());
  const groupOf = new Map(groups.map((group) => [groupId(group.values), group]));
  const now = Date.now();
  return bucketsOf(question, granularity, timeZone).flatMap(({ from, to }): SpendPoint[] => {
    // Rows carry the start of the whole bucket; the period may begin or end within it.
    const whole = startOfBucket(from, granularity, timeZone);
    const isCut = whole < from || nextBucket(whole, granularity, timeZone) > to;
    const bucket = { start: from, end: to, partial: isCut || to.getTime() > now };
    const sums = [...(byBucket.get(whole.getTime())?.values() ?? [])];
    const points = sums.map((row) => ({ ...bucket, ...pointOf(row, groupOf) }));
    if (points.length === 0) return [{ ...bucket, of: "nothing", key: {}, totals: NO_TOTALS }];
    return points.sort((a, b) => (a.of === b.of ? byCost(a, b) : a.of === "others" ? 1 : -1));
  });
}

/** Sums by start of the bucket and group (see groupId): a bucket may lie in several parts. */
export function sumsByBucket(rows: readonly SeriesRow[], startOf: (bucket: Date) => number) {
  const starts = new Map<number, number>();
  const sums = new Map<number, Map<string, SeriesRow>>();
  for (const row of rows) {
    const at = row.bucket.getTime();
    const start = starts.get(at) ?? startOf(row.bucket);
    starts.set(at, start);
    const bucket = sums.get(start) ?? new Map<string, SeriesRow>();
    sums.set(start, bucket);
    const id = row.values === null ? "" : groupId(row.values);
    const found = bucket.get(id);
    bucket.set(id, found ? { ...found, totals: addTotals(found.totals, row.totals) } : row);
  }
  return sums;
}

function pointOf({ values, totals }: SeriesRow, groupOf: ReadonlyMap<string, RowGroup>) {
  if (values === null) return { of: "others" as const, key: {}, totals };
  return { of: "group" as const, key: groupOf.get(groupId(values))?.key ?? {}, totals };
}
