import type { ReactNode } from "react";
import type { DimensionValues, Filters } from "@/lib/spend/dimensions";
import type { Period } from "@/lib/spend/period";
import type { RangePreset } from "@/lib/spend/range-presets";
import { FilterChips } from "./filter-chips";
import { FilterMenu } from "./filter-menu";
import { RangeFilter } from "./range-filter";
import { ZoneFilter } from "./zone-filter";

interface FilterRowProps {
  path: string;
  params: URLSearchParams;
  preset: RangePreset | null;
  question: Period & { timeZone: string; filters: Filters; not?: Filters };
  values: DimensionValues;
  /** More controls of the page. */
  children?: ReactNode;
}

/** Period, filters and time zone of a page, and the filters in force. */
export function FilterRow({ path, params, preset, question, values, children }: FilterRowProps) {
  const { filters, not = {}, timeZone } = question;
  return (
    <div className="mb-4 flex flex-wrap items-center gap-2">
      <div className="contents print:hidden">
        <RangeFilter path={path} params={params} preset={preset} period={question} timeZone={timeZone} />
        <FilterMenu path={path} params={params.toString()} filters={filters} not={not} values={values} />
        <ZoneFilter path={path} params={params.toString()} timeZone={timeZone} />
      </div>
      <FilterChips path={path} params={params} filters={filters} not={not} />
      {children}
    </div>
  );
}
