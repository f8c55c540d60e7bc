import { BOUNDED_NOTE, type ChartBucket, type StackedChartData } from "@/components/charts/stacked-chart-data";
import { femtoUsd, formatUsd, parseUsd } from "@/lib/pricing/money";
import { formatBucket } from "@/lib/spend/format-time";
import type { CostJson } from "@/lib/switch/amounts-to-json";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";

/** What cost is shown by. */
export type CostSlices = "day" | "model" | "project";

interface Slice {
  baseline: CostJson;
  result: CostJson;
}

/** More bars than these cannot be told apart; the table of the API has 500. */
const MOST_SLICES = 12;
/** Longer names run into each other on the axis. */
const LONGEST_TICK = 18;

/** Cost now and with the switch, a pair of bars for every day, model or project. */
export function costSlices(answer: SwitchAnswerJson, by: CostSlices): StackedChartData {
  if (by === "day") {
    const title = (day: SwitchAnswerJson["series"][number]) =>
      formatBucket({ start: new Date(day.start), end: new Date(day.end) }, "day", answer.tz);
    return chartOf(
      answer.series.map((day) => {
        const isOver = new Date(day.end) <= new Date();
        return { ...day, ...title(day), partialNote: isOver ? "cut by the period" : "not over" };
      }),
      { baseline: String(answer.baseline.totals.cost), result: answer.result.cost },
    );
  }
  const named: (Slice & { name: string })[] =
    by === "model"
      ? answer.byModel.map((slice) => ({ ...slice, name: slice.model }))
      : answer.byProject.map((slice) => ({ ...slice, name: slice.project ?? "not stated" }));
  return chartOf(
    named
      .slice(0, MOST_SLICES)
      .map((slice) => ({ tick: shortened(slice.name), title: slice.name, partial: false, ...slice })),
    { baseline: String(answer.baseline.totals.cost), result: answer.result.cost },
  );
}

function chartOf(
  slices: readonly (Slice & Omit<ChartBucket, "total">)[],
  totals: { baseline: string; result: string },
): StackedChartData {
  const bands = [
    { name: "Now", colour: "var(--series-other)", of: "baseline" as const },
    { name: "With the switch", colour: "var(--series-1)", of: "result" as const },
  ];
  return {
    sideBySide: true,
    totalName: "Difference",
    unit: "usd",
    ...(slices.some((slice) => slice.baseline.costHigh ?? slice.result.costHigh) && { note: BOUNDED_NOTE }),
    buckets: slices.map(({ tick, title, partial, partialNote, baseline, result }) => {
      const difference = femtoUsd(parseUsd(result.cost) - parseUsd(baseline.cost));
      return { tick, title, partial, ...(partialNote && { partialNote }), total: formatUsd(difference) };
    }),
    bands: bands.map(({ name, colour, of }) => ({
      name,
      colour,
      total: formatUsd(parseUsd(totals[of])),
      href: null,
      sizes: slices.map((slice) => Number(slice[of].cost)),
      texts: slices.map((slice) => formatUsd(parseUsd(slice[of].cost))),
    })),
  };
}

function shortened(name: string): string {
  return name.length <= LONGEST_TICK ? name : `${name.slice(0, LONGEST_TICK - 1)}…`;
}
