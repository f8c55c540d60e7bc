import Link from "next/link";
import type { ReactNode } from "react";
import { hrefWith } from "@/components/filters/page-params";
import type { ReceiptOf } from "@/components/receipts/load-receipt";
import { ReceiptButton } from "@/components/receipts/receipt-button";
import { receiptOf } from "@/components/receipts/receipt-query";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { femtoUsd, usdString } from "@/lib/pricing/money";
import type { ChangesBy, NamedChange } from "@/lib/spend/changes/changes";
import { CAUSES, type Change, sumChanges } from "@/lib/spend/changes/decompose";
import { roundChange } from "@/lib/spend/changes/round-change";
import { dimensionLabel } from "@/lib/spend/dimensions";
import { formatPeriod } from "@/lib/spend/format-time";
import type { Period } from "@/lib/spend/period";
import { CAUSE_WORDS } from "./causes";
import { roundedUsd, signedUsd } from "./signed-usd";

/** So many get a row; the rest share one. */
const MOST_ROWS = 12;

interface ChangesTableProps {
  path: string;
  params: URLSearchParams;
  by: ChangesBy;
  /** The periods that are compared. */
  periods: { before: Period; after: Period; timeZone: string };
  changes: readonly NamedChange[];
}

/** What changed by model or by project, cause by cause; the rows add up to the whole change. */
export function ChangesTable({ path, params, by, periods, changes }: ChangesTableProps) {
  const kept = changes.length <= MOST_ROWS + 1 ? changes : changes.slice(0, MOST_ROWS);
  const others = changes.slice(kept.length);
  const title = `By ${dimensionLabel(by, { inText: true })}`;
  return (
    <Card title={title} description="Rounded so that each row adds up; the CSV is exact." flush>
      <Table caption={title}>
        <thead>
          <Tr>
            <Th>{dimensionLabel(by)}</Th>
            <Th numeric className="hidden @xl:table-cell">
              Before
            </Th>
            {CAUSES.map((cause) => (
              <Th key={cause} numeric className="hidden @4xl:table-cell">
                {CAUSE_WORDS[cause].label}
              </Th>
            ))}
            <Th numeric className="hidden @xl:table-cell">
              After
            </Th>
            <Th numeric>Change</Th>
          </Tr>
        </thead>
        <tbody>
          {kept.map(({ name, ...change }) => (
            <Row
              key={name ?? ""}
              change={change}
              receipts={receiptsOf(periods, params, name ?? "not stated", { [`filter.${by}`]: [name ?? ""] })}
            >
              <Link
                href={hrefWith(path, params, { [`filter.${by}`]: name ?? "" })}
                prefetch={false}
                title={name ?? undefined}
                className="block truncate rounded-sm hover:underline"
              >
                {name ?? <span className="text-muted">not stated</span>}
              </Link>
              <MainCause change={change} />
            </Row>
          ))}
          {others.length > 0 && (
            <Row
              change={sumChanges(others)}
              receipts={receiptsOf(periods, params, `${others.length} others`, {
                [`not.${by}`]: [...params.getAll(`not.${by}`), ...kept.map(({ name }) => name ?? "")],
              })}
            >
              {others.length} others
            </Row>
          )}
          <Row change={sumChanges(changes)} receipts={receiptsOf(periods, params, "All of it")} isTotal>
            Total
          </Row>
        </tbody>
      </Table>
    </Card>
  );
}

type Receipts = Record<"before" | "after", { of: ReceiptOf; title: string }>;

/** Receipts of a row's two costs. */
function receiptsOf(
  { before, after, timeZone }: ChangesTableProps["periods"],
  params: URLSearchParams,
  title: string,
  filters: Readonly<Record<string, readonly string[]>> = {},
): Receipts {
  const of = (period: Period) => receiptOf({ period, timeZone }, params, filters);
  return {
    before: { of: of(before), title: `${title}, ${formatPeriod(before, timeZone)}` },
    after: { of: of(after), title: `${title}, ${formatPeriod(after, timeZone)}` },
  };
}

interface RowProps {
  change: Change;
  receipts: Receipts;
  isTotal?: boolean;
  children: ReactNode;
}

function Row({ change, receipts, isTotal = false, children }: RowProps) {
  const { before, after, effects } = change;
  const shown = roundChange(change);
  const costs = {
    before: <ReceiptButton {...receipts.before}>{roundedUsd(shown.before, shown.decimals)}</ReceiptButton>,
    after: <ReceiptButton {...receipts.after}>{roundedUsd(shown.after, shown.decimals)}</ReceiptButton>,
  };
  return (
    <Tr className={isTotal ? "font-semibold" : undefined}>
      {/* Names have the room that figures leave. */}
      <Th scope="row" className={classNames("w-full max-w-0 min-w-40", isTotal ? "font-semibold" : "font-normal")}>
        {children}
        <span className="block text-xs font-normal text-muted tabular-nums @xl:hidden">
          {costs.before} → {costs.after}
        </span>
      </Th>
      <Td numeric className="hidden text-muted @xl:table-cell" title={`$${usdString(before)}`}>
        {costs.before}
      </Td>
      {CAUSES.map((cause) => (
        <Td key={cause} numeric className="hidden text-muted @4xl:table-cell" title={usdString(effects[cause])}>
          {effects[cause] === 0n ? "–" : signedUsd(shown.effects[cause], shown.decimals)}
        </Td>
      ))}
      <Td numeric className="hidden text-muted @xl:table-cell" title={`$${usdString(after)}`}>
        {costs.after}
      </Td>
      <Td numeric>{signedUsd(femtoUsd(shown.after - shown.before), shown.decimals)}</Td>
    </Tr>
  );
}

/** Where the causes have no columns, the one that made most of the change. */
function MainCause({ change: { effects } }: { change: Change }) {
  const size = (cause: (typeof CAUSES)[number]) => (effects[cause] < 0n ? -effects[cause] : effects[cause]);
  const largest = CAUSES.reduce((most, cause) => (size(cause) > size(most) ? cause : most));
  if (size(largest) === 0n) return null;
  return (
    <span className="block text-xs text-muted @4xl:hidden">mostly {CAUSE_WORDS[largest].label.toLowerCase()}</span>
  );
}
