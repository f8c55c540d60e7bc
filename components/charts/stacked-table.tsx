import Link from "next/link";
import { ReceiptOrText } from "../receipts/receipt-button";
import { Table, Td, Th, Tr } from "../ui/table";
import { chartReceipt } from "./chart-receipt";
import { pressHref } from "./press-href";
import type { StackedChartData } from "./stacked-chart-data";

/** The figures of a chart over time as a table, the newest first; what a press on the chart does, a link does here, and the costs of a bucket open their receipt. */
export function StackedTable({ caption, data }: { caption: string; data: StackedChartData }) {
  const rows = data.buckets.map((bucket, index) => ({ bucket, index })).reverse();
  return (
    <div className="-mx-4 sm:-mx-5">
      <Table caption={caption} limitHeight>
        <thead className="sticky top-0 bg-surface">
          <Tr>
            <Th>Time</Th>
            <Th numeric>{data.totalName ?? "Total"}</Th>
            {data.bands.map(({ name }) => (
              <Th key={name} numeric>
                {name}
              </Th>
            ))}
          </Tr>
        </thead>
        <tbody>
          {rows.map(({ bucket, index }) => (
            <Tr key={bucket.from ?? bucket.title}>
              <Th scope="row" className="whitespace-nowrap">
                {bucket.title}
                {bucket.partial && (
                  <span className="font-normal text-muted"> ({bucket.partialNote ?? "not over"})</span>
                )}
              </Th>
              <Td numeric className="font-medium">
                <ReceiptOrText of={chartReceipt(data, { bucket: index })} title={bucket.title}>
                  {bucket.total}
                </ReceiptOrText>
              </Td>
              {data.bands.map(({ name, texts }, band) => (
                <Td key={name} numeric className="text-muted">
                  <Cell text={texts[index] ?? null} href={pressHref(data, band, index)} />
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Cell({ text, href }: { text: string | null; href: string | null }) {
  if (text === null) return "–";
  if (href === null) return text;
  return (
    <Link href={href} prefetch={false} className="rounded-sm hover:text-ink hover:underline">
      {text}
    </Link>
  );
}
