import type { StoredPrice } from "@/lib/pricing/pricer";
import type { Grain, RecordItem } from "@/lib/usage/formats/format";
import type { UsageRecord } from "@/lib/usage/usage-record";
import type { BinaryRows } from "./binary-rows";

/** The columns of a record, in the order in which rows are written. */
export const RECORD_COLUMNS = [
  ...["organization_id", "batch_id", "source_id", "line", "day", "key", "timestamp", "end_timestamp"],
  ...["provider_id", "model_id", "service_tier_id", "region_id", "endpoint_id", "project_id", "api_key_id", "user_id"],
  ...["tag_set_id", "applied_rate_id"],
  ...["input_uncached", "cache_read", "cache_write", "output", "reasoning", "requests"],
  ...["cost", "cost_high", "unpriced_reason", "external_id", "detail"],
];

/** What rows of staged_records have in front of that. */
export const STAGED_COLUMNS = ["ordinal", "grain", "file", "content", ...RECORD_COLUMNS];

/** What is the same for all rows of an upload. */
export interface RowContext {
  organizationId: number;
  batchId: number;
  sourceId: number;
}

/** A parsed record with all that its row needs. */
export interface PreparedRecord {
  item: RecordItem;
  price: StoredPrice;
  /** Days since 1970, UTC. */
  day: number;
  /** The 16 bytes of its key, as four words. */
  key: Int32Array;
  /** Numbers of its names, in the order of the columns from provider_id to applied_rate_id. */
  numbers: Int32Array;
  /** JSON of what most records do not have; null for those. */
  detail: string | null;
  /** Print of its content, as two words. */
  content: Int32Array;
}

/** How grains stand in staged_records. */
export const GRAIN_NUMBERS: Readonly<Record<Grain, number>> = { request: 0, aggregate: 1, content: 2 };

/** Writes a row of usage_records. */
export function writeRecordRow(rows: BinaryRows, prepared: PreparedRecord, context: RowContext): void {
  rows.begin(RECORD_COLUMNS.length);
  writeRecordFields(rows, prepared, context);
}

/** Writes a row of staged_records. */
export function writeStagedRow(
  rows: BinaryRows,
  prepared: PreparedRecord,
  { ordinal, file }: { ordinal: number; file: number },
  context: RowContext,
): void {
  rows.begin(STAGED_COLUMNS.length);
  rows.int(ordinal);
  rows.smallInt(GRAIN_NUMBERS[prepared.item.grain]);
  rows.int(file);
  rows.words(prepared.content[0] as number, prepared.content[1] as number);
  writeRecordFields(rows, prepared, context);
}

function writeRecordFields(rows: BinaryRows, prepared: PreparedRecord, context: RowContext): void {
  const { item, price, numbers, detail } = prepared;
  const { record } = item;
  const { tokens } = record;
  rows.int(context.organizationId);
  rows.int(context.batchId);
  rows.int(context.sourceId);
  rows.int(item.line);
  rows.date(prepared.day);
  rows.uuid(prepared.key);
  rows.timestamp(record.timestamp);
  if (record.endTimestamp === null) rows.none();
  else rows.timestamp(record.endTimestamp);
  for (let index = 0; index < numbers.length; index += 1) rows.int(numbers[index] as number);
  rows.bigInt(tokens.input - tokens.cacheRead - tokens.cacheWrite);
  rows.bigInt(tokens.cacheRead);
  rows.bigInt(tokens.cacheWrite);
  rows.bigInt(tokens.output);
  rows.bigInt(tokens.reasoning);
  if (record.requests === null) rows.none();
  else rows.bigInt(record.requests);
  writeAmount(rows, price.cost);
  writeAmount(rows, price.costHigh);
  writeText(rows, price.unpricedReason);
  writeText(rows, record.id);
  if (detail === null) rows.none();
  else rows.json(detail);
}

function writeAmount(rows: BinaryRows, amount: number | bigint | null): void {
  if (amount === null) rows.none();
  else rows.numeric(amount);
}

function writeText(rows: BinaryRows, text: string | null): void {
  if (text === null) rows.none();
  else rows.text(text);
}

/** JSON of what most records do not have, and null for those. */
export function detailOf(record: UsageRecord): string | null {
  const { tokens } = record;
  let detail: Record<string, unknown> | null = null;
  const put = (name: string, value: unknown) => {
    detail ??= {};
    detail[name] = value;
  };
  if (tokens.audioInput) put("audioInput", tokens.audioInput);
  if (tokens.imageInput) put("imageInput", tokens.imageInput);
  if (tokens.cacheReadAudio) put("cacheReadAudio", tokens.cacheReadAudio);
  if (tokens.cacheReadImage) put("cacheReadImage", tokens.cacheReadImage);
  if (tokens.audioOutput) put("audioOutput", tokens.audioOutput);
  if (tokens.imageOutput) put("imageOutput", tokens.imageOutput);
  for (const _ in tokens.cacheWriteByTtl) {
    put("cacheWriteByTtl", tokens.cacheWriteByTtl);
    break;
  }
  for (const _ in record.calls) {
    put("calls", record.calls);
    break;
  }
  if (record.features.length > 0) put("features", record.features);
  if (record.uncertainties.length > 0) put("uncertainties", record.uncertainties);
  if (record.promptSizes) put("promptSizes", record.promptSizes);
  if (record.reported !== null) put("reported", record.reported);
  return detail === null ? null : JSON.stringify(detail);
}
