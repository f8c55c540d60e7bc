import Link from "next/link";
import { Cost } from "@/components/money/cost";
import { CostBetween } from "@/components/money/cost-between";
import { UNPRICED_REASONS } from "@/components/receipts/receipt-answers";
import { ReceiptButton } from "@/components/receipts/receipt-button";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { StoredRecord } from "@/lib/db/queries/records/stored-record";
import { usdString } from "@/lib/pricing/money";
import { counted, formatCount } from "@/lib/spend/format-count";
import { formatDateTime } from "@/lib/spend/format-time";
import { dateFromInstant } from "@/lib/usage/instant";
import { OriginButton } from "./origin-button";

/** Records with what they used, cost, and where they came from. */
export function RecordsTable({ records, timeZone }: { records: readonly StoredRecord[]; timeZone: string }) {
  return (
    <Table caption="Records">
      <thead>
        <Tr>
          <Th>Time</Th>
          <Th>Model</Th>
          <Th className="hidden @4xl:table-cell">Of</Th>
          <Th numeric className="hidden @2xl:table-cell">
            Input
          </Th>
          <Th numeric className="hidden @2xl:table-cell">
            Cached
          </Th>
          <Th numeric className="hidden @2xl:table-cell">
            Output
          </Th>
          <Th numeric>Cost</Th>
          <Th className="hidden @4xl:table-cell">From</Th>
        </Tr>
      </thead>
      <tbody>
        {records.map((stored) => (
          <Row key={stored.recordId} stored={stored} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ stored, timeZone }: { stored: StoredRecord; timeZone: string }) {
  const { record, recordId, source, batchId, file, line } = stored;
  const { tokens } = record;
  const at = formatDateTime(dateFromInstant(record.timestamp), timeZone);
  const from = (
    <OriginButton recordId={recordId} batchId={batchId} title={`${record.model}, ${at}`}>
      {file !== null && <span className="block wrap-anywhere">{file}</span>}
      line {formatCount(line)}
    </OriginButton>
  );
  const isAggregate = record.requests !== 1;
  return (
    <Tr className="align-top">
      <Td className="text-sm whitespace-nowrap">
        {at.split(", ").map((part) => (
          <span key={part} className="block sm:inline">
            {part}{" "}
          </span>
        ))}
        {isAggregate && (
          <span className="block text-xs text-muted">
            {record.requests === null ? "requests not counted" : counted(record.requests, "request", { compact: true })}
          </span>
        )}
      </Td>
      <Td className="min-w-28">
        <span className="block wrap-anywhere">{record.model}</span>
        <span className="block text-xs text-muted">
          {[record.provider, record.serviceTier, record.region].filter(Boolean).join(" · ")}
        </span>
        <span className="block text-xs text-muted @2xl:hidden">
          {formatCount(tokens.input, { compact: true })} in, {formatCount(tokens.output, { compact: true })} out
        </span>
        <Origin stored={stored} className="text-xs @4xl:hidden" />
        <span className="block text-xs text-muted @4xl:hidden">{from}</span>
      </Td>
      <Td className="hidden max-w-md text-sm @4xl:table-cell">
        <Origin stored={stored} />
        <Tags tags={record.tags} />
      </Td>
      <Td numeric className="hidden @2xl:table-cell">
        <Tokens count={tokens.input} />
      </Td>
      <Td numeric className="hidden text-muted @2xl:table-cell">
        <Tokens count={tokens.cacheRead} />
      </Td>
      <Td numeric className="hidden @2xl:table-cell">
        <Tokens count={tokens.output} />
        {tokens.reasoning > 0 && (
          <span className="block text-xs text-muted">{formatCount(tokens.reasoning)} reasoning</span>
        )}
      </Td>
      <Td numeric>
        <ReceiptButton of={{ record: recordId }} title={`${record.model}, ${at}`}>
          <RecordCost stored={stored} />
        </ReceiptButton>
      </Td>
      <Td className="hidden min-w-32 text-sm @4xl:table-cell">
        <Link href={`/uploads/${batchId}`} prefetch={false} className="block leading-6 wrap-anywhere hover:underline">
          {source ?? `Upload ${batchId}`}
        </Link>
        <span className="block text-xs text-muted">{from}</span>
      </Td>
    </Tr>
  );
}

/** Aggregates have more digits than a column has room for. */
function Tokens({ count }: { count: number }) {
  const exact = formatCount(count);
  return <span title={exact}>{count < 10_000_000 ? exact : formatCount(count, { compact: true })}</span>;
}

function RecordCost({ stored: { cost, costHigh, unpricedReason } }: { stored: StoredRecord }) {
  if (cost === null) {
    return (
      <Badge variant="warning" title={unpricedReason ? UNPRICED_REASONS[unpricedReason] : undefined}>
        unpriced
      </Badge>
    );
  }
  if (costHigh === null) return <Cost femto={cost} compact="large" />;
  // Two bounds can be wider than the column: then they stand below each other.
  return (
    <span className="whitespace-normal">
      <CostBetween low={usdString(cost)} high={usdString(costHigh)} compact="large" />
    </span>
  );
}

/** Project, key and user, as far as they are stated. */
function Origin({ stored: { record }, className = "" }: { stored: StoredRecord; className?: string }) {
  const stated = [record.project, record.apiKey, record.user].filter((value) => value !== null);
  if (stated.length === 0) return null;
  return <span className={`block wrap-anywhere text-muted ${className}`}>{stated.join(" · ")}</span>;
}

function Tags({ tags }: { tags: Readonly<Record<string, string>> }) {
  const entries = Object.entries(tags);
  if (entries.length === 0) return null;
  return (
    <span className="block text-xs wrap-anywhere text-muted">
      {entries.map(([key, value]) => `${key}: ${value}`).join(" · ")}
    </span>
  );
}
