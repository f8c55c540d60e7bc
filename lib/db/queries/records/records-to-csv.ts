import { usdString } from "@/lib/pricing/money";
import { csvLine } from "@/lib/spend/csv-line";
import { tagDimension } from "@/lib/spend/dimensions";
import { normalFormToJson } from "@/lib/usage/normal-form-json";
import type { StoredRecord } from "./stored-record";

const TEXTS = [
  ...(["id", "timestamp", "endTimestamp", "provider", "model", "serviceTier", "region", "endpoint"] as const),
  ...(["project", "apiKey", "user", "requests"] as const),
];
const TOKENS = ["input", "cacheRead", "cacheWrite", "output", "reasoning"] as const;
const OUTCOME = ["cost", "costHigh", "unpriced", "source", "batchId", "file", "line", "recordId"];

/** Records as CSV: the normal form's columns, what each cost, and where it came from. */
export function recordsToCsv(records: readonly StoredRecord[]): string {
  const tags = [...new Set(records.flatMap(({ record }) => Object.keys(record.tags)))].sort();
  const lines = records.map((stored) => {
    const { record, cost, costHigh } = stored;
    const form = normalFormToJson(record);
    return csvLine([
      ...TEXTS.map((name) => text(form[name])),
      ...TOKENS.map((name) => record.tokens[name]),
      ...tags.map((key) => record.tags[key] ?? ""),
      cost === null ? "" : usdString(cost),
      costHigh === null ? "" : usdString(costHigh),
      ...[
        stored.unpricedReason ?? "",
        stored.source ?? "",
        stored.batchId,
        stored.file ?? "",
        stored.line,
        stored.recordId,
      ],
    ]);
  });
  return csvLine([...TEXTS, ...TOKENS, ...tags.map(tagDimension), ...OUTCOME]) + lines.join("");
}

function text(value: unknown): string | number {
  return typeof value === "string" || typeof value === "number" ? value : "";
}
