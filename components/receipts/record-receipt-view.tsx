import { Notice } from "@/components/ui/notice";
import { type RecordReceiptAnswer, UNPRICED_REASONS } from "./receipt-answers";
import { ReceiptView } from "./receipt-view";
import { openText } from "./receipt-words";

/** How one record's cost came about, or why it has none. */
export function RecordReceiptView({ answer }: { answer: RecordReceiptAnswer }) {
  if ("unpriced" in answer) {
    const { reason } = answer.unpriced;
    return <Notice variant="warning">Without a price: {UNPRICED_REASONS[reason] ?? reason}.</Notice>;
  }
  if (answer.cost !== null) return <ReceiptView receipt={answer.receipt} total={answer.cost} />;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">{openText(answer.receipt, answer.highReceipt)}</p>
      <ReceiptView receipt={answer.receipt} total={answer.interval.low} totalLabel="At least" />
      <ReceiptView receipt={answer.highReceipt} total={answer.interval.high} totalLabel="At most" />
    </div>
  );
}
