import { Cost } from "@/components/money/cost";
import { CostBetween } from "@/components/money/cost-between";
import { Notice } from "@/components/ui/notice";
import { counted, formatCount } from "@/lib/spend/format-count";
import type { SpendReceiptsAnswer } from "./receipt-answers";
import { ReceiptView } from "./receipt-view";
import { openText } from "./receipt-words";

/** A sum as its receipts by card, and what of it has none. */
export function SpendReceiptsView({ answer }: { answer: SpendReceiptsAnswer }) {
  const { totals, receipts, others } = answer;
  const unpriced = BigInt(totals.unpricedRequests);
  return (
    <div className="flex flex-col gap-4">
      {receipts.length > 0 && (
        <p className="text-sm text-muted">
          {receipts.length === 1 ? "One rate card" : `${formatCount(receipts.length)} receipts`} adding up to{" "}
          <strong className="font-semibold text-ink">
            {unpriced > 0n && "≥ "}
            <CostBetween low={totals.cost} high={totals.costHigh} />
          </strong>
          .
        </p>
      )}
      {receipts.map((one) => (
        <OneReceipt key={keyOf(one)} one={one} />
      ))}
      {others && (
        <p className="text-sm text-muted">
          {counted(others.cards, "further rate card")} priced <Cost usd={others.totals.cost} />.
        </p>
      )}
      {unpriced > 0n && (
        <Notice variant="warning">
          {counted(unpriced, "request")} with {counted(BigInt(totals.unpricedTokens), "token")} and no price
          {receipts.length > 0 && ": not in the sum"}.
        </Notice>
      )}
      {receipts.length === 0 && unpriced === 0n && <p className="text-muted">There is no usage to explain.</p>}
    </div>
  );
}

type One = SpendReceiptsAnswer["receipts"][number];

function OneReceipt({ one: { requests, cost, costHigh, receipt, highReceipt } }: { one: One }) {
  const label = counted(BigInt(requests), "request");
  if (!costHigh || !highReceipt) return <ReceiptView receipt={receipt} total={cost} totalLabel={label} />;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm text-muted">
        {label}. {openText(receipt, highReceipt)}
      </p>
      <ReceiptView receipt={receipt} total={cost} totalLabel="At least" />
      <ReceiptView receipt={highReceipt} total={costHigh} totalLabel="At most" />
    </div>
  );
}

function keyOf({ receipt, cost, requests }: One): string {
  const { provider, model, serviceTier, context } = receipt.rateCard;
  return `${provider}/${model} ${serviceTier} ${context} ${cost} ${requests}`;
}
