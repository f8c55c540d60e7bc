import { usdString } from "@/lib/pricing/money";
import { countToJson } from "@/lib/spend/measures";
import type { RoadSums } from "@/lib/spend/overlap";

/** Sums of usage that came by one road, as the API has them. */
export function roadSumsToJson({ cost, ...counts }: RoadSums) {
  return {
    cost: usdString(cost),
    ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, countToJson(count)])),
  };
}
