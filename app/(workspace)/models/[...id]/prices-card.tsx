import { Fragment, type ReactNode } from "react";
import { LAYERS } from "@/components/receipts/receipt-words";
import { Badge, type BadgeVariant } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatUtcDay } from "@/lib/spend/format-time";
import type { NamedRate, RateRow, RateRowState } from "./rate-rows";

const STATES: Readonly<Record<RateRowState, { label: string; variant: BadgeVariant }>> = {
  now: { label: "now", variant: "positive" },
  otherTimes: { label: "other times", variant: "neutral" },
  behindOwn: { label: "list price", variant: "neutral" },
  future: { label: "to come", variant: "accent" },
  past: { label: "past", variant: "neutral" },
};

interface PricesCardProps {
  rows: readonly RateRow[];
  /** What the price source says about its prices. */
  comments: string | null;
}

/** Every rate card: service tiers, dates, hours and long prompts. */
export function PricesCard({ rows, comments }: PricesCardProps) {
  const hasWrites = rows.some(({ cacheWrites }) => cacheWrites.length > 0);
  const hasOthers = rows.some(({ others }) => others.length > 0);
  return (
    <Card
      title="Rate cards"
      description="USD per million tokens. A class without a rate of its own bills as input; times are UTC."
      flush
    >
      <Table caption="Rate cards">
        <thead>
          <Tr>
            <Th>Service tier</Th>
            <Th numeric>Input</Th>
            <Th numeric>Cached</Th>
            {hasWrites && <Th numeric>Cache write</Th>}
            <Th numeric>Output</Th>
            {hasOthers && <Th className="hidden @2xl:table-cell">Also</Th>}
            <Th className="hidden @2xl:table-cell">Source</Th>
          </Tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={row.id}>
              <Tr className={classNames("max-md:border-b-0", row.state === "past" && "text-muted")}>
                <Th scope="row" className="align-top">
                  <span className="flex flex-wrap items-center gap-x-2">
                    {row.serviceTier === "default" ? "standard" : row.serviceTier}
                    <Badge variant={STATES[row.state].variant}>{STATES[row.state].label}</Badge>
                  </span>
                  {[row.when, row.prompts && `prompts ${row.prompts}`].filter(Boolean).map((text) => (
                    <span key={text} className="block text-xs font-normal text-muted">
                      {text}
                    </span>
                  ))}
                </Th>
                <RateCell>{row.input}</RateCell>
                <RateCell>{row.cachedInput}</RateCell>
                {hasWrites && <RateCell>{row.cacheWrites.length > 0 && <RateList rates={row.cacheWrites} />}</RateCell>}
                <RateCell>{row.output}</RateCell>
                {hasOthers && (
                  <Td className="hidden min-w-40 align-top text-sm @2xl:table-cell">
                    <RateList rates={row.others} />
                  </Td>
                )}
                <Td className="hidden min-w-44 align-top text-xs text-muted @2xl:table-cell">
                  <RateSource source={row.source} />
                </Td>
              </Tr>
              <Tr className="@2xl:hidden">
                <Td colSpan={4 + Number(hasWrites)} className="pt-0 text-xs text-muted">
                  <RateList rates={row.others} />
                  <RateSource source={row.source} />
                </Td>
              </Tr>
            </Fragment>
          ))}
        </tbody>
      </Table>
      {comments && <p className="border-t border-line px-4 py-3 text-sm text-muted sm:px-5">{comments}</p>}
    </Card>
  );
}

function RateSource({ source: { layer, name, date, note } }: { source: RateRow["source"] }) {
  return (
    <>
      <span className="block font-medium text-ink">{LAYERS[layer]}</span>
      <span className="wrap-anywhere">
        {name}, {formatUtcDay(date)}
      </span>
      {note && <span className="mt-0.5 block">{note}</span>}
    </>
  );
}

function RateCell({ children }: { children: ReactNode }) {
  return (
    <Td numeric className="align-top">
      {children || <span className="text-faint">–</span>}
    </Td>
  );
}

function RateList({ rates }: { rates: readonly NamedRate[] }) {
  return (
    <ul>
      {rates.map(({ name, rate }) => (
        <li key={name} className="whitespace-nowrap">
          {name && <span className="text-muted">{name} </span>}
          {rate}
        </li>
      ))}
    </ul>
  );
}
