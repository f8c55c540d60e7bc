import "server-only";
import type { RowCondition } from "@/lib/switch/traffic/row-conditions";
import { COLUMNS } from "../../dimensions/filter-ids";

/** Takes a value and answers its place in a statement. */
export type Parameter = (value: unknown) => string;

/** The whole prompt of a record. */
export const PROMPT = "(input_uncached + cache_read + cache_write)";

const NAMED: Readonly<Record<string, string>> = { ...COLUMNS, tagSet: "tag_set_id", rate: "applied_rate_id" };

/** A condition for single requests, in SQL. */
export function conditionSql(condition: RowCondition, timeZone: string, parameter: Parameter): string {
  const { minInput, maxInput, minOutput, maxOutput, hours } = condition;
  const parts = condition.names.map(({ name, numbers, isExcluded }) =>
    isExcluded
      ? `${NAMED[name]} <> ALL(${parameter(numbers)}::int[])`
      : `${NAMED[name]} = ANY(${parameter(numbers)}::int[])`,
  );
  if (minInput !== null) parts.push(`${PROMPT} >= ${parameter(minInput)}`);
  if (maxInput !== null) parts.push(`${PROMPT} <= ${parameter(maxInput)}`);
  if (minOutput !== null) parts.push(`output >= ${parameter(minOutput)}`);
  if (maxOutput !== null) parts.push(`output <= ${parameter(maxOutput)}`);
  if (hours) {
    parts.push(`extract(hour FROM timestamp AT TIME ZONE ${parameter(timeZone)}) = ANY(${parameter(hours)}::int[])`);
  }
  return parts.length === 0 ? "true" : parts.join(" AND ");
}
