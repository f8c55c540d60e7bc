import "server-only";
import type { Queryable } from "@/lib/db/snapshot";
import { addTotals, NO_TOTALS } from "@/lib/spend/measures";
import { bucketsOf, nextBucket, startOfBucket } from "@/lib/spend/period";
import type { SpendPoint } from "@/lib/spend/spend-question";
import { topGroups } from "@/lib/spend/top-groups";
import { byCost, groupId, type RowGroup } from "./group-rows";
import { readSeriesRows, type SeriesRow, type SpendScope } from "./spend-rows";

/** Points by time, then cost, the others last. */
export async function seriesOf(
  database: Queryable,
  scope: SpendScope,
  groups: readonly RowGroup[],
): Promise<SpendPoint[]> {
  const { granularity, timeZone, top } = scope.question;
  if (granularity === "none") return [];
  const kept = top ? (topGroups(groups, top).kept as RowGroup[]) : groups;
  const only = kept.length < groups.length ? kept.map(({ values }) => values) : null;
  const rows = await readSeriesRows(database, scope, only);
  const byBucket = sumsByBucket(rows, (bucket) => startOfBucket(bucket, granularity, timeZone).getTime());
  const groupOf = new Map(groups.map((group) => [groupId(group.values), group]));
  const now = Date.now();
  return bucketsOf(scope.question, granularity, timeZone).flatMap(({ from, to }): SpendPoint[] => {
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

/** Sums by start of the bucket and group: a bucket may lie in several parts. */
function sumsByBucket(rows: readonly SeriesRow[], startOf: (bucket: Date) => number) {
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
