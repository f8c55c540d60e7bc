import type { StackedChartData } from "@/components/charts/stacked-chart-data";
import { type FemtoUsd, formatUsd, parseUsd } from "@/lib/pricing/money";
import { formatBucket } from "@/lib/spend/format-time";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";

/** Cost of every day now and with the switch, side by side. */
export function dailyCosts({ series, tz, baseline, result }: SwitchAnswerJson): StackedChartData {
  const bands = [
    { name: "Now", colour: "var(--series-other)", of: "baseline" as const, total: baseline.totals.cost as string },
    { name: "With the switch", colour: "var(--series-1)", of: "result" as const, total: result.cost },
  ];
  return {
    sideBySide: true,
    totalName: "Difference",
    unit: "usd",
    buckets: series.map((day) => {
      const { tick, title } = formatBucket({ start: new Date(day.start), end: new Date(day.end) }, "day", tz);
      const difference = parseUsd(day.result.cost) - parseUsd(day.baseline.cost);
      return { tick, title, partial: day.partial, total: formatUsd(difference as FemtoUsd) };
    }),
    bands: bands.map(({ name, colour, of, total }) => ({
      name,
      colour,
      total: formatUsd(parseUsd(total)),
      href: null,
      sizes: series.map((day) => Number(day[of].cost)),
      texts: series.map((day) => formatUsd(parseUsd(day[of].cost))),
    })),
  };
}
