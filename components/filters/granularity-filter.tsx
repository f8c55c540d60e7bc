import type { Granularity } from "@/lib/spend/period";
import { SegmentedLinks } from "../ui/segmented-links";
import { hrefWith } from "./page-params";

const LABELS: Record<Granularity, string> = {
  none: "Total",
  hour: "Hour",
  day: "Day",
  week: "Week",
  month: "Month",
};

interface GranularityFilterProps {
  path: string;
  params: URLSearchParams;
  /** Those that make sense for the period. */
  choices: readonly Granularity[];
  granularity: Granularity;
}

/** Chooses how time is cut; kept in the URL as `granularity`. */
export function GranularityFilter({ path, params, choices, granularity }: GranularityFilterProps) {
  const options = choices.map((choice) => ({
    label: LABELS[choice],
    href: hrefWith(path, params, { granularity: choice }),
    selected: choice === granularity,
  }));
  return <SegmentedLinks label="Granularity" options={options} />;
}
