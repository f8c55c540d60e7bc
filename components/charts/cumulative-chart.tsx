"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { SegmentedControl } from "../ui/segmented-control";
import { Skeleton } from "../ui/skeleton";
import { Table, Td, Th, Tr } from "../ui/table";
import type { CumulativeData, Figure } from "./cumulative-data";

const CumulativeLines = dynamic(() => import("./cumulative-lines").then((module) => module.CumulativeLines), {
  ssr: false,
  loading: () => <Skeleton className="h-56 w-full" />,
});

const VIEWS = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
] as const;

/** How spend adds up over a period, as lines with a legend or as a table. `caption` says what it is. */
export function CumulativeChart({ caption, data }: { caption: string; data: CumulativeData }) {
  const [view, setView] = useState<"chart" | "table">("chart");
  return (
    <div>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Legend data={data} />
        <SegmentedControl label="Show as" options={VIEWS} value={view} onChange={setView} />
      </div>
      {view === "chart" ? (
        <CumulativeLines caption={caption} data={data} />
      ) : (
        <CumulativeTable caption={caption} data={data} />
      )}
    </div>
  );
}

function Legend({ data }: { data: CumulativeData }) {
  const hasForecast = data.days.some(({ expected }) => expected !== null);
  const entries = [
    { name: data.names.actual, look: "border-t-2 border-accent" },
    ...(hasForecast ? [{ name: "Expected, with its band", look: "border-t-2 border-dashed border-accent" }] : []),
    { name: data.names.before, look: "border-t-2 border-[var(--series-other)]" },
    ...(data.budget?.isDrawn
      ? [{ name: `${data.budget.name}: ${data.budget.text}`, look: "border-t-2 border-dotted border-warning" }]
      : []),
  ];
  return (
    <ul className="flex min-w-0 flex-wrap gap-x-4 gap-y-1 text-sm">
      {entries.map(({ name, look }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden="true" className={`w-4 ${look}`} />
          {name}
        </li>
      ))}
      {data.budget && !data.budget.isDrawn && (
        <li className="text-muted">
          {data.budget.name}: {data.budget.text}, far above the chart
        </li>
      )}
    </ul>
  );
}

function CumulativeTable({ caption, data }: { caption: string; data: CumulativeData }) {
  const text = (figure: Figure | null) => figure?.text ?? "–";
  return (
    <div className="-mx-4 sm:-mx-5">
      <Table caption={caption} limitHeight>
        <thead className="sticky top-0 bg-surface">
          <Tr>
            <Th>Up to the end of</Th>
            <Th numeric>{data.names.actual}</Th>
            <Th numeric>Expected</Th>
            <Th numeric className="hidden @md:table-cell">
              Band
            </Th>
            <Th numeric>{data.names.before}</Th>
          </Tr>
        </thead>
        <tbody>
          {data.days.map((day) => (
            <Tr key={day.title}>
              <Th scope="row" className="whitespace-nowrap font-normal">
                {day.tick}
              </Th>
              <Td numeric>{text(day.actual)}</Td>
              <Td numeric>{day.actual ? "–" : text(day.expected)}</Td>
              <Td numeric className="hidden text-muted @md:table-cell">
                {!day.actual && day.low && day.high ? `${day.low.text} – ${day.high.text}` : "–"}
              </Td>
              <Td numeric className="text-muted">
                {text(day.before)}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
