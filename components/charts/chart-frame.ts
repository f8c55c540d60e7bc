import type { ChartOptions, Tick, TooltipItem } from "chart.js";
import { formatCount } from "@/lib/spend/format-count";
import type { StackedChartData } from "./stacked-chart-data";

/** Colours of what surrounds the bands, in the order that `ChartFrame` has them. */
export const FRAME_COLOURS = ["var(--surface)", "var(--line)", "var(--muted)", "var(--ink)", "var(--raised)"] as const;

/** The same colours as a canvas understands them, and the font. */
export interface ChartFrame {
  surface: string;
  line: string;
  muted: string;
  ink: string;
  raised: string;
  font: { family: string; size: number };
}

/** Splits colours that were looked up into those of the frame and those of the bands. */
export function frameOf(colours: readonly string[]): { frame: ChartFrame; bands: string[] } {
  const [surface = "", line = "", muted = "", ink = "", raised = "", ...bands] = colours;
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
  return { frame: { surface, line, muted, ink, raised, font }, bands };
}

/** Axes and tip, alike in all charts over time. */
export function chartOptions<Kind extends "bar" | "line">(
  data: StackedChartData,
  frame: ChartFrame,
  bands: readonly string[],
): ChartOptions<Kind> {
  const { line, muted, font } = frame;
  const stacked = !data.sideBySide && !data.lines;
  const reducedMotion = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const options: ChartOptions<"bar"> = {
    maintainAspectRatio: false,
    animation: reducedMotion ? false : { duration: 250 },
    interaction: { mode: "index", intersect: false },
    scales: {
      x: {
        stacked,
        grid: { display: false },
        border: { color: line },
        // Of hours those that begin a day are labelled first: "09:00" alone does not say of which day.
        afterBuildTicks: (axis) => {
          for (const tick of axis.ticks) tick.major = data.buckets[tick.value]?.beginsDay === true;
        },
        ticks: { color: muted, font, maxRotation: 0, autoSkipPadding: 16, major: { enabled: true } },
      },
      y: {
        stacked,
        beginAtZero: true,
        border: { display: false },
        grid: { color: line },
        ticks: {
          color: muted,
          font,
          maxTicksLimit: 6,
          callback: (value, _, ticks) => axisText(Number(value), ticks, data.unit),
        },
      },
    },
    plugins: {
      tooltip: {
        ...tipLook(frame),
        // The order of the eye: the topmost band first.
        itemSort: (a, b) => (stacked ? b.datasetIndex - a.datasetIndex : a.datasetIndex - b.datasetIndex),
        filter: ({ datasetIndex, dataIndex }) => typeof data.bands[datasetIndex]?.texts[dataIndex] === "string",
        callbacks: tipTexts(data, bands),
      },
    },
  };
  return options as ChartOptions<Kind>;
}

/** How the tip of every chart looks. */
export function tipLook({ line, ink, raised, font }: ChartFrame) {
  const bold = { ...font, weight: "bold" } as const;
  return {
    backgroundColor: raised,
    borderColor: line,
    borderWidth: 1,
    cornerRadius: 6,
    padding: 10,
    titleColor: ink,
    bodyColor: ink,
    footerColor: ink,
    titleFont: bold,
    bodyFont: font,
    footerFont: bold,
    boxWidth: 8,
    boxHeight: 8,
    boxPadding: 4,
    multiKeyBackground: "transparent",
  };
}

function tipTexts(data: StackedChartData, bands: readonly string[]) {
  return {
    title: ([item]: TooltipItem<"bar">[]) => {
      const bucket = item && data.buckets[item.dataIndex];
      return bucket ? `${bucket.title}${bucket.partial ? ` (${bucket.partialNote ?? "not over"})` : ""}` : "";
    },
    label: ({ datasetIndex, dataIndex }: TooltipItem<"bar">) => {
      const band = data.bands[datasetIndex];
      return ` ${band?.name}: ${band?.texts[dataIndex]}`;
    },
    labelColor: ({ datasetIndex }: TooltipItem<"bar">) => ({
      backgroundColor: bands[datasetIndex] ?? "",
      borderColor: "transparent",
      borderWidth: 0,
      borderRadius: 2,
    }),
    footer: ([item]: TooltipItem<"bar">[]) => {
      if (!item) return "";
      const total = `${data.totalName ?? "Total"}: ${data.buckets[item.dataIndex]?.total}`;
      return data.press ? [total, data.press.hint] : total;
    },
  };
}

function axisText(value: number, ticks: readonly Tick[], unit: StackedChartData["unit"]): string {
  if (unit === "share") return `${value}%`;
  return unit === "count" ? formatCount(Math.round(value), { compact: true }) : usdAxisText(value, ticks);
}

/** The axis of dollars in charts of lines. */
export function usdAxis({ line, muted, font }: ChartFrame) {
  return {
    beginAtZero: true,
    border: { display: false },
    grid: { color: line },
    ticks: {
      color: muted,
      font,
      maxTicksLimit: 5,
      callback: (value: number | string, _: number, ticks: readonly Tick[]) => usdAxisText(Number(value), ticks),
    },
  };
}

/** Dollars on an axis, with as many decimals at every tick as the steps between them need; thousands from ten of them on. */
export function usdAxisText(value: number, ticks: readonly Tick[]): string {
  if (value === 0) return "$0";
  const [least = 0, second = value] = ticks.map((tick) => tick.value);
  const top = ticks.at(-1)?.value ?? value;
  if (value >= 10_000) return `$${formatCount(Math.round(value), { compact: true })}`;
  if (value >= 1000 && top >= 10_000) return `$${value / 1000}k`;
  const digits = decimalsOf(second - least);
  return `$${value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}

/** None for whole dollars, cents at least for parts of them. */
function decimalsOf(step: number): number {
  if (Number.isInteger(step)) return 0;
  for (let digits = 2; digits < MOST_DECIMALS; digits += 1) {
    const scaled = step * 10 ** digits;
    if (Math.abs(scaled - Math.round(scaled)) < scaled * 1e-6) return digits;
  }
  return MOST_DECIMALS;
}

const MOST_DECIMALS = 15;

/** The colour of a band in every bucket, lighter in those of which not the whole is shown. */
export function fills(data: StackedChartData, colour = "transparent"): string[] {
  const lighter = colour.replace(/^rgb\((.*)\)$/, "rgba($1, 0.5)");
  return data.buckets.map(({ partial }) => (partial ? lighter : colour));
}
