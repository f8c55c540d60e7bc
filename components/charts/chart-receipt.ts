import { hrefWith } from "../filters/page-params";
import type { ReceiptOf } from "../receipts/load-receipt";
import type { StackedChartData } from "./stacked-chart-data";

/** What a cost of a chart is of: a band, a bucket of time, or both; null where no filter limits usage to it. */
export function chartReceipt(
  { spend, bands, buckets }: StackedChartData,
  { band, bucket }: { band?: number; bucket?: number },
): ReceiptOf | null {
  if (spend === undefined) return null;
  const asked = new URLSearchParams(spend);
  const changes = band === undefined ? {} : bands[band]?.changes;
  const time = bucket === undefined ? null : buckets[bucket];
  if (!changes || (time !== null && !(time?.from && time.to))) return null;
  // The first and the last bucket can reach beyond the period.
  const bounds = time && {
    from: [asked.get("from") ?? "", time.from ?? ""].sort()[1] ?? "",
    to: [asked.get("to") ?? "", time.to ?? ""].sort()[0] ?? "",
  };
  return { spend: hrefWith("", asked, { ...changes, ...bounds }).slice(1) };
}
