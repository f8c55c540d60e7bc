import { getSpend } from "@/lib/db/queries/spend/get-spend";
import type { NamedDimension } from "@/lib/spend/dimensions";
import type { SpendAnswer, SpendQuestion } from "@/lib/spend/spend-question";

/** The usage the overview is about in sum, by another dimension. */
export function getRanking(
  organizationId: number,
  question: SpendQuestion,
  dimension: NamedDimension,
): Promise<SpendAnswer> {
  return getSpend(organizationId, { ...question, granularity: "none", groupBy: [dimension] });
}
