"use client";

import type { ComponentProps } from "react";
import type { StackedChartData } from "./stacked-chart-data";
import { ThemedChart } from "./themed-chart";
import { usePress } from "./use-press";

type Themed<K extends "bar" | "line"> = ComponentProps<typeof ThemedChart<K, (number | null)[], StackedChartData>>;

interface BandsChartProps<K extends "bar" | "line"> extends Pick<Themed<K>, "chart" | "drawing"> {
  caption: string;
  data: StackedChartData;
}

/** Bands over time; a press leads on. */
export function BandsChart<K extends "bar" | "line">({ caption, data, ...drawn }: BandsChartProps<K>) {
  const press = usePress(data);
  return (
    <ThemedChart
      label={`${caption}: a chart; the same figures are in the table view.`}
      data={data}
      colours={data.bands.map((band) => band.colour)}
      className="h-72"
      {...drawn}
      {...press}
    />
  );
}
