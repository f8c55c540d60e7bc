import { chartTop } from "@/lib/spend/chart-top";
import type { Dimension } from "@/lib/spend/dimensions";
import { type AddressQuestion, questionFromAddress } from "@/lib/spend/question-from-address";

/** What the chart shows. */
export const CHART_MEASURES = ["cost", "tokens", "requests"] as const;
export type ChartMeasure = (typeof CHART_MEASURES)[number];

/** What the address of the overview asks for. */
export interface OverviewView extends AddressQuestion {
  /** What the chart is stacked by. */
  dimension: Dimension;
  measure: ChartMeasure;
}

/**
 * Reads the address of the overview: as questionFromAddress, with one dimension and a period to compare with, and
 * `measure`.
 * @throws InvalidParameter
 */
export function overviewView(params: URLSearchParams, timeZone: string, now: Date): OverviewView {
  const asked = questionFromAddress(params, { timeZone, now }, { groupBy: ["model"] });
  const dimension = asked.question.groupBy[0] ?? "model";
  const measure = CHART_MEASURES.find((one) => one === params.get("measure")) ?? "cost";
  const granularity = asked.question.granularity === "none" ? "day" : asked.question.granularity;
  const question = {
    ...asked.question,
    groupBy: [dimension],
    compare: "previous" as const,
    granularity,
    top: chartTop(measure),
  };
  return { ...asked, question, dimension, measure };
}
