import "server-only";
import type { Queryable } from "@/lib/db/snapshot";
import type { CostOfDay, WindowDay } from "@/lib/spend/forecast/forecast-window";
import { startOfDay } from "@/lib/spend/period";
import { groupId } from "./group-rows";
import { readSumRows, type SpendScope } from "./spend-rows";
import { sumsByBucket } from "./spend-series";
import type { RowValue } from "./sums-sql";

/** What the usage with these values of the dimensions grouped by cost on each day. */
export type DailySums = (values: readonly RowValue[]) => CostOfDay;

/** Sums by day of a question's groups, in one statement for each part; `days` are those of its period. */
export async function dailySums(
  database: Queryable,
  scope: SpendScope,
  days: readonly WindowDay[],
): Promise<DailySums> {
  const starts = new Set(days.map(({ start }) => start.getTime()));
  const startOf = (bucket: Date) =>
    starts.has(bucket.getTime()) ? bucket.getTime() : startOfDay(bucket, scope.question.timeZone).getTime();
  const sums = sumsByBucket(await readSumRows(database, scope), startOf);
  return (values) => {
    const id = groupId(values);
    return (start) => sums.get(start.getTime())?.get(id)?.totals;
  };
}
