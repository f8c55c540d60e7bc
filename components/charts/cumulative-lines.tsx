"use client";

import {
  CategoryScale,
  Chart,
  type ChartData,
  type ChartOptions,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import { Line } from "react-chartjs-2";
import { type ChartFrame, frameOf, tipLook, usdAxis } from "./chart-frame";
import type { CumulativeData, CumulativeDay, Figure } from "./cumulative-data";
import { ThemedChart } from "./themed-chart";

Chart.register(LineController, LineElement, PointElement, CategoryScale, LinearScale, Filler, Tooltip);

const COLOURS = ["var(--accent)", "var(--series-other)", "var(--warning)"] as const;

/** Spend adding up over a period: what is, what is expected within its band, what was, and the budget. */
export function CumulativeLines({ caption, data }: { caption: string; data: CumulativeData }) {
  return (
    <ThemedChart
      label={`${caption}: a chart; the same figures are in the table view.`}
      data={data}
      colours={COLOURS}
      chart={Line}
      drawing={drawing}
      className="h-56"
    />
  );
}

type Series = Exclude<keyof CumulativeDay, "tick" | "title">;

function drawing(data: CumulativeData, colours: readonly string[]) {
  const { frame, bands } = frameOf(colours);
  const [accent = "", muted = "", warning = ""] = bands;
  const values = (name: Series) => data.days.map((day) => day[name]?.size ?? null);
  const line = { borderWidth: 2, pointRadius: 0, pointHitRadius: 8, tension: 0 };
  const soft = accent.replace(/^rgb\((.*)\)$/, "rgba($1, 0.14)");
  const drawn: ChartData<"line", (number | null)[]> = {
    labels: data.days.map(({ tick }) => tick),
    datasets: [
      { ...line, label: "actual", data: values("actual"), borderColor: accent, backgroundColor: accent },
      {
        ...line,
        label: "expected",
        data: values("expected"),
        borderColor: accent,
        backgroundColor: accent,
        borderDash: [5, 4],
      },
      { ...line, label: "low", data: values("low"), borderWidth: 0, backgroundColor: soft, fill: "+1" },
      { ...line, label: "high", data: values("high"), borderWidth: 0 },
      {
        ...line,
        label: "before",
        data: values("before"),
        borderColor: muted,
        backgroundColor: muted,
        borderWidth: 1.5,
      },
      ...(data.budget?.isDrawn
        ? [
            {
              ...line,
              label: "budget",
              data: data.days.map(() => data.budget?.size ?? null),
              borderColor: warning,
              backgroundColor: warning,
              borderWidth: 1.5,
              borderDash: [2, 3],
            },
          ]
        : []),
    ],
  };
  return { data: drawn, options: options(data, frame) };
}

function options(data: CumulativeData, frame: ChartFrame): ChartOptions<"line"> {
  const { line, muted, font } = frame;
  const reducedMotion = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    maintainAspectRatio: false,
    animation: reducedMotion ? false : { duration: 250 },
    interaction: { mode: "index", intersect: false },
    scales: {
      x: {
        grid: { display: false },
        border: { color: line },
        ticks: { color: muted, font, maxRotation: 0, autoSkipPadding: 16 },
      },
      y: usdAxis(frame),
    },
    plugins: {
      tooltip: {
        ...tipLook(frame),
        displayColors: false,
        // One text for the whole day, whichever lines pass it.
        filter: (_, index) => index === 0,
        callbacks: {
          title: ([item]) => (item ? (data.days[item.dataIndex]?.title ?? "") : ""),
          label: ({ dataIndex }) => {
            const day = data.days[dataIndex];
            return day ? dayTexts(day, data) : [];
          },
        },
      },
    },
  };
}

function dayTexts(day: CumulativeDay, { names, budget }: CumulativeData): string[] {
  const isAhead = day.actual === null && day.expected !== null;
  const lines: [string, Figure | null][] = [
    [names.actual, day.actual],
    ["Expected", isAhead ? day.expected : null],
    [names.before, day.before],
    [budget?.name ?? "", budget],
  ];
  const texts = lines.flatMap(([name, figure]) => (figure ? [`${name}: ${figure.text}`] : []));
  if (isAhead && day.low && day.high) texts.splice(1, 0, `between ${day.low.text} and ${day.high.text}`);
  return texts;
}
