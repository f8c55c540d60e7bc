import { type Dimension, isDimension } from "@/lib/spend/dimensions";
import { GRANULARITIES, type Granularity } from "@/lib/spend/period";
import { questionFromParams, readTimeZone } from "@/lib/spend/question-from-params";
import {
  DEFAULT_PRESET,
  granularitiesFor,
  isRangePreset,
  presetPeriod,
  type RangePreset,
} from "@/lib/spend/range-presets";
import type { SpendQuestion } from "@/lib/spend/spend-question";

/** What the chart shows. */
export const CHART_MEASURES = ["cost", "tokens", "requests"] as const;
export type ChartMeasure = (typeof CHART_MEASURES)[number];

/** What the address of the overview asks for. */
export interface OverviewView {
  question: SpendQuestion;
  /** The preset the period came from; null for dates in the address. */
  preset: RangePreset | null;
  /** What the chart is stacked by. */
  dimension: Dimension;
  measure: ChartMeasure;
  /** Granularities that suit the period. */
  granularities: Exclude<Granularity, "none">[];
}

/**
 * Reads the address of the overview: `range` (a preset) or `from` and `to`, `granularity`, `groupBy`, `measure` and
 * `filter.<dimension>`.
 * @throws InvalidParameter
 */
export function overviewView(params: URLSearchParams, zone: string, now: Date): OverviewView {
  const range = params.get("range");
  const ownDates = params.has("from") || params.has("to");
  const preset = isRangePreset(range) ? range : ownDates ? null : DEFAULT_PRESET;
  const asked = new URLSearchParams(params);
  if (preset) {
    const period = presetPeriod(preset, readTimeZone(params, zone), now);
    asked.set("from", period.from.toISOString());
    asked.set("to", period.to.toISOString());
  }
  const dimension = params.get("groupBy") ?? "model";
  asked.set("groupBy", isDimension(dimension) ? dimension : "model");
  asked.set("granularity", "none");
  asked.set("compare", "previous");
  const question = questionFromParams(asked, { timeZone: zone, now });
  const granularities = granularitiesFor(question, question.timeZone);
  const wanted = GRANULARITIES.find((one) => one === params.get("granularity")) ?? "day";
  const granularity = granularities.find((one) => one === wanted) ?? granularities[0] ?? "month";
  return {
    question: { ...question, granularity },
    preset,
    dimension: question.groupBy[0] ?? "model",
    measure: CHART_MEASURES.find((one) => one === params.get("measure")) ?? "cost",
    granularities,
  };
}
