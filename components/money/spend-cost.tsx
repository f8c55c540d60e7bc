import { usdString } from "@/lib/pricing/money";
import { formatCost, isUnpriced } from "@/lib/spend/format-totals";
import { isIncomplete, type Totals } from "@/lib/spend/measures";
import { Badge } from "../ui/badge";

/** The cost of some usage: a lower bound where prices are missing, and never $0 for what has no price. */
export function SpendCost({ totals, compact }: { totals: Totals; compact?: boolean }) {
  if (isUnpriced(totals)) return <Badge variant="warning">unpriced</Badge>;
  const exact = `$${usdString(totals.cost)}`;
  const upTo = totals.costHigh > totals.cost ? ` to $${usdString(totals.costHigh)}` : "";
  const missing = isIncomplete(totals) ? "; some of this usage has no price" : "";
  return (
    <data value={usdString(totals.cost)} title={`${exact}${upTo}${missing}`} className="tabular-nums">
      {formatCost(totals, { compact })}
    </data>
  );
}
