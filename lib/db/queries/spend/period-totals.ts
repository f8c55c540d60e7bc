import "server-only";
import { inSnapshot } from "@/lib/db/snapshot";
import type { Filters } from "@/lib/spend/dimensions";
import type { Totals } from "@/lib/spend/measures";
import type { Period } from "@/lib/spend/period";
import type { SpendQuestion } from "@/lib/spend/spend-question";
import { filterIds } from "../dimensions/filter-ids";
import { sumRows } from "./group-rows";
import { planSources } from "./plan-sources";
import { readGroupRows } from "./spend-rows";

/** The exact sums of some usage over several periods, in their order, all as they were at one moment. */
export async function periodTotals(
  organizationId: number,
  zone: string,
  filters: Filters,
  periods: readonly Period[],
): Promise<Totals[]> {
  const ids = await filterIds(organizationId, filters);
  return inSnapshot(async (database) => {
    const all: Totals[] = [];
    for (const { from, to } of periods) {
      const question: SpendQuestion = {
        ...{ from, to, filters, timeZone: zone, granularity: "none", groupBy: [], compare: null },
      };
      const scope = { organizationId, question, parts: planSources(question, zone), filters: ids };
      all.push(sumRows(await readGroupRows(database, scope)));
    }
    return all;
  });
}
