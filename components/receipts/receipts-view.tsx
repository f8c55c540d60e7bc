import { Cost } from "@/components/money/cost";
import { addUsd, parseUsd, usdString } from "@/lib/pricing/money";
import type { ReceiptJson } from "@/lib/pricing/receipt";
import { formatCount } from "@/lib/spend/format-count";
import type { SpendReceiptsAnswer } from "./receipt-answers";
import { ReceiptView } from "./receipt-view";
import { SpendReceiptsView } from "./spend-receipts-view";

interface ReceiptsViewProps {
  receipts: readonly ReceiptJson[];
  /** Usage that a what-if leaves where it is, and that its cost contains too. */
  kept: SpendReceiptsAnswer | null;
}

/** Receipts of a what-if, or of whatever has them at hand: each with its total, and what they come to together. */
export function ReceiptsView({ receipts, kept }: ReceiptsViewProps) {
  if (kept === null) return <Receipts receipts={receipts} />;
  return (
    <div className="flex flex-col gap-4">
      <h3 className="font-semibold">What would move</h3>
      <Receipts receipts={receipts} />
      <h3 className="font-semibold">What is there already</h3>
      <SpendReceiptsView answer={kept} />
    </div>
  );
}

function Receipts({ receipts }: { receipts: readonly ReceiptJson[] }) {
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
