import "server-only";
import type { RowCondition } from "@/lib/switch/traffic/row-conditions";
import { COLUMNS } from "../../dimensions/filter-ids";

/** Takes a value and answers its place in a statement. */
export type Parameter = (value: unknown) => string;

/** The whole prompt of a record. */
export const PROMPT = "(input_uncached + cache_read + cache_write)";

/** Whether a record is one request. */
const SINGLE = "(requests IS NOT DISTINCT FROM 1)";

const NAMED: Readonly<Record<string, string>> = { ...COLUMNS, tagSet: "tag_set_id", rate: "applied_rate_id" };

/**
 * A condition in SQL: of records that it certainly holds for; or, with `orPerhaps`, of those too that are aggregates and
 * may be on both sides. Single requests of an aggregate may have any size up to its total.
 */
export function conditionSql(
  condition: RowCondition,
  timeZone: string,
  parameter: Parameter,
  { orPerhaps }: { orPerhaps: boolean },
): string {
  const { minInput, maxInput, minOutput, maxOutput, hours } = condition;
  const parts = condition.names.map(({ name, numbers, isExcluded }) =>
    isExcluded
      ? `${NAMED[name]} <> ALL(${parameter(numbers)}::int[])`
      : `${NAMED[name]} = ANY(${parameter(numbers)}::int[])`,
  );
  const least = (size: string, minimum: number | null) => {
    if (minimum === null || minimum === 0) return;
    parts.push(`${size} >= ${parameter(minimum)}${orPerhaps ? "" : ` AND ${SINGLE}`}`);
  };
  const orAggregate = (part: string) => (orPerhaps ? `(${part} OR NOT ${SINGLE})` : part);
  const most = (size: string, maximum: number | null) => {
    if (maximum !== null) parts.push(orAggregate(`${size} <= ${parameter(maximum)}`));
  };
  least(PROMPT, minInput);
  most(PROMPT, maxInput);
  least("output", minOutput);
  most("output", maxOutput);
  if (hours) {
    const isWithin = `extract(hour FROM timestamp AT TIME ZONE ${parameter(timeZone)}) = ANY(${parameter(hours)}::int[])`;
    parts.push(orPerhaps ? orAggregate(isWithin) : `${isWithin} AND ${SINGLE}`);
  }
  return parts.length === 0 ? "true" : parts.join(" AND ");
}
