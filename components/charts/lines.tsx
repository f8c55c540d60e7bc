"use client";

import {
  CategoryScale,
  Chart,
  type ChartData,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from "chart.js";
import { Line } from "react-chartjs-2";
import { BandsChart } from "./bands-chart";
import { chartOptions, fills, frameOf } from "./chart-frame";
import type { StackedChartData } from "./stacked-chart-data";

Chart.register(LineController, LineElement, PointElement, CategoryScale, LinearScale, Tooltip);

/** More points than this hide the line they are on. */
const MOST_POINTS = 60;

/** A line for each band over time, for ratios, which cannot be stacked. */
export function Lines({ caption, data }: { caption: string; data: StackedChartData }) {
  return <BandsChart caption={caption} data={data} chart={Line} drawing={drawing} />;
}

function drawing(data: StackedChartData, colours: readonly string[]) {
  const { frame, bands } = frameOf(colours);
  const drawn: ChartData<"line", (number | null)[]> = {
    labels: data.buckets.map((bucket) => bucket.tick),
    datasets: data.bands.map((band, index) => ({
      label: band.name,
      data: band.sizes,
      borderColor: bands[index] ?? "",
      backgroundColor: bands[index] ?? "",
      pointBackgroundColor: fills(data, bands[index]),
      borderWidth: 2,
      pointRadius: data.buckets.length > MOST_POINTS ? 0 : 2.5,
      pointHitRadius: 8,
      // The last stretch leads into a bucket that is not over.
      segment: { borderDash: ({ p1DataIndex }) => (data.buckets[p1DataIndex]?.partial ? [4, 4] : undefined) },
    })),
  };
  return { data: drawn, options: chartOptions<"line">(data, frame, bands) };
}
