import { hrefWith } from "../filters/page-params";
import type { StackedChartData } from "./stacked-chart-data";

/** Where a press on a band in a bucket leads; null when nowhere. */
export function pressHref({ press, bands, buckets }: StackedChartData, band: number, bucket: number): string | null {
  const changes = bands[band]?.changes;
  if (!press || !changes) return null;
  const { from, to } = buckets[bucket] ?? {};
  const params = new URLSearchParams(press.params);
  if (!press.withTime || !from || !to) return hrefWith(press.path, params, changes);
  return hrefWith(press.path, params, { ...changes, range: null, from, to });
}
