import "server-only";
import { pool } from "@/lib/db/pool";
import type { Filters } from "@/lib/spend/dimensions";
import type { Where } from "@/lib/switch/switch-question";
import type { NumbersCondition, RowCondition } from "@/lib/switch/traffic/row-conditions";
import { filterIds, tagSetIds } from "../../dimensions/filter-ids";

/** What can match nothing. */
const NOTHING: NumbersCondition<"user"> = { name: "user", numbers: [], isExcluded: false };

/** The condition that a question's filters are; null when there are none. */
export async function scopeCondition(
  organizationId: number,
  only: Filters,
  not: Filters,
): Promise<RowCondition | null> {
  if (Object.keys(only).length + Object.keys(not).length === 0) return null;
  return { ...NO_SIZES, names: await namesOf(organizationId, only, not) };
}

/** The condition that a move is limited by; null when there is none. */
export async function whereCondition(organizationId: number, where: Where): Promise<RowCondition | null> {
  const { only, hours, minInput, maxInput, minOutput, maxOutput } = where;
  const sizes = {
    minInput: minInput ?? null,
    maxInput: maxInput ?? null,
    minOutput: minOutput ?? null,
    maxOutput: maxOutput ?? null,
    hours: hours ? [...new Set(hours)].sort((a, b) => a - b) : null,
  };
  const hasNames = Object.keys(only).length > 0;
  if (!hasNames && Object.values(sizes).every((value) => value === null)) return null;
  return { ...sizes, names: hasNames ? await namesOf(organizationId, only, {}) : [] };
}

const NO_SIZES = { minInput: null, maxInput: null, minOutput: null, maxOutput: null, hours: null };

async function namesOf(organizationId: number, only: Filters, not: Filters): Promise<RowCondition["names"]> {
  const ids = await filterIds(organizationId, only, not);
  if (ids === null) return [NOTHING];
  const named = ids.named.map(({ dimension, ids: numbers, isExcluded }) => ({
    name: dimension,
    numbers: [...numbers].sort((a, b) => a - b),
    isExcluded,
  }));
  const tagged = await Promise.all(
    ids.tags.map(async (filter) => ({
      name: "tagSet" as const,
      numbers: await tagSetIds(pool(), organizationId, filter),
      isExcluded: false,
    })),
  );
  return [...named, ...tagged];
}
