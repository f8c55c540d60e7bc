import { type MeasureName, measureOf } from "./measure";
import { addTotals, NO_TOTALS, type Totals } from "./measures";
import type { GroupKey, SpendAnswer } from "./spend-question";

/** What rows are ordered by: a measure, or how much the measure shown moved since the previous period. */
export type TableOrder = MeasureName | "change";

/** One group, with its sums in the previous period where that was asked for. */
export interface GroupRow {
  key: GroupKey;
  totals: Totals;
  before: Totals | null;
}

/** Groups as a table whose rows, the others included, add up to the total. */
export interface GroupTable {
  rows: GroupRow[];
  others: { groups: number; totals: Totals; before: Totals | null } | null;
  total: { totals: Totals; before: Totals | null };
}

/**
 * The groups of an answer as a table of at most `most` rows (one more where that leaves no others), the largest first.
 * Groups that only the previous period had are rows too, of nothing.
 */
export function groupTable(
  answer: SpendAnswer,
  { measure, order, most }: { measure: MeasureName; order: TableOrder; most: number },
): GroupTable {
  const all = allGroups(answer);
  const size = sizeOf(measure, order);
  const ranked = all
    .map((row) => ({ row, size: size(row) }))
    .sort((a, b) => (a.size === b.size ? 0 : a.size > b.size ? -1 : 1))
    .map(({ row }) => row);
  const rows = ranked.length <= most + 1 ? ranked : ranked.slice(0, most);
  const rest = ranked.slice(rows.length);
  const sum = (totals: readonly Totals[]) => totals.reduce(addTotals, NO_TOTALS);
  return {
    rows,
    others:
      rest.length === 0
        ? null
        : {
            groups: rest.length,
            totals: sum(rest.map(({ totals }) => totals)),
            before: answer.previous && sum(rest.map(({ before }) => before ?? NO_TOTALS)),
          },
    total: { totals: answer.totals, before: answer.previous?.totals ?? null },
  };
}

function allGroups({ groups, groupBy, previous }: SpendAnswer): GroupRow[] {
  if (!previous) return groups.map(({ key, totals }) => ({ key, totals, before: null }));
  const idOf = (key: GroupKey) => JSON.stringify(groupBy.map((dimension) => key[dimension] ?? null));
  const before = new Map(previous.groups.map((group) => [idOf(group.key), group]));
  const now = groups.map(({ key, totals }) => {
    const id = idOf(key);
    const found = before.get(id);
    before.delete(id);
    return { key, totals, before: found?.totals ?? NO_TOTALS };
  });
  const gone = [...before.values()].map(({ key, totals }) => ({ key, totals: NO_TOTALS, before: totals }));
  return [...now, ...gone];
}

function sizeOf(measure: MeasureName, order: TableOrder): (row: GroupRow) => bigint {
  if (order !== "change") return ({ totals }) => measureOf(order).value(totals) ?? -1n;
  const { value } = measureOf(measure);
  return ({ totals, before }) => {
    const moved = (value(totals) ?? 0n) - (before ? (value(before) ?? 0n) : 0n);
    return moved < 0n ? -moved : moved;
  };
}
