import "server-only";
import type { Queryable } from "@/lib/db/snapshot";
import { type Dimension, isNamedDimension } from "@/lib/spend/dimensions";
import { addTotals, NO_TOTALS, type Totals } from "@/lib/spend/measures";
import type { GroupKey, SpendGroup } from "@/lib/spend/spend-question";
import { dimensionNames } from "../dimensions/dimension-names";
import type { SpendRow } from "./spend-rows";
import type { RowValue } from "./sums-sql";

/** A group with what its rows have of the dimensions. */
export interface RowGroup extends SpendGroup {
  values: readonly RowValue[];
}

/** The sum of rows. */
export function sumRows(rows: readonly SpendRow[]): Totals {
  return rows.reduce((total, row) => addTotals(total, row.totals), NO_TOTALS);
}

/** The groups that rows are of, the dearest first. */
export async function groupsOf(
  database: Queryable,
  organizationId: number,
  groupBy: readonly Dimension[],
  rows: readonly SpendRow[],
): Promise<RowGroup[]> {
  const sums = new Map<string, { values: readonly RowValue[]; totals: Totals }>();
  for (const { values, totals } of rows) {
    const id = groupId(values);
    const sum = sums.get(id);
    if (sum) sum.totals = addTotals(sum.totals, totals);
    else sums.set(id, { values, totals });
  }
  const found = [...sums.values()];
  const keyOf = await keyMaker(database, organizationId, groupBy, found);
  return found.map((group) => ({ ...group, key: keyOf(group.values) })).sort(byCost);
}

/** Tells the groups of one question apart. */
export function groupId(values: readonly RowValue[]): string {
  return values.length === 1 && typeof values[0] === "number" ? String(values[0]) : JSON.stringify(values);
}

/** By descending cost, then requests, then name. */
export function byCost(a: SpendGroup, b: SpendGroup): number {
  if (a.totals.cost !== b.totals.cost) return a.totals.cost > b.totals.cost ? -1 : 1;
  if (a.totals.requests !== b.totals.requests) return a.totals.requests > b.totals.requests ? -1 : 1;
  return JSON.stringify(a.key) < JSON.stringify(b.key) ? -1 : 1;
}

async function keyMaker(
  database: Queryable,
  organizationId: number,
  groupBy: readonly Dimension[],
  groups: readonly { values: readonly RowValue[] }[],
): Promise<(values: readonly RowValue[]) => GroupKey> {
  const wanted = groupBy
    .map((dimension, index) => ({ dimension, ids: groups.map(({ values }) => values[index] as number) }))
    .filter(({ dimension }) => isNamedDimension(dimension));
  const nameOf = await dimensionNames(organizationId, wanted, database);
  const textOf = (dimension: Dimension, value: RowValue = null) =>
    typeof value === "number" ? nameOf(dimension, value) : value;
  return (values) =>
    Object.fromEntries(groupBy.map((dimension, index) => [dimension, textOf(dimension, values[index])]));
}
