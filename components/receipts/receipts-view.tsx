import { Cost } from "@/components/money/cost";
import { addUsd, parseUsd, usdString } from "@/lib/pricing/money";
import type { ReceiptJson } from "@/lib/pricing/receipt";
import { formatCount } from "@/lib/spend/format-count";
import { ReceiptView } from "./receipt-view";

/** Receipts of a what-if, or of whatever has them at hand: each with its total, and what they come to together. */
export function ReceiptsView({ receipts }: { receipts: readonly ReceiptJson[] }) {
  if (receipts.length === 0) return <p className="text-muted">Nothing of it has a price.</p>;
  const totals = receipts.map(({ lines }) => addUsd(...lines.map(({ cost }) => parseUsd(cost))));
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-muted">
        {receipts.length === 1 ? "One rate card" : `${formatCount(receipts.length)} receipts`} adding up to{" "}
        <strong className="font-semibold text-ink">
          <Cost femto={addUsd(...totals)} />
        </strong>
        .
      </p>
      {receipts.map((receipt, index) => (
        <ReceiptView key={keyOf(receipt)} receipt={receipt} total={usdString(totals[index] ?? addUsd())} />
      ))}
    </div>
  );
}

function keyOf({ rule, rateCard, lines }: ReceiptJson): string {
  return JSON.stringify([rule, rateCard, lines]);
}
