"use client";

import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartData,
  type ChartOptions,
  LinearScale,
  Tooltip,
} from "chart.js";
import { useMemo, useRef } from "react";
import { Chart as Canvas } from "react-chartjs-2";
import { formatCount } from "@/lib/spend/format-count";
import type { StackedChartData } from "./stacked-chart-data";
import { useChartColours } from "./use-chart-colours";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

const FRAME = ["var(--surface)", "var(--line)", "var(--muted)", "var(--ink)", "var(--raised)"] as const;

/** Bars stacked by band over time; hovering names and sums them. */
export function StackedBars({ caption, data }: { caption: string; data: StackedChartData }) {
  const frame = useRef<HTMLDivElement>(null);
  const colours = useChartColours(frame, [...FRAME, ...data.bands.map((band) => band.colour)]);
  const chart = useMemo(() => colours && drawing(data, colours), [data, colours]);
  return (
    <div ref={frame} className="relative h-72 w-full">
      {chart && (
        <Canvas
          type="bar"
          role="img"
          aria-label={`${caption}: a chart; the same figures are in the table view.`}
          data={chart.data}
          options={chart.options}
        />
      )}
    </div>
  );
}

function drawing(data: StackedChartData, colours: string[]): { data: ChartData<"bar">; options: ChartOptions<"bar"> } {
  const [surface, line, muted, ink, raised, ...bands] = colours;
  const reducedMotion = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
  return {
    data: {
      labels: data.buckets.map((bucket) => bucket.tick),
      datasets: data.bands.map((band, index) => ({
        label: band.name,
        data: band.sizes,
        backgroundColor: fills(data, bands[index]),
        // Without it Chart.js makes up a colour that belongs to no band.
        hoverBackgroundColor: fills(data, bands[index]),
        // A line in the colour of the surface keeps neighbouring bands apart.
        borderColor: surface,
        borderWidth: data.sideBySide ? 0 : { top: 1 },
        borderSkipped: false,
        maxBarThickness: 44,
        categoryPercentage: 0.86,
        barPercentage: 0.94,
      })),
    },
    options: {
      maintainAspectRatio: false,
      animation: reducedMotion ? false : { duration: 250 },
      interaction: { mode: "index", intersect: false },
      scales: {
        x: {
          stacked: !data.sideBySide,
          grid: { display: false },
          border: { color: line },
          ticks: { color: muted, font, maxRotation: 0, autoSkipPadding: 16 },
        },
        y: {
          stacked: !data.sideBySide,
          beginAtZero: true,
          border: { display: false },
          grid: { color: line },
          ticks: { color: muted, font, maxTicksLimit: 6, callback: (value) => axisText(Number(value), data.unit) },
        },
      },
      plugins: {
        tooltip: {
          backgroundColor: raised,
          borderColor: line,
          borderWidth: 1,
          cornerRadius: 6,
          padding: 10,
          titleColor: ink,
          bodyColor: ink,
          footerColor: ink,
          titleFont: { ...font, weight: "bold" },
          bodyFont: font,
          footerFont: { ...font, weight: "bold" },
          boxWidth: 8,
          boxHeight: 8,
          boxPadding: 4,
          multiKeyBackground: "transparent",
          // The order of the eye: the topmost band first.
          itemSort: (a, b) => (data.sideBySide ? a.datasetIndex - b.datasetIndex : b.datasetIndex - a.datasetIndex),
          filter: ({ datasetIndex, dataIndex }) => typeof data.bands[datasetIndex]?.texts[dataIndex] === "string",
          callbacks: {
            title: ([item]) => {
              const bucket = item && data.buckets[item.dataIndex];
              return bucket ? `${bucket.title}${bucket.partial ? " (not over)" : ""}` : "";
            },
            label: ({ datasetIndex, dataIndex }) => {
              const band = data.bands[datasetIndex];
              return ` ${band?.name}: ${band?.texts[dataIndex]}`;
            },
            labelColor: ({ datasetIndex }) => ({
              backgroundColor: bands[datasetIndex] ?? "",
              borderColor: "transparent",
              borderWidth: 0,
              borderRadius: 2,
            }),
            footer: ([item]) => (item ? `${data.totalName ?? "Total"}: ${data.buckets[item.dataIndex]?.total}` : ""),
          },
        },
      },
    },
  };
}

/** The colour of a band in every bucket, lighter in those that are not over. */
function fills(data: StackedChartData, colour = "transparent"): string[] {
  const lighter = colour.replace(/^rgb\((.*)\)$/, "rgba($1, 0.5)");
  return data.buckets.map(({ partial }) => (partial ? lighter : colour));
}

function axisText(value: number, unit: StackedChartData["unit"]): string {
  if (unit === "count") return formatCount(Math.round(value), { compact: true });
  if (value >= 1000) return `$${formatCount(Math.round(value), { compact: value >= 10_000 })}`;
  return `$${value.toLocaleString("en", { maximumFractionDigits: value < 0.01 ? 8 : 2, minimumFractionDigits: value > 0 && value < 1 ? 2 : 0 })}`;
}
