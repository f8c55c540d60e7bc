import { claimedValues, type Fact } from "@/lib/catalogue/fact";
import type { FitCheck } from "./fit";
import { FINE_TUNED } from "./needed-features";
import type { TrafficSizes } from "./size-counts";
import { above } from "./size-edges";
import type { Size } from "./traffic/size-table";

const SIZE_OF: Readonly<Partial<Record<FitCheck["check"], Size>>> = {
  input: "prompt",
  context: "total",
  output: "output",
  requestWithinTokensPerMinute: "prompt",
};

/** Roughly how many records of some traffic do not pass a check: where to look for them. */
export function countMisfits(check: FitCheck, sizes: TrafficSizes | undefined): number {
  if (!sizes) return 0;
  const size = SIZE_OF[check.check];
  if (size) {
    const from = above(Math.max(...claimedValues(check.limit as Fact<number>)));
    const aggregates = sizes.aggregates(size).filter((aggregate) => aggregate.from >= from);
    const single = sizes.requestsBetween(size, from, Number.POSITIVE_INFINITY).records;
    return aggregates.reduce((sum, { records }) => sum + records, single);
  }
  if (check.check === "endpoint") return sizes.endpoints.get(check.of)?.records ?? 0;
  if (check.check === "serviceTier") return (sizes.serviceTiers.get(check.of) ?? sizes.all).records;
  if (check.check !== "feature") return 0;
  return (check.of === FINE_TUNED ? sizes.fineTuned : sizes.features.get(check.of ?? ""))?.records ?? 0;
}
