import type { Measure } from "@/lib/spend/measure";
import { hasUsage, type Totals } from "@/lib/spend/measures";
import { Change } from "./change";

interface MovedProps {
  measure: Measure;
  now: Totals;
  before: Totals;
}

/** How a measure of a group moved: "new" where there was no usage before, nothing where one of the two is not known. */
export function Moved({ measure, now, before }: MovedProps) {
  if (!hasUsage(before)) return <span className="text-sm text-muted">new</span>;
  const [value, earlier] = [measure.value(now), measure.value(before)];
  return value !== null && earlier !== null && <Change now={value} before={earlier} />;
}
