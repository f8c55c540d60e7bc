import { type Dimension, isNamedDimension, tagKey } from "@/lib/spend/dimensions";
import type { SpendQuestion } from "@/lib/spend/spend-question";
import { COLUMNS, type FilterIds, filterSql } from "../dimensions/filter-ids";
import type { SpendPart } from "./plan-sources";

/** What a row has of a dimension: the number of a name (0: not stated), or the value of a tag itself. */
export type RowValue = number | string | null;

/** Takes a parameter of a statement and answers its place. */
export type Parameter = (value: unknown) => string;

const SUMS = ["requests", "input_uncached", "cache_read", "cache_write", "output", "reasoning"];
const ROLLUP_SUMS = [...SUMS, "cost", "cost_high", "unpriced_requests", "unpriced_tokens"].map(
  (name) => `sum(${name})::text`,
);
const RECORD_SUMS = [
  ...SUMS.map((name) => `coalesce(sum(${name}), 0)::text`),
  "coalesce(sum(cost), 0)::text",
  "coalesce(sum(coalesce(cost_high, cost)), 0)::text",
  "coalesce(sum(requests) FILTER (WHERE cost IS NULL), 0)::text",
  "coalesce(sum(input_uncached + cache_read + cache_write + output) FILTER (WHERE cost IS NULL), 0)::text",
];

/** The usage a statement is about. */
interface StatementScope {
  organizationId: number;
  question: SpendQuestion;
  filters: FilterIds;
}

/** Sums of a part of a question's usage, grouped by keys. */
export function sumsSql(
  { organizationId, question, filters }: StatementScope,
  part: SpendPart,
  keysOf: (part: SpendPart, parameter: Parameter) => string[],
  parameter: Parameter,
): string {
  const { source } = part;
  const time = timeColumn(part);
  const organization = parameter(organizationId);
  const [from, to] = [parameter(part.from), parameter(part.to)];
  const conditions = [
    `organization_id = ${organization}`,
    `${time} >= ${from} AND ${time} < ${to}`,
    source.kind === "rollups"
      ? `grain = ${source.grain}`
      : // The key of the records leads with the UTC day.
        `day BETWEEN (${from}::timestamptz AT TIME ZONE 'UTC')::date AND (${to}::timestamptz AT TIME ZONE 'UTC')::date`,
    ...filterSql(filters, organization, parameter),
  ];
  const keys = keysOf(part, parameter);
  const { join, tags } = tagsSql(question.groupBy, organization, parameter);
  return `${tags}SELECT ${[...keys, ...(source.kind === "rollups" ? ROLLUP_SUMS : RECORD_SUMS)].join(", ")}
     FROM ${source.kind === "rollups" ? "rollups" : "usage_records"}${join}
    WHERE ${conditions.join(" AND ")}
    GROUP BY ${keys.map((_, index) => index + 1).join(", ")}`;
}

function timeColumn({ source }: SpendPart): string {
  return source.kind === "rollups" ? "slot" : "timestamp";
}

function tagKeys(groupBy: readonly Dimension[]): string[] {
  return groupBy.filter((dimension) => !isNamedDimension(dimension)).map(tagKey);
}

/** The columns of a question's groups. */
export function groupColumns(groupBy: readonly Dimension[]): string[] {
  const keys = tagKeys(groupBy);
  return groupBy.map((one) => (isNamedDimension(one) ? COLUMNS[one] : `tag_${keys.indexOf(tagKey(one))}`));
}

/** Values of tags are looked up once for each set of tags rather than for each record. */
function tagsSql(
  groupBy: readonly Dimension[],
  organization: string,
  parameter: Parameter,
): { join: string; tags: string } {
  const keys = tagKeys(groupBy);
  if (keys.length === 0) return { join: "", tags: "" };
  const columns = keys.map((key, index) => `tags ->> ${parameter(key)}::text AS tag_${index}`);
  return {
    join: " LEFT JOIN tag_values ON set_id = tag_set_id",
    tags: `WITH tag_values AS MATERIALIZED (
             SELECT id AS set_id, ${columns.join(", ")} FROM tag_sets WHERE organization_id = ${organization}) `,
  };
}

/** The place of a row's group among those asked for; null for others. */
export function placeSql(
  columns: readonly string[],
  only: readonly (readonly RowValue[])[],
  parameter: Parameter,
): string {
  const cases = only.map((values, place) => {
    const equal = columns.map((column, index) => {
      const value = values[index] ?? null;
      if (value === null) return `${column} IS NULL`;
      return `${column} = ${parameter(value)}::${typeof value === "number" ? "int" : "text"}`;
    });
    return `WHEN ${equal.join(" AND ")} THEN ${place}`;
  });
  return `CASE ${cases.join(" ")} END`;
}

/** The start of the bucket a row is of. */
export function bucketSql(part: SpendPart, { granularity, timeZone }: SpendQuestion, parameter: Parameter): string {
  const { source } = part;
  // Slots of the grains from 1 on are starts of days already.
  if (source.kind === "rollups" && source.grain > 0 && granularity === "day") return "slot";
  return `date_trunc('${granularity}', ${timeColumn(part)}, ${parameter(timeZone)})`;
}
