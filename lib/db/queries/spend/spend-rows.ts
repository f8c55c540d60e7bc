import "server-only";
import type { Queryable } from "@/lib/db/snapshot";
import { femtoUsd } from "@/lib/pricing/money";
import { addTotals, type Totals } from "@/lib/spend/measures";
import type { SpendQuestion } from "@/lib/spend/spend-question";
import type { FilterIds } from "../dimensions/filter-ids";
import type { SpendPart } from "./plan-sources";
import { bucketSql, groupColumns, type Parameter, placeSql, type RowValue, sumsSql } from "./sums-sql";

/** A question with the parts it is answered in; `filters` is null when nothing can match. */
export interface SpendScope {
  organizationId: number;
  question: SpendQuestion;
  parts: readonly SpendPart[];
  filters: FilterIds | null;
}

/** Sums of one group and applied rate. */
export interface SpendRow {
  values: readonly RowValue[];
  rate: number;
  totals: Totals;
}

/** Sums of one group in one bucket within a part; null values: of all groups not asked for. */
export interface SeriesRow {
  /** Start of the whole bucket as Postgres has it: in an hour that the clock shows twice, an instant within it. */
  bucket: Date;
  values: readonly RowValue[] | null;
  totals: Totals;
}

/** Sums of one group and applied rate in one bucket within a part. */
export type BucketRow = SpendRow & SeriesRow;

/** Sums of an organisation's usage by group and applied rate. */
export async function readGroupRows(database: Queryable, scope: SpendScope): Promise<SpendRow[]> {
  const { groupBy } = scope.question;
  const rows = await readRows(database, scope, () => [...groupColumns(groupBy), "applied_rate_id"]);
  const sums = rows.map((row) => ({
    values: row.slice(0, groupBy.length) as RowValue[],
    rate: row[groupBy.length] as number,
    totals: toTotals(row, groupBy.length + 1),
  }));
  return scope.parts.length === 1 ? sums : merged(sums);
}

/** Rows of the same group and rate as one. */
export function merged(rows: readonly SpendRow[]): SpendRow[] {
  const sums = new Map<string, SpendRow>();
  for (const row of rows) {
    const id = JSON.stringify([row.values, row.rate]);
    const found = sums.get(id);
    sums.set(id, found ? { ...row, totals: addTotals(found.totals, row.totals) } : row);
  }
  return [...sums.values()];
}

/** Sums of an organisation's usage by bucket, group and applied rate: with them no other statement is needed. */
export async function readBucketRows(database: Queryable, scope: SpendScope): Promise<BucketRow[]> {
  const { groupBy } = scope.question;
  const rows = await readRows(database, scope, (part, parameter) => [
    bucketSql(part, scope.question, parameter),
    ...groupColumns(groupBy),
    "applied_rate_id",
  ]);
  return rows.map((row) => ({
    bucket: row[0] as Date,
    values: row.slice(1, groupBy.length + 1) as RowValue[],
    rate: row[groupBy.length + 1] as number,
    totals: toTotals(row, groupBy.length + 2),
  }));
}

/** Sums of an organisation's usage by bucket and group. */
export async function readSumRows(database: Queryable, scope: SpendScope): Promise<SeriesRow[]> {
  const { groupBy } = scope.question;
  const rows = await readRows(database, scope, (part, parameter) => [
    bucketSql(part, scope.question, parameter),
    ...groupColumns(groupBy),
  ]);
  return rows.map((row) => ({
    bucket: row[0] as Date,
    values: row.slice(1, groupBy.length + 1) as RowValue[],
    totals: toTotals(row, groupBy.length + 1),
  }));
}

/** Sums of an organisation's usage by bucket and group; with `only`, all other groups together. */
export async function readSeriesRows(
  database: Queryable,
  scope: SpendScope,
  only: readonly (readonly RowValue[])[] | null,
): Promise<SeriesRow[]> {
  const { groupBy } = scope.question;
  const rows = await readRows(database, scope, (part, parameter) => {
    const columns = groupColumns(groupBy);
    return [bucketSql(part, scope.question, parameter), ...(only ? [placeSql(columns, only, parameter)] : columns)];
  });
  return rows.map((row) => ({
    bucket: row[0] as Date,
    values: only ? (only[row[1] as number] ?? null) : (row.slice(1, groupBy.length + 1) as RowValue[]),
    totals: toTotals(row, only ? 2 : groupBy.length + 1),
  }));
}

/** Rows of keys and sums, of one part after the other. */
async function readRows(
  database: Queryable,
  scope: SpendScope,
  keysOf: (part: SpendPart, parameter: Parameter) => string[],
): Promise<unknown[][]> {
  const { filters } = scope;
  if (filters === null) return [];
  const all: unknown[][] = [];
  for (const part of scope.parts) {
    const values: unknown[] = [];
    const text = sumsSql({ ...scope, filters }, part, keysOf, (value) => `$${values.push(value)}`);
    const { rows } = await database.query({ rowMode: "array", text, values });
    for (const row of rows) all.push(row as unknown as unknown[]);
  }
  return all;
}

function toTotals(row: readonly unknown[], from: number): Totals {
  const at = (index: number) => BigInt(row[from + index] as string);
  return {
    requests: at(0),
    inputUncached: at(1),
    cacheRead: at(2),
    cacheWrite: at(3),
    output: at(4),
    reasoning: at(5),
    cost: femtoUsd(at(6)),
    costHigh: femtoUsd(at(7)),
    unpricedRequests: at(8),
    unpricedTokens: at(9),
  };
}
