"use client";

import type { ChartData, ChartOptions } from "chart.js";
import { type ComponentType, useMemo, useRef } from "react";
import type { ChartProps } from "react-chartjs-2";
import { FRAME_COLOURS } from "./chart-frame";
import type { StackedChartData } from "./stacked-chart-data";
import { useChartColours } from "./use-chart-colours";
import { usePress } from "./use-press";

type Kind = "bar" | "line";

/** What Chart.js draws. */
interface Drawing<K extends Kind> {
  data: ChartData<K, (number | null)[]>;
  options: ChartOptions<K>;
}

interface BandsChartProps<K extends Kind> {
  caption: string;
  data: StackedChartData;
  /** Chart.js's chart of this kind. */
  chart: ComponentType<Omit<ChartProps<K, (number | null)[]>, "type">>;
  /** How bands are drawn in the colours of the theme: the frame's, then a colour a band. */
  drawing: (data: StackedChartData, colours: readonly string[]) => Drawing<K>;
}

/** Bands over time in the colours of the theme; a press leads on. */
export function BandsChart<K extends Kind>({ caption, data, chart: Chart, drawing }: BandsChartProps<K>) {
  const frame = useRef<HTMLDivElement>(null);
  const press = usePress(data);
  const colours = useChartColours(frame, [...FRAME_COLOURS, ...data.bands.map((band) => band.colour)]);
  const drawn = useMemo(() => colours && drawing(data, colours), [data, colours, drawing]);
  return (
    <div ref={frame} className="relative h-72 w-full">
      {drawn && (
        <Chart
          role="img"
          aria-label={`${caption}: a chart; the same figures are in the table view.`}
          data={drawn.data}
          options={drawn.options}
          {...press}
        />
      )}
    </div>
  );
}
