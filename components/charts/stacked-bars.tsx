"use client";

import { BarController, BarElement, CategoryScale, Chart, type ChartData, LinearScale, Tooltip } from "chart.js";
import { Bar } from "react-chartjs-2";
import { BandsChart } from "./bands-chart";
import { chartOptions, fills, frameOf } from "./chart-frame";
import type { StackedChartData } from "./stacked-chart-data";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

/** Bars stacked by band over time; hovering names and sums them, a press leads on. */
export function StackedBars({ caption, data }: { caption: string; data: StackedChartData }) {
  return <BandsChart caption={caption} data={data} chart={Bar} drawing={drawing} />;
}

function drawing(data: StackedChartData, colours: readonly string[]) {
  const { frame, bands } = frameOf(colours);
  const drawn: ChartData<"bar", (number | null)[]> = {
    labels: data.buckets.map((bucket) => bucket.tick),
    datasets: data.bands.map((band, index) => ({
      label: band.name,
      data: band.sizes,
      backgroundColor: fills(data, bands[index]),
      // Without it Chart.js makes up a colour that belongs to no band.
      hoverBackgroundColor: fills(data, bands[index]),
      // A line in the colour of the surface keeps neighbouring bands apart.
      borderColor: frame.surface,
      borderWidth: data.sideBySide ? 0 : { top: 1 },
      borderSkipped: false,
      maxBarThickness: 44,
      categoryPercentage: 0.86,
      barPercentage: 0.94,
    })),
  };
  return { data: drawn, options: chartOptions<"bar">(data, frame, bands) };
}
