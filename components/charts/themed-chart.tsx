"use client";

import type { ChartData, ChartOptions, DefaultDataPoint } from "chart.js";
import { type ComponentProps, type ComponentType, useMemo, useRef } from "react";
import type { ChartProps } from "react-chartjs-2";
import { classNames } from "../ui/class-names";
import { FRAME_COLOURS } from "./chart-frame";
import { useChartColours } from "./use-chart-colours";

type Kind = "bar" | "line";

/** What Chart.js draws. */
interface Drawing<K extends Kind, Points> {
  data: ChartData<K, Points>;
  options: ChartOptions<K>;
}

interface ThemedChartProps<K extends Kind, Points, Data>
  extends Pick<ComponentProps<"canvas">, "onClick" | "onMouseMove"> {
  /** Says what it shows, and where the same figures stand as text. */
  label: string;
  data: Data;
  /** Colours of what is drawn, as CSS has them. */
  colours: readonly string[];
  /** Chart.js's chart of this kind. */
  chart: ComponentType<Omit<ChartProps<K, Points>, "type">>;
  /** How data are drawn: in the colours of the frame, then these, as the theme has them now. */
  drawing: (data: Data, colours: readonly string[]) => Drawing<K, Points>;
  /** Its height. */
  className: string;
}

/** A chart in the colours of the theme. */
export function ThemedChart<K extends Kind, Points extends DefaultDataPoint<K>, Data>({
  label,
  data,
  colours: own,
  chart: Chart,
  drawing,
  className,
  ...handlers
}: ThemedChartProps<K, Points, Data>) {
  const frame = useRef<HTMLDivElement>(null);
  const colours = useChartColours(frame, [...FRAME_COLOURS, ...own]);
  const drawn = useMemo(() => colours && drawing(data, colours), [data, colours, drawing]);
  // Chart.js measures the frame after the page is laid out: the canvas of before may not hold it open until then.
  return (
    <div ref={frame} className={classNames("relative contain-strict w-full", className)}>
      {drawn && <Chart role="img" aria-label={label} data={drawn.data} options={drawn.options} {...handlers} />}
    </div>
  );
}
