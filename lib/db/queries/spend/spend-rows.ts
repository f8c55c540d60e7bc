import "server-only";
import { pool } from "@/lib/db/pool";
import { femtoUsd } from "@/lib/pricing/money";
import { type Dimension, isNamedDimension, tagKey } from "@/lib/spend/dimensions";
import type { Totals } from "@/lib/spend/measures";
import type { Granularity } from "@/lib/spend/period";
import type { SpendQuestion } from "@/lib/spend/spend-question";
import { COLUMNS, type FilterIds, filterSql } from "../dimensions/filter-ids";
import type { SpendSource } from "./choose-source";

/** What a row has of a dimension: the number of a name (0: not stated), or the value of a tag itself. */
export type RowValue = number | string | null;

/** One row of a question's result: start of the (whole) bucket, values of the group, an applied rate, sums. */
export interface SpendRow {
  bucket: Date | null;
  values: RowValue[];
  rate: number;
  totals: Totals;
}

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

/** Sums of an organisation's usage by bucket, group and applied rate, from the source that was chosen. */
export async function readSpendRows(
  organizationId: number,
  question: SpendQuestion,
  source: SpendSource,
  filters: FilterIds,
): Promise<SpendRow[]> {
  const rollups = source.kind === "rollups";
  const time = rollups ? "slot" : "timestamp";
  const values: unknown[] = [organizationId, question.from, question.to];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const conditions = ["organization_id = $1", `${time} >= $2`, `${time} < $3`];
  if (rollups) conditions.push(`grain = ${source.grain}`);
  // The key of the records leads with the UTC day.
  else
    conditions.push(
      "day >= ($2::timestamptz AT TIME ZONE 'UTC')::date",
      "day <= ($3::timestamptz AT TIME ZONE 'UTC')::date",
    );
  conditions.push(...filterSql(filters, "$1", parameter));
  const { columns, joins, tags } = groupSql(question.groupBy, parameter);
  const keys = [bucketSql(question, time, parameter), ...columns, "applied_rate_id"];
  const { rows } = await pool().query({
    rowMode: "array",
    text: `${tags}SELECT ${[...keys, ...(rollups ? ROLLUP_SUMS : RECORD_SUMS)].join(", ")}
             FROM ${rollups ? "rollups" : "usage_records"}${joins}
            WHERE ${conditions.join(" AND ")}
            GROUP BY ${keys.map((_, index) => index + 1).join(", ")}`,
    values,
  });
  return (rows as unknown[][]).map((row) => toRow(row, columns.length));
}

/** The columns to group by; values of tags are looked up once for each set of tags rather than for each record. */
function groupSql(groupBy: readonly Dimension[], parameter: (value: unknown) => string) {
  const keys = groupBy.filter((dimension) => !isNamedDimension(dimension)).map(tagKey);
  const columns = groupBy.map((dimension) =>
    isNamedDimension(dimension) ? COLUMNS[dimension] : `tag_${keys.indexOf(tagKey(dimension))}`,
  );
  if (keys.length === 0) return { columns, joins: "", tags: "" };
  const values = keys.map((key, index) => `tags ->> ${parameter(key)}::text AS tag_${index}`);
  return {
    columns,
    joins: " LEFT JOIN tag_values ON set_id = tag_set_id",
    tags: `WITH tag_values AS MATERIALIZED (
             SELECT id AS set_id, ${values.join(", ")} FROM tag_sets WHERE organization_id = $1) `,
  };
}

function bucketSql(
  { granularity, timeZone }: { granularity: Granularity; timeZone: string },
  time: string,
  parameter: (value: unknown) => string,
): string {
  if (granularity === "none") return "NULL::timestamptz";
  return `date_trunc('${granularity}', ${time}, ${parameter(timeZone)})`;
}

function toRow(row: unknown[], groups: number): SpendRow {
  const sums = row.slice(groups + 2).map((text) => BigInt(text as string));
  const [requests = 0n, inputUncached = 0n, cacheRead = 0n, cacheWrite = 0n, output = 0n, reasoning = 0n] = sums;
  const [, , , , , , cost = 0n, costHigh = 0n, unpricedRequests = 0n, unpricedTokens = 0n] = sums;
  const tokens = { requests, inputUncached, cacheRead, cacheWrite, output, reasoning };
  return {
    bucket: row[0] as Date | null,
    values: row.slice(1, groups + 1) as RowValue[],
    rate: row[groups + 1] as number,
    totals: { cost: femtoUsd(cost), costHigh: femtoUsd(costHigh), ...tokens, unpricedRequests, unpricedTokens },
  };
}
