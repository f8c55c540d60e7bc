import { dateIn, type Period } from "@/lib/spend/period";
import { RANGE_PRESETS, type RangePreset } from "@/lib/spend/range-presets";
import { SegmentedLinks } from "../ui/segmented-links";
import { CustomRange } from "./custom-range";
import { hrefWith } from "./page-params";

interface RangeFilterProps {
  path: string;
  params: URLSearchParams;
  /** The preset in force; null for dates of one's own. */
  preset: RangePreset | null;
  period: Period;
  timeZone: string;
}

/** Chooses the period a page is about, in the row of filters around it; kept in the URL as `range`, or `from` and `to`. */
export function RangeFilter({ path, params, preset, period, timeZone }: RangeFilterProps) {
  const options = (Object.entries(RANGE_PRESETS) as [RangePreset, string][]).map(([name, label]) => ({
    label,
    href: hrefWith(path, params, { range: name, from: null, to: null }),
    selected: name === preset,
  }));
  // The end of a period is the first day after it; people name the last day in it.
  const lastDay = dateIn(new Date(period.to.getTime() - 1), timeZone);
  return (
    <div className="contents">
      <SegmentedLinks label="Period" options={options} />
      <CustomRange
        key={`${period.from.getTime()}-${period.to.getTime()}`}
        path={path}
        params={params.toString()}
        firstDay={dateIn(period.from, timeZone)}
        lastDay={lastDay}
        selected={preset === null}
      />
    </div>
  );
}
