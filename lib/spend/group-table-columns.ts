import { type FemtoUsd, usdString } from "@/lib/pricing/money";
import { csvLine } from "./csv-line";
import type { Dimension } from "./dimensions";
import type { GroupRow, GroupTable } from "./group-table";
import { type MeasureName, measureOf } from "./measure";
import { countToJson, type Totals } from "./measures";

/** What stands beside the measure that is asked for. */
const ALWAYS: readonly MeasureName[] = ["cost", "requests", "tokens", "cacheHitRate"];

/** The measures a table of groups shows, the one asked for first. */
export function tableMeasures(measure: MeasureName): MeasureName[] {
  return [measure, ...ALWAYS.filter((one) => one !== measure)];
}

/** A value on the wire: decimal USD, a count, a share from 0 to 1; null where there is none. */
export function valueToJson(name: MeasureName, totals: Totals): string | number | null {
  const { unit, value } = measureOf(name);
  const found = value(totals);
  if (found === null) return null;
  if (unit === "usd") return usdString(found as FemtoUsd);
  return unit === "share" ? Number(found) / 1_000_000 : countToJson(found);
}

/** What each row of a table has in common. */
interface TableShape {
  groupBy: readonly Dimension[];
  measure: MeasureName;
}

/** A table of groups on the wire. */
export function groupTableToJson({ rows, others, total }: GroupTable, { measure }: TableShape) {
  const row = ({ totals, before }: Pick<GroupRow, "totals" | "before">) => ({
    values: valuesOf(measure, totals),
    ...(before && { before: valueToJson(measure, before) }),
  });
  return {
    rows: rows.map((one) => ({ key: one.key, ...row(one) })),
    others: others && { groups: others.groups, ...row(others) },
    total: row(total),
  };
}

/** A table of groups as CSV: the rows shown, the others, the total. */
export function groupTableToCsv({ rows, others, total }: GroupTable, { groupBy, measure }: TableShape): string {
  const measures = tableMeasures(measure);
  const isCompared = total.before !== null;
  const line = (names: readonly string[], { totals, before }: Pick<GroupRow, "totals" | "before">) =>
    csvLine([
      ...names,
      ...measures.map((name) => valueToJson(name, totals) ?? ""),
      ...(before ? [valueToJson(measure, before) ?? ""] : []),
    ]);
  const alone = (name: string) => groupBy.map((_, index) => (index === 0 ? name : ""));
  return [
    csvLine([...groupBy, ...measures, ...(isCompared ? [`${measure}.before`] : [])]),
    ...rows.map((row) =>
      line(
        groupBy.map((dimension) => row.key[dimension] ?? ""),
        row,
      ),
    ),
    ...(others ? [line(alone(`${others.groups} others`), others)] : []),
    line(alone("Total"), total),
  ].join("");
}

function valuesOf(measure: MeasureName, totals: Totals) {
  return Object.fromEntries(tableMeasures(measure).map((name) => [name, valueToJson(name, totals)]));
}
