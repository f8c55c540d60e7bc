import { instantFromDate } from "@/lib/usage/instant";
import { UsageParser } from "@/lib/usage/open-parser";
import type { UsageRecord } from "@/lib/usage/usage-record";

/** Records as they are ingested, from objects in Outlay's own form. */
export function parsedRecords(records: readonly object[]): UsageRecord[] {
  const parser = new UsageParser({ forcedFormat: null, now: instantFromDate(new Date("2026-12-31")) });
  const text = new TextEncoder().encode(`${records.map((record) => JSON.stringify(record)).join("\n")}\n`);
  return [...parser.push(text), ...parser.end()].map((item) => {
    if (item.kind !== "record") throw new Error(`rejected: ${JSON.stringify(item)}`);
    return item.record;
  });
}
