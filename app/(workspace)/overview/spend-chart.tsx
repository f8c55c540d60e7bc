import { spendStack } from "@/components/charts/spend-stack";
import { StackedChart } from "@/components/charts/stacked-chart";
import { GranularityFilter } from "@/components/filters/granularity-filter";
import { hrefWith } from "@/components/filters/page-params";
import { Card } from "@/components/ui/card";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { type Dimension, dimensionLabel } from "@/lib/spend/dimensions";
import { measureOf } from "@/lib/spend/measure";
import type { SpendAnswer } from "@/lib/spend/spend-question";
import { CHART_MEASURES, type OverviewView } from "./overview-view";

const STACKED_BY: readonly Dimension[] = ["model", "provider", "project", "apiKey", "user"];

interface SpendChartProps {
  path: string;
  params: URLSearchParams;
  view: OverviewView;
  answer: SpendAnswer;
  /** All values of the dimension, in the order they were first seen. */
  known: readonly string[];
}

/** Spend, tokens or requests over time, stacked by a dimension. */
export function SpendChart({ path, params, view, answer, known }: SpendChartProps) {
  const { dimension, measure, granularities, question } = view;
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
          <SegmentedLinks
            label="Stacked by"
            options={STACKED_BY.map((one) => ({
              label: dimensionLabel(one),
              href: hrefWith(path, params, { groupBy: one }),
              selected: one === dimension,
            }))}
          />
          <GranularityFilter path={path} params={params} choices={granularities} granularity={question.granularity} />
        </div>
      }
    >
      <StackedChart
        caption={`${title} over time`}
        data={spendStack({
          ...{ answer, granularity: question.granularity, measure, known, path, params, now: new Date() },
          press: { path, params: params.toString(), withTime: false, hint: "Press a bar to see it alone" },
        })}
      />
    </Card>
  );
}
