import type { Filters } from "@/lib/spend/dimensions";
import type { Period } from "@/lib/spend/period";
import { type FilterIds, filterSql } from "../dimensions/filter-ids";

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

/** An organisation's records of a question, with the numbers of its filters. */
export interface RecordsScope {
  organizationId: number;
  question: RecordsQuestion;
  filters: FilterIds;
}

/** What records (`usage_records AS r`) are sorted by. Unpriced ones come last: nobody knows how dear they were. */
export const SORTED_BY: Readonly<Record<RecordsOrder, string>> = {
  time: "r.timestamp",
  cost: "coalesce(r.cost, -1)",
};

/** Conditions for a scope's records (`usage_records AS r`) after its cursor, with their parameters: $1 is the organisation. */
export function recordsConditions({ organizationId, question, filters }: RecordsScope) {
  const { period, sort, after } = question;
  const parameters: unknown[] = [organizationId, period.from, period.to];
  const parameter = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = [
    "organization_id = $1",
    "timestamp >= $2 AND timestamp < $3",
    ...filterSql(filters, "$1", parameter),
  ];
  // The key of the table leads with the UTC day.
  const days = [
    "day >= ($2::timestamptz AT TIME ZONE 'UTC')::date AND day <= ($3::timestamptz AT TIME ZONE 'UTC')::date",
  ];
  if (after) {
    const type = sort === "time" ? "timestamptz" : "numeric";
    const [place, key] = [`${parameter(after.value)}::${type}`, `${parameter(after.key)}::uuid`];
    conditions.push(`(${SORTED_BY[sort]}, r.key) < (${place}, ${key})`);
    if (sort === "time") days.push(`day <= (${place} AT TIME ZONE 'UTC')::date`);
  }
  return { conditions, days, parameters, parameter };
}
