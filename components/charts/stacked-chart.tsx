"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { ReceiptOrText } from "../receipts/receipt-button";
import { SegmentedControl } from "../ui/segmented-control";
import { Skeleton } from "../ui/skeleton";
import { chartReceipt } from "./chart-receipt";
import type { ChartBand, StackedChartData } from "./stacked-chart-data";
import { StackedTable } from "./stacked-table";

// The drawing library is loaded apart from the page, and from the first moment rather than after hydration.
const drawing = typeof window === "undefined" ? null : import("./stacked-bars");

const StackedBars = dynamic(() => (drawing ?? import("./stacked-bars")).then((module) => module.StackedBars), {
  ssr: false,
  loading: () => <Skeleton className="h-72 w-full" />,
});

// Ratios are rare: their lines come when they are asked for.
const Lines = dynamic(() => import("./lines").then((module) => module.Lines), {
  ssr: false,
  loading: () => <Skeleton className="h-72 w-full" />,
});

const VIEWS = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
] as const;

/** Bars stacked by band over time (or lines) with a legend, or the same figures as a table. `caption` says what they are. */
export function StackedChart({ caption, data }: { caption: string; data: StackedChartData }) {
  const [view, setView] = useState<"chart" | "table">("chart");
  const Drawing = data.lines ? Lines : StackedBars;
  return (
    <div>
      <div className="mb-3 flex flex-col-reverse items-start justify-between gap-3 sm:flex-row">
        <Legend data={data} />
        <SegmentedControl label="Show as" options={VIEWS} value={view} onChange={setView} />
      </div>
      {view === "chart" ? <Drawing caption={caption} data={data} /> : <StackedTable caption={caption} data={data} />}
      {view === "chart" && data.note && <p className="mt-2 text-xs text-muted">{data.note}</p>}
    </div>
  );
}

function Legend({ data }: { data: StackedChartData }) {
  return (
    <ul className="flex max-w-full min-w-0 flex-1 flex-wrap gap-x-4 gap-y-1 text-sm">
      {data.bands.map((band, index) => (
        <li key={band.name} className="flex max-w-full min-w-0 items-center gap-1.5">
          <LegendName band={band} />
          <span className="text-muted tabular-nums">
            <ReceiptOrText of={chartReceipt(data, { band: index })} title={band.name}>
              {band.total}
            </ReceiptOrText>
          </span>
        </li>
      ))}
    </ul>
  );
}

function LegendName({ band: { name, colour, href } }: { band: ChartBand }) {
  const content = (
    <>
      <span aria-hidden="true" className="size-2.5 shrink-0 rounded-xs" style={{ background: colour }} />
      <span className="min-w-0 truncate">{name}</span>
    </>
  );
  const look = "flex min-w-0 items-center gap-1.5 rounded-sm";
  if (!href) return <span className={look}>{content}</span>;
  return (
    <Link href={href} scroll={false} prefetch={false} title={`Show only ${name}`} className={`${look} hover:underline`}>
      {content}
    </Link>
  );
}
