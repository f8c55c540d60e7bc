import type { Dimension } from "./dimensions";
import type { GroupKey } from "./spend-question";

/** A group for people: its values, or "not stated". */
export function groupName(key: GroupKey, groupBy: readonly Dimension[]): string {
  if (groupBy.length === 0) return "All usage";
  return groupBy.map((dimension) => key[dimension] ?? "not stated").join(" · ");
}

/** The filters of an address (`filter.<dimension>`) that limit it to a group. */
export function groupFilters(key: GroupKey, groupBy: readonly Dimension[]): Record<string, string> {
  return Object.fromEntries(groupBy.map((dimension) => [`filter.${dimension}`, key[dimension] ?? ""]));
}
