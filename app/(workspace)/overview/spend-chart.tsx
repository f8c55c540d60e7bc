import { spendStack } from "@/components/charts/spend-stack";
import { StackedChart } from "@/components/charts/stacked-chart";
import { GranularityFilter } from "@/components/filters/granularity-filter";
import { hrefWith } from "@/components/filters/page-params";
import { ParamSelect } from "@/components/filters/param-select";
import { NothingPriced } from "@/components/money/nothing-priced";
import { Card } from "@/components/ui/card";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import {
  DIMENSIONS,
  type Dimension,
  type DimensionValues,
  dimensionLabel,
  isTagDimension,
} from "@/lib/spend/dimensions";
import { isUnpriced } from "@/lib/spend/format-totals";
import { measureOf } from "@/lib/spend/measure";
import type { SpendAnswer } from "@/lib/spend/spend-question";
import { CHART_MEASURES, type OverviewView } from "./overview-view";

interface SpendChartProps {
  path: string;
  params: URLSearchParams;
  view: OverviewView;
  answer: SpendAnswer;
  values: DimensionValues;
}

/** Spend, tokens or requests over time, stacked by a dimension. */
export function SpendChart({ path, params, view, answer, values }: SpendChartProps) {
  const { dimension, measure, granularities, question } = view;
  const tags = (Object.keys(values) as Dimension[]).filter(isTagDimension);
  const dimensions = [...new Set<Dimension>([...DIMENSIONS, ...tags, dimension])];
  const known = values[dimension] ?? [];
  const title = `${measureOf(measure).label} by ${dimensionLabel(dimension, { inText: true })}`;
  return (
    <Card
      title={title}
      actions={
        <div className="flex flex-wrap gap-2 print:hidden">
          <SegmentedLinks
            label="Measure"
            options={CHART_MEASURES.map((one) => ({
              label: measureOf(one).label,
              href: hrefWith(path, params, { measure: one }),
              selected: one === measure,
            }))}
          />
          <ParamSelect
            small
            label="Stacked by"
            path={path}
            params={params.toString()}
            options={dimensions.map((one) => ({
              label: `by ${dimensionLabel(one, { inText: true })}`,
              changes: { groupBy: one },
              selected: one === dimension,
            }))}
          />
          <GranularityFilter path={path} params={params} choices={granularities} granularity={question.granularity} />
        </div>
      }
    >
      {measure === "cost" && isUnpriced(answer.totals) ? (
        <NothingPriced tokens={hrefWith(path, params, { measure: "tokens" })} />
      ) : (
        <StackedChart
          caption={`${title} over time`}
          data={spendStack({
            ...{ answer, granularity: question.granularity, measure, known, path, params, now: new Date() },
            press: { path, params: params.toString(), withTime: false, hint: "Press a bar to see it alone" },
          })}
        />
      )}
    </Card>
  );
}
