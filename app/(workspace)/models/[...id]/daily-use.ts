import type { StackedChartData } from "@/components/charts/stacked-chart-data";
import { formatBucket } from "@/lib/spend/format-time";
import { formatCost } from "@/lib/spend/format-totals";
import { addTotals, NO_TOTALS, type Totals } from "@/lib/spend/measures";
import type { GroupKey, SpendPoint } from "@/lib/spend/spend-question";

/** One model's cost by day, for a chart; `isOfModel` says whose a point is. */
export function dailyUse(
  series: readonly SpendPoint[],
  isOfModel: (key: GroupKey) => boolean,
  { name, timeZone }: { name: string; timeZone: string },
): StackedChartData {
  const days = new Map<number, { start: Date; end: Date; partial: boolean; totals: Totals }>();
  for (const point of series) {
    const day = days.get(point.start.getTime()) ?? { ...point, totals: NO_TOTALS };
    if (isOfModel(point.key)) day.totals = addTotals(day.totals, point.totals);
    days.set(point.start.getTime(), day);
  }
  const buckets = [...days.values()];
  const all = buckets.reduce((sum, { totals }) => addTotals(sum, totals), NO_TOTALS);
  return {
    unit: "usd",
    buckets: buckets.map((day) => ({
      ...formatBucket(day, "day", timeZone),
      partial: day.partial,
      total: formatCost(day.totals),
      from: day.start.toISOString(),
      to: day.end.toISOString(),
    })),
    bands: [
      {
        name,
        colour: "var(--series-1)",
        // Heights are drawn in dollars; exact amounts stay in the texts.
        sizes: buckets.map(({ totals }) => Number(totals.cost) / 1e15),
        texts: buckets.map(({ totals }) => (totals.requests > 0n ? formatCost(totals) : null)),
        total: formatCost(all, { compact: true }),
        href: null,
        changes: {},
      },
    ],
  };
}
