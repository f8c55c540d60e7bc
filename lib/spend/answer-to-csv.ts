import { csvLine } from "./csv-line";
import { totalsToJson } from "./measures";
import type { SpendAnswer, SpendGroup, SpendPoint } from "./spend-question";

const MEASURES = [
  "cost",
  "costHigh",
  "requests",
  "inputUncached",
  "cacheRead",
  "cacheWrite",
  "output",
  "reasoning",
  "unpricedRequests",
  "unpricedTokens",
];

/** An answer about spend as CSV: a line for each group in each bucket (without a granularity: for each group). */
export function answerToCsv(answer: SpendAnswer): string {
  const rows: (SpendGroup | SpendPoint)[] = answer.series.length > 0 ? answer.series : answer.groups;
  const dimensions = answer.groupBy;
  const times = answer.series.length > 0 ? ["start", "end"] : [];
  const lines = rows.map((row) => {
    const totals = totalsToJson(row.totals);
    const span = "start" in row ? [row.start.toISOString(), row.end.toISOString()] : [];
    return csvLine([
      ...span,
      ...dimensions.map((dimension) => row.key[dimension] ?? ""),
      ...MEASURES.map((name) => totals[name] ?? totals.cost ?? ""),
    ]);
  });
  return csvLine([...times, ...dimensions, ...MEASURES]) + lines.join("");
}
