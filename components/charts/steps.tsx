"use client";

import {
  Chart,
  type ChartData,
  type ChartOptions,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import { Line } from "react-chartjs-2";
import { type ChartFrame, frameOf, usdAxis } from "./chart-frame";
import { ThemedChart } from "./themed-chart";

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip);

/** Values that hold until they change, over time (milliseconds since 1970). */
export interface StepsData {
  from: number;
  to: number;
  now: number;
  /** Times at which something changes, with what to call them. */
  ticks: readonly { at: number; label: string }[];
  series: readonly {
    name: string;
    colour: string;
    points: readonly { at: number; value: number | null; text: string }[];
  }[];
}

/** A stepped line for each series; what is still to come is dashed. `instead` says where the same figures stand as text. */
export function Steps({ caption, instead, data }: { caption: string; instead: string; data: StepsData }) {
  return (
    <div>
      <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {data.series.map(({ name, colour }) => (
          <li key={name} className="flex items-center gap-1.5">
            <span aria-hidden="true" className="size-2.5 rounded-xs" style={{ background: colour }} />
            {name}
          </li>
        ))}
      </ul>
      <ThemedChart
        label={`${caption}: a chart; ${instead}`}
        data={data}
        colours={data.series.map(({ colour }) => colour)}
        chart={Line}
        drawing={drawing}
        className="h-56"
      />
    </div>
  );
}

function drawing(data: StepsData, colours: readonly string[]) {
  const { frame, bands } = frameOf(colours);
  const drawn: ChartData<"line", { x: number; y: number | null }[]> = {
    datasets: data.series.map(({ name, points }, index) => ({
      label: name,
      data: points.map(({ at, value }) => ({ x: at, y: value })),
      stepped: true,
      borderColor: bands[index] ?? "",
      backgroundColor: bands[index] ?? "",
      borderWidth: 2,
      pointRadius: points.map((_, at) => (at === 0 || at === points.length - 1 ? 0 : 3)),
      pointHitRadius: 10,
      segment: { borderDash: ({ p0 }) => ((p0.parsed.x ?? 0) >= data.now ? [4, 4] : undefined) },
    })),
  };
  return { data: drawn, options: optionsOf(data, frame) };
}

function optionsOf(data: StepsData, frame: ChartFrame): ChartOptions<"line"> {
  const { line, muted, ink, raised, font } = frame;
  const labels = new Map(data.ticks.map(({ at, label }) => [at, label]));
  return {
    maintainAspectRatio: false,
    animation: false,
    interaction: { mode: "index", intersect: false },
    scales: {
      x: {
        type: "linear",
        min: data.from,
        max: data.to,
        grid: { color: line },
        border: { color: line },
        afterBuildTicks: (axis) => {
          axis.ticks = data.ticks.map(({ at }) => ({ value: at }));
        },
        ticks: {
          color: muted,
          font,
          maxRotation: 0,
          autoSkip: true,
          callback: (value) => labels.get(Number(value)) ?? "",
        },
      },
      y: usdAxis(frame),
    },
    plugins: {
      tooltip: {
        ...{ backgroundColor: raised, borderColor: line, borderWidth: 1, cornerRadius: 6, padding: 10 },
        ...{ titleColor: ink, bodyColor: ink, titleFont: font, bodyFont: font },
        callbacks: {
          title: ([item]) => (item ? `from ${labels.get(Number(item.parsed.x)) ?? "the beginning"}` : ""),
          label: ({ datasetIndex, dataIndex }) => {
            const series = data.series[datasetIndex];
            return series ? ` ${series.name} ${series.points[dataIndex]?.text} per million` : "";
          },
        },
      },
      legend: { display: false },
    },
  };
}
