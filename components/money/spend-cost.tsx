import { type Compact, usdString } from "@/lib/pricing/money";
import { formatCost, isUnpriced } from "@/lib/spend/format-totals";
import { isIncomplete, type Totals } from "@/lib/spend/measures";
import type { ReceiptOf } from "../receipts/load-receipt";
import { ReceiptButton } from "../receipts/receipt-button";
import { Badge } from "../ui/badge";

/** A cost of usage, as it is shown. */
export interface SpendCostProps {
  totals: Totals;
  compact?: Compact;
  /** What it opens the receipt of, with what the cost is called. */
  receipt?: { of: ReceiptOf; title: string } | null;
}

/** The cost of some usage: a lower bound where prices are missing, and never $0 for what has no price. */
export function SpendCost({ receipt, ...shown }: SpendCostProps) {
  if (!receipt) return <Figure {...shown} />;
  return (
    <ReceiptButton {...receipt}>
      <Figure {...shown} />
    </ReceiptButton>
  );
}

function Figure({ totals, compact }: Pick<SpendCostProps, "totals" | "compact">) {
  if (isUnpriced(totals)) return <Badge variant="warning">unpriced</Badge>;
  const exact = `$${usdString(totals.cost)}`;
  const upTo = totals.costHigh > totals.cost ? ` to $${usdString(totals.costHigh)}` : "";
  const missing = isIncomplete(totals) ? "; some of this usage has no price" : "";
  return (
    <data
      value={usdString(totals.cost)}
      title={`${exact}${upTo}${missing}`}
      className="tabular-nums @max-xl:whitespace-normal"
    >
      {/* The sign stays with its amount, and the dash with the first of two. */}
      {formatCost(totals, { compact }).replace("≥ ", "≥\u00a0").replace(" – ", "\u00a0– ")}
    </data>
  );
}
