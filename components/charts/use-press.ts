"use client";

import { Chart } from "chart.js";
import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";
import { pressHref } from "./press-href";
import type { StackedChartData } from "./stacked-chart-data";

/** Handlers of a canvas: a press on a bar or point leads where the data says, and the pointer shows that it does. */
export function usePress(data: StackedChartData) {
  const router = useRouter();

  function hrefAt(event: MouseEvent<HTMLCanvasElement>): string | null {
    const chart = Chart.getChart(event.currentTarget);
    const [hit] = chart?.getElementsAtEventForMode(event.nativeEvent, "nearest", { intersect: true }, false) ?? [];
    return hit ? pressHref(data, hit.datasetIndex, hit.index) : null;
  }

  return {
    onClick(event: MouseEvent<HTMLCanvasElement>) {
      const href = hrefAt(event);
      if (href) router.push(href, { scroll: data.press?.withTime ?? false });
    },
    onMouseMove(event: MouseEvent<HTMLCanvasElement>) {
      event.currentTarget.style.cursor = hrefAt(event) ? "pointer" : "";
    },
  };
}
