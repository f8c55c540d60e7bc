import "server-only";
import { pool } from "@/lib/db/pool";
import { femtoUsd } from "@/lib/pricing/money";
import type { Dimension } from "@/lib/spend/dimensions";
import type { Totals } from "@/lib/spend/measures";
import type { Granularity } from "@/lib/spend/period";
import type { SpendQuestion } from "@/lib/spend/spend-question";
import { COLUMNS, type FilterIds } from "../dimensions/filter-ids";
import type { SpendSource } from "./choose-source";

/** One row of a question's result: start of the (whole) bucket, numbers of the group's names, an applied rate, sums. */
export interface SpendRow {
  bucket: Date | null;
  ids: number[];
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
  const parameters: unknown[] = [organizationId, question.from, question.to];
  const conditions = ["organization_id = $1", `${time} >= $2`, `${time} < $3`];
  if (rollups) conditions.push(`grain = ${source.grain}`);
  // The key of the records leads with the UTC day.
  else
    conditions.push(
      "day >= ($2::timestamptz AT TIME ZONE 'UTC')::date",
      "day <= ($3::timestamptz AT TIME ZONE 'UTC')::date",
    );
  for (const [dimension, ids] of Object.entries(filters)) {
    parameters.push(ids);
    conditions.push(`${COLUMNS[dimension as Dimension]} = ANY($${parameters.length})`);
  }
  const bucket = bucketSql(question.granularity, time, parameters, question.timeZone);
  const groups = question.groupBy.map((dimension) => COLUMNS[dimension]);
  const { rows } = await pool().query({
    rowMode: "array",
    text: `SELECT ${[bucket, ...groups, "applied_rate_id", ...(rollups ? ROLLUP_SUMS : RECORD_SUMS)].join(", ")}
             FROM ${rollups ? "rollups" : "usage_records"}
            WHERE ${conditions.join(" AND ")}
            GROUP BY ${Array.from({ length: groups.length + 2 }, (_, index) => index + 1).join(", ")}`,
    values: parameters,
  });
  return (rows as unknown[][]).map((row) => toRow(row, groups.length));
}

function bucketSql(granularity: Granularity, time: string, parameters: unknown[], timeZone: string): string {
  if (granularity === "none") return "NULL::timestamptz";
  parameters.push(timeZone);
  return `date_trunc('${granularity}', ${time}, $${parameters.length})`;
}

function toRow(row: unknown[], groups: number): SpendRow {
  const sums = row.slice(groups + 2).map((text) => BigInt(text as string));
  const [requests = 0n, inputUncached = 0n, cacheRead = 0n, cacheWrite = 0n, output = 0n, reasoning = 0n] = sums;
  const [, , , , , , cost = 0n, costHigh = 0n, unpricedRequests = 0n, unpricedTokens = 0n] = sums;
  const tokens = { requests, inputUncached, cacheRead, cacheWrite, output, reasoning };
  return {
    bucket: row[0] as Date | null,
    ids: row.slice(1, groups + 1) as number[],
    rate: row[groups + 1] as number,
    totals: { cost: femtoUsd(cost), costHigh: femtoUsd(costHigh), ...tokens, unpricedRequests, unpricedTokens },
  };
}
