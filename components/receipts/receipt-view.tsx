import type { ReactNode } from "react";
import { formatRate } from "@/components/catalogue/fact-text";
import { Cost } from "@/components/money/cost";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatUsd, parseUsd } from "@/lib/pricing/money";
import type { ReceiptJson } from "@/lib/pricing/receipt";
import { formatCount } from "@/lib/spend/format-count";
import { formatUtcDay } from "@/lib/spend/format-time";
import { className, contextText, LAYERS, validityText } from "./receipt-words";

interface ReceiptViewProps {
  receipt: ReceiptJson;
  /** Decimal USD, exact: what the lines add up to. */
  total: string;
  /** Says what the total is of. */
  totalLabel?: string;
}

/** Classes × rates = lines = total, and where the rates are from. */
export function ReceiptView({ receipt, total, totalLabel = "Total" }: ReceiptViewProps) {
  const { rateCard, lines } = receipt;
  const name = `${rateCard.provider}/${rateCard.model}`;
  const tier = rateCard.serviceTier === "default" ? "standard" : rateCard.serviceTier;
  const context = contextText(rateCard);
  // Several cards of a model, and both bounds of a cost, stand below each other: their names tell them apart.
  const label = [name, tier, rateCard.region, context, `${totalLabel} $${total}`].filter(Boolean).join(", ");
  return (
    <section aria-label={`Receipt of ${label}`} className="overflow-hidden rounded-lg border border-line">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1 bg-sunken px-4 py-2.5 sm:px-5">
        <h3 className="font-medium wrap-anywhere">{name}</h3>
        <Badge>{tier}</Badge>
        {rateCard.region && <Badge>{rateCard.region}</Badge>}
        {context && <Badge variant="accent">{context}</Badge>}
      </header>
      <Table caption={`Lines of ${label}`} className="text-sm sm:text-base">
        <thead>
          <Tr>
            <Th>Class</Th>
            <Th numeric>Quantity</Th>
            <Th numeric className={ROOMY}>
              Per 1M
            </Th>
            <Th numeric>Cost</Th>
          </Tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.class} line={line} />
          ))}
        </tbody>
        <tfoot>
          <tr className="border-t border-line-strong font-medium">
            <Th scope="row">{totalLabel}</Th>
            <Td />
            <Td className={ROOMY} />
            <Td numeric>
              <Cost usd={total} />
            </Td>
          </tr>
        </tfoot>
      </Table>
      <Provenance receipt={receipt} exact={total} />
    </section>
  );
}

/** On a phone rates stand below what they are of. */
const ROOMY = "hidden @sm:table-cell";

function Line({ line }: { line: ReceiptJson["lines"][number] }) {
  const [quantity, rate] = quantityAndRate(line);
  return (
    <Tr>
      <Th scope="row" className="font-normal">
        {className(line.class)}
        {rate && (
          <span className="block text-xs wrap-anywhere text-muted tabular-nums @sm:hidden">
            {rate}
            {"tokens" in line && " per 1M"}
          </span>
        )}
      </Th>
      <Td numeric>{quantity}</Td>
      <Td numeric className={`${ROOMY} text-muted`}>
        {rate}
      </Td>
      <Td numeric>
        <Cost usd={line.cost} />
      </Td>
    </Tr>
  );
}

function quantityAndRate(line: ReceiptJson["lines"][number]): [string, string] {
  if ("tokens" in line) return [formatCount(BigInt(line.tokens)), formatRate(line.ratePerMillion)];
  if ("calls" in line) return [formatCount(BigInt(line.calls)), `${formatUsd(parseUsd(line.ratePerCall))} each`];
  return ["", ""];
}

function Provenance({ receipt: { rule, rateCard, source }, exact }: { receipt: ReceiptJson; exact: string }) {
  const facts: [string, ReactNode][] = [
    ["Exactly", <span key="exact" className="font-mono text-xs break-all">{`$${exact}`}</span>],
    ["Matched by", rule],
    ["Holds", validityText(rateCard)],
    ["Price from", `${LAYERS[source.layer]}: ${source.name}, ${formatUtcDay(source.date)}`],
    ...(source.note ? [["Note", source.note] as [string, ReactNode]] : []),
  ];
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 border-t border-line px-4 py-3 text-xs sm:px-5">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
