import { assignColours, OTHER_COLOUR } from "@/components/charts/palette";
import { StackedChart } from "@/components/charts/stacked-chart";
import type { StackedChartData } from "@/components/charts/stacked-chart-data";
import { GranularityFilter } from "@/components/filters/granularity-filter";
import { hrefWith } from "@/components/filters/page-params";
import { Card } from "@/components/ui/card";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { type Dimension, dimensionLabel } from "@/lib/spend/dimensions";
import { formatCount } from "@/lib/spend/format-count";
import { formatBucket } from "@/lib/spend/format-time";
import { formatCost } from "@/lib/spend/format-totals";
import { allTokens, type Totals } from "@/lib/spend/measures";
import type { SpendAnswer } from "@/lib/spend/spend-question";
import { type Band, stackSeries } from "@/lib/spend/stack-series";
import { CHART_MEASURES, type ChartMeasure, type OverviewView } from "./overview-view";

/** So many bands keep a colour of their own. */
const MOST_BANDS = 7;

interface Measure {
  label: string;
  size: (totals: Totals) => bigint;
  text: (totals: Totals, options?: { compact?: boolean }) => string;
}

const MEASURES: Record<ChartMeasure, Measure> = {
  cost: { label: "Spend", size: (totals) => totals.cost, text: formatCost },
  tokens: { label: "Tokens", size: allTokens, text: (totals, options) => formatCount(allTokens(totals), options) },
  requests: {
    label: "Requests",
    size: (totals) => totals.requests,
    text: (totals, options) => formatCount(totals.requests, options),
  },
};

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
  const title = `${MEASURES[measure].label} by ${dimensionLabel(dimension, { inText: true })}`;
  return (
    <Card
      title={title}
      actions={
        <div className="flex flex-wrap gap-2 print:hidden">
          <SegmentedLinks
            label="Measure"
            options={CHART_MEASURES.map((one) => ({
              label: MEASURES[one].label,
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
      <StackedChart caption={`${title} over time`} data={chartData({ path, params, view, answer, known })} />
    </Card>
  );
}

function chartData({ path, params, view, answer, known }: SpendChartProps): StackedChartData {
  const { dimension, measure, question } = view;
  const { size, text } = MEASURES[measure];
  const { buckets: all, bands } = stackSeries(answer, dimension, MOST_BANDS, size);
  const now = new Date();
  // The hours of today that are still to come would only be empty space.
  const buckets = all.slice(0, all.findLastIndex(({ start, totals }) => start <= now || hasUsage(totals)) + 1);
  const colours = assignColours(
    known,
    bands.flatMap(({ band }) => (band.kind === "value" && band.value !== null ? [band.value] : [])),
  );
  // Heights are drawn in dollars; exact amounts stay in the texts.
  const height = (totals: Totals) => (measure === "cost" ? Number(size(totals)) / 1e15 : Number(size(totals)));
  return {
    unit: measure === "cost" ? "usd" : "count",
    buckets: buckets.map((bucket) => ({
      ...formatBucket(bucket, question.granularity, question.timeZone),
      partial: bucket.partial,
      total: text(bucket.totals),
    })),
    bands: bands.map(({ band, totals, cells }) => ({
      name: nameOf(band),
      colour: (band.kind === "value" && band.value !== null && colours.get(band.value)) || OTHER_COLOUR,
      sizes: cells.slice(0, buckets.length).map(height),
      texts: cells.slice(0, buckets.length).map((cell) => (hasUsage(cell) ? text(cell) : null)),
      total: text(totals, { compact: true }),
      href: band.kind === "value" ? hrefWith(path, params, { [`filter.${dimension}`]: band.value ?? "" }) : null,
    })),
  };
}

function hasUsage(totals: Totals): boolean {
  return totals.requests > 0n || totals.cost > 0n || allTokens(totals) > 0n;
}

function nameOf(band: Band): string {
  return band.kind === "other" ? `${band.groups} others` : (band.value ?? "not stated");
}
