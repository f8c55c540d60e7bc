import { chartTop } from "./chart-top";
import type { TableOrder } from "./group-table";
import { isMeasureName, MEASURES, type MeasureName } from "./measure";
import { type AddressQuestion, questionFromAddress } from "./question-from-address";
import { InvalidParameter, type QuestionContext } from "./question-from-params";

/** Numbers of rows that pages offer. */
export const ROW_CHOICES = [25, 100, 500] as const;
/** Most rows of a table. */
export const MOST_ROWS = 1_000;

const MOST_DIMENSIONS = 2;

/** What the address of a table of groups asks. */
export interface TableQuestion extends AddressQuestion {
  measure: MeasureName;
  order: TableOrder;
  rows: number;
}

/**
 * Reads the address of a table of groups: as questionFromAddress with at most two dimensions, `measure`, `sort` (a
 * measure, or `change` beside another period) and `rows`. Its series tells no more groups apart than a chart does.
 * @throws InvalidParameter
 */
export function tableQuestion(params: URLSearchParams, context: QuestionContext): TableQuestion {
  const measure = readMeasure(params);
  const asked = questionFromAddress(params, context, { groupBy: ["model"] });
  if (asked.question.groupBy.length > MOST_DIMENSIONS) {
    throw new InvalidParameter("groupBy", `at most ${MOST_DIMENSIONS} dimensions.`);
  }
  return {
    ...asked,
    question: { ...asked.question, top: chartTop(measure) },
    measure,
    order: readOrder(params, measure, asked.question.compare !== null),
    rows: readRows(params),
  };
}

function readMeasure(params: URLSearchParams): MeasureName {
  const text = params.get("measure") ?? "cost";
  if (!isMeasureName(text)) throw new InvalidParameter("measure", `must be one of ${MEASURES.join(", ")}.`);
  return text;
}

function readOrder(params: URLSearchParams, measure: MeasureName, isCompared: boolean): TableOrder {
  const text = params.get("sort");
  if (text === null || text === "") return measure;
  if (isMeasureName(text)) return text;
  if (text !== "change") throw new InvalidParameter("sort", `must be change, or one of ${MEASURES.join(", ")}.`);
  return isCompared ? "change" : measure;
}

function readRows(params: URLSearchParams): number {
  const text = params.get("rows")?.trim();
  if (!text) return ROW_CHOICES[0];
  const rows = Number(text);
  if (!Number.isInteger(rows) || rows < 1 || rows > MOST_ROWS) {
    throw new InvalidParameter("rows", `must be a number from 1 to ${MOST_ROWS}.`);
  }
  return rows;
}
