import "server-only";
import { pool } from "@/lib/db/pool";
import type { Filters } from "@/lib/spend/dimensions";
import type { Period } from "@/lib/spend/period";
import { filterIds, filterSql } from "../dimensions/filter-ids";
import { NAME_JOINS, RECORD_COLUMNS, type RecordRow, type StoredRecord, storedRecordFromRow } from "./stored-record";

/** Both orders begin with the largest: the newest, or the dearest. */
export const RECORDS_ORDERS = ["time", "cost"] as const;
export type RecordsOrder = (typeof RECORDS_ORDERS)[number];

/** Which records, in which order. */
export interface RecordsQuestion {
  period: Period;
  filters: Filters;
  /** Values that are left out. */
  not: Filters;
  sort: RecordsOrder;
  limit: number;
  after: RecordsCursor | null;
}

/** Where the page before ended: the value sorted by, then the key. */
export interface RecordsCursor {
  value: string;
  key: string;
}

/** One page of an organisation's records, and where the next one begins (null at the end). */
export async function listRecords(
  organizationId: number,
  question: RecordsQuestion,
): Promise<{ records: StoredRecord[]; next: RecordsCursor | null }> {
  const ids = await filterIds(organizationId, question.filters, question.not);
  if (ids === null) return { records: [], next: null };
  const { period, sort, limit, after } = question;
  const parameters: unknown[] = [organizationId, period.from, period.to, limit + 1];
  const conditions = [
    "organization_id = $1",
    "timestamp >= $2 AND timestamp < $3",
    // The key of the table leads with the UTC day.
    "day >= ($2::timestamptz AT TIME ZONE 'UTC')::date AND day <= ($3::timestamptz AT TIME ZONE 'UTC')::date",
  ];
  conditions.push(...filterSql(ids, "$1", (given) => `$${parameters.push(given)}`));
  // Unpriced records come last: nobody knows how dear they were.
  const value = sort === "time" ? "timestamp" : "coalesce(cost, -1)";
  if (after) {
    parameters.push(after.value, after.key);
    const type = sort === "time" ? "timestamptz" : "numeric";
    const [place, key] = [`$${parameters.length - 1}::${type}`, `$${parameters.length}::uuid`];
    conditions.push(`(${value}, key) < (${place}, ${key})`);
    if (sort === "time") conditions.push(`day <= (${place} AT TIME ZONE 'UTC')::date`);
  }
  // Days come first in the key, so a page of the newest reads only the days it is of.
  const order = sort === "time" ? "day DESC, timestamp DESC, key DESC" : `${value} DESC, key DESC`;
  const { rows } = await pool().query<RecordRow & { sorted_by: string }>(
    `SELECT ${RECORD_COLUMNS}, r.sorted_by
       FROM (SELECT *, (${value})::text AS sorted_by
               FROM usage_records
              WHERE ${conditions.join(" AND ")}
              ORDER BY ${order}
              LIMIT $4) AS r
       ${NAME_JOINS}
      ORDER BY ${sort === "time" ? "r.timestamp" : "coalesce(r.cost, -1)"} DESC, r.key DESC`,
    parameters,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    records: page.map(storedRecordFromRow),
    next: rows.length > limit && last ? { value: last.sorted_by, key: last.key } : null,
  };
}
