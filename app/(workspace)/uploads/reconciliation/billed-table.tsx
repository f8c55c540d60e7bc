import { Cost } from "@/components/money/cost";
import type { ReceiptOf } from "@/components/receipts/load-receipt";
import { ReceiptButton } from "@/components/receipts/receipt-button";
import { receiptOf } from "@/components/receipts/receipt-query";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { BilledDay } from "@/lib/db/queries/reconciliation/get-billed-costs";
import { formatUsd, usdString } from "@/lib/pricing/money";
import { beyondComputed } from "@/lib/spend/beyond-computed";
import { counted } from "@/lib/spend/format-count";
import { formatUtcDay } from "@/lib/spend/format-time";

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
          <Th numeric>Difference</Th>
        </Tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <Tr key={`${day.day}/${day.provider}/${day.currency}`} className="align-top">
            <Td className="tabular-nums @xl:whitespace-nowrap">
              {formatUtcDay(day.day)}
              <span className="block text-sm text-muted @xl:hidden">{day.provider}</span>
            </Td>
            <Td className="hidden @xl:table-cell">{day.provider}</Td>
            <Td numeric>{amountText(day)}</Td>
            <Td numeric>
              {day.computed === null ? (
                "no usage"
              ) : (
                <ReceiptButton of={receiptOfDay(day)} title={`${day.provider}, ${formatUtcDay(day.day)} (UTC)`}>
                  {day.unpricedRequests > 0n && "≥\u00a0"}
                  <Cost femto={day.computed} />
                </ReceiptButton>
              )}
              <span className="block whitespace-normal">
                <Unpriced requests={day.unpricedRequests} />
              </span>
            </Td>
            <Td numeric>
              <Difference day={day} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** What was billed beyond what usage costs: known in dollars only. */
function Difference({ day }: { day: BilledDay }) {
  const beyond = beyondComputed(day);
  if (beyond === null) return "–";
  return (
    <>
      {beyond > 0n && "+"}
      <data value={usdString(beyond)} title={`$${usdString(beyond)}`}>
        {formatUsd(beyond, { decimals: 2 })}
      </data>
    </>
  );
}

function Unpriced({ requests }: { requests: bigint }) {
  return requests > 0n && <Badge variant="warning">{counted(requests, "request")} without a price</Badge>;
}

function receiptOfDay({ day, provider }: BilledDay): ReceiptOf {
  const from = new Date(`${day}T00:00:00Z`);
  const period = { from, to: new Date(from.getTime() + 86_400_000) };
  return receiptOf({ period, timeZone: "UTC" }, undefined, { "filter.provider": [provider] });
}

/** An amount to the cent, below a dollar to two figures, with all of them on hover. */
function amountText({ billed, currency }: BilledDay) {
  const size = Math.abs(Number(billed));
  const digits =
    size === 0 || size >= 1
      ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
      : { minimumSignificantDigits: 2, maximumSignificantDigits: 2 };
  const text = new Intl.NumberFormat("en-US", { style: "currency", currency, ...digits }).format(
    billed as Intl.StringNumericLiteral,
  );
  return (
    <data value={billed} title={`${billed} ${currency}`}>
      {text}
    </data>
  );
}
