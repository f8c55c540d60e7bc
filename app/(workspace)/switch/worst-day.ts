import type { StackedChartData } from "@/components/charts/stacked-chart-data";
import { formatCount } from "@/lib/spend/format-count";
import type { LimitHeadroomJson, TierHeadroomJson } from "@/lib/switch/headroom-to-json";
import { tierName } from "./headroom-text";

/** Minutes of one point: a day has 1,440, more than a screen can show. */
const STEP = 10;
/** Limits further above the peak than this would press the lines of usage flat. */
const MOST_ABOVE_PEAK = 3;
const LIMIT_COLOURS = ["var(--series-4)", "var(--series-8)", "var(--series-7)"];

/** The worst day as lines: what ran there already, all of it with the moves, and the limits that are near. Null without one. */
export function worstDay(
  { worstDay: day, tiers }: Pick<LimitHeadroomJson, "worstDay" | "tiers">,
  asked: TierHeadroomJson["tier"] | null,
): { date: string; data: StackedChartData } | null {
  if (!day) return null;
  const points = Array.from({ length: Math.ceil(day.moved.length / STEP) }, (_, index) => busiest(day, index * STEP));
  const peak = Math.max(...points.map(({ staying, moved }) => staying + moved));
  const limits = tiers.flatMap(({ tier, tokensPerMinute: { limit } }) => {
    const isNear = limit.value !== null && (limit.value <= peak * MOST_ABOVE_PEAK || tier === asked || tier === "own");
    return isNear && limit.value !== null
      ? [{ name: tier === "own" ? "Your own limit" : tierName(tier), value: limit.value }]
      : [];
  });
  const shown = distinct(limits).slice(-LIMIT_COLOURS.length);
  const line = (name: string, colour: string, sizes: number[], total: string) => ({
    ...{ name, colour, total, href: null, sizes },
    texts: sizes.map((size) => formatCount(Math.round(size))),
  });
  const total = points.map(({ staying, moved }) => staying + moved);
  return {
    date: day.date,
    data: {
      lines: true,
      unit: "count",
      totalName: "In that minute",
      buckets: points.map(({ minute, staying, moved }) => ({
        tick: clock(minute),
        title: clock(minute),
        partial: false,
        total: `${formatCount(Math.round(staying + moved))} tokens`,
      })),
      bands: [
        line("With the switch", "var(--series-1)", total, `peak ${formatCount(Math.round(peak), { compact: true })}`),
        line(
          "There already",
          "var(--series-other)",
          points.map(({ staying }) => staying),
          "",
        ),
        ...shown.map(({ name, value }, index) =>
          line(
            name,
            LIMIT_COLOURS[index] ?? "",
            points.map(() => value),
            formatCount(value, { compact: true }),
          ),
        ),
      ],
    },
  };
}

function busiest({ staying, moved }: NonNullable<LimitHeadroomJson["worstDay"]>, from: number) {
  let best = { minute: from, staying: 0, moved: 0 };
  for (let minute = from; minute < Math.min(from + STEP, moved.length); minute += 1) {
    const here = { minute, staying: staying[minute] ?? 0, moved: moved[minute] ?? 0 };
    if (here.staying + here.moved > best.staying + best.moved) best = here;
  }
  return best;
}

/** Tiers of one limit are one line. */
function distinct(limits: readonly { name: string; value: number }[]): { name: string; value: number }[] {
  const names = new Map<number, string[]>();
  for (const { name, value } of limits) names.set(value, [...(names.get(value) ?? []), name]);
  return [...names].map(([value, all]) => ({
    value,
    name: all.length === 1 ? (all[0] ?? "") : `${all[0]} to ${all.at(-1)}`,
  }));
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}
