import { Cost } from "@/components/money/cost";
import type { ReceiptOf } from "@/components/receipts/load-receipt";
import { ReceiptButton } from "@/components/receipts/receipt-button";
import { receiptOf } from "@/components/receipts/receipt-query";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { BilledDay } from "@/lib/db/queries/reconciliation/get-billed-costs";
import { formatCount } from "@/lib/spend/format-count";

/** What was billed a day, beside what usage costs. */
export function BilledTable({ days }: { days: readonly BilledDay[] }) {
  return (
    <Table caption="Billed and computed costs" limitHeight>
      <thead>
        <Tr>
          <Th>Day (UTC)</Th>
          <Th className="hidden @xl:table-cell">Provider</Th>
          <Th numeric>Billed</Th>
          <Th numeric>Computed</Th>
          <Th className="hidden @xl:table-cell">Note</Th>
        </Tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <Tr key={`${day.day}/${day.provider}/${day.currency}`}>
            <Td className="whitespace-nowrap tabular-nums">
              {day.day}
              <span className="block text-sm text-muted @xl:hidden">{day.provider}</span>
            </Td>
            <Td className="hidden @xl:table-cell">{day.provider}</Td>
            <Td numeric>{amountText(day)}</Td>
            <Td numeric>
              {day.computed === null ? (
                "no usage"
              ) : (
                <ReceiptButton of={receiptOfDay(day)} title={`${day.provider}, ${day.day} (UTC)`}>
                  <Cost femto={day.computed} />
                </ReceiptButton>
              )}
              <span className="block whitespace-normal @xl:hidden">
                <Unpriced requests={day.unpricedRequests} />
              </span>
            </Td>
            <Td className="hidden @xl:table-cell">
              <Unpriced requests={day.unpricedRequests} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Unpriced({ requests }: { requests: bigint }) {
  return requests > 0n && <Badge variant="warning">{formatCount(requests)} requests without a price</Badge>;
}

function receiptOfDay({ day, provider }: BilledDay): ReceiptOf {
  const from = new Date(`${day}T00:00:00Z`);
  const period = { from, to: new Date(from.getTime() + 86_400_000) };
  return receiptOf({ period, timeZone: "UTC" }, undefined, { "filter.provider": [provider] });
}

/** An amount to the cent or to its first figures, with all of them on hover. */
function amountText({ billed, currency }: BilledDay) {
  const text = new Intl.NumberFormat("en-US", {
    ...{ style: "currency", currency, maximumSignificantDigits: 6 },
  }).format(billed as Intl.StringNumericLiteral);
  return (
    <data value={billed} title={`${billed} ${currency}`}>
      {text}
    </data>
  );
}
