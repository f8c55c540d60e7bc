import { GranularityFilter } from "@/components/filters/granularity-filter";
import { ParamSelect } from "@/components/filters/param-select";
import {
  DIMENSIONS,
  type Dimension,
  type DimensionValues,
  dimensionLabel,
  isTagDimension,
} from "@/lib/spend/dimensions";
import { MEASURES, measureOf } from "@/lib/spend/measure";
import type { TableQuestion } from "@/lib/spend/table-question";

interface ControlsProps {
  path: string;
  params: URLSearchParams;
  view: TableQuestion;
  values: DimensionValues;
}

/** Chooses what is shown: a measure, by one or two dimensions, over time or in sum. */
export function Controls({ path, params, view, values }: ControlsProps) {
  const { question, measure, granularities } = view;
  const [first = "model", second = null] = question.groupBy;
  const shared = { path, params: params.toString() };
  const tags = (Object.keys(values) as Dimension[]).filter(isTagDimension);
  // A dimension of the address that has no values (any more) can still be shown.
  const dimensions = [...new Set<Dimension>([...DIMENSIONS, ...tags, ...question.groupBy])];
  const by = (one: Dimension, two: Dimension | null) => ({ groupBy: two ? `${one},${two}` : one, sort: null });
  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-3 print:hidden">
      <ParamSelect
        {...shared}
        label="Show"
        className="w-full sm:w-52"
        options={MEASURES.map((one) => ({
          label: measureOf(one).label,
          changes: { measure: one, sort: null },
          selected: one === measure,
        }))}
      />
      <ParamSelect
        {...shared}
        label="by"
        className="min-w-0 flex-1 sm:w-40 sm:flex-none"
        options={dimensions.map((one) => ({
          label: dimensionLabel(one),
          changes: by(one, one === second ? null : second),
          selected: one === first,
        }))}
      />
      <ParamSelect
        {...shared}
        label="and"
        className="min-w-0 flex-1 sm:w-40 sm:flex-none"
        options={[
          { label: "nothing else", changes: by(first, null), selected: second === null },
          ...dimensions
            .filter((one) => one !== first)
            .map((one) => ({ label: dimensionLabel(one), changes: by(first, one), selected: one === second })),
        ]}
      />
      <div className="w-full sm:ml-auto sm:w-auto">
        <GranularityFilter
          {...{ path, params }}
          choices={["none", ...granularities]}
          granularity={question.granularity}
        />
      </div>
    </div>
  );
}
