import "server-only";
import type { Pricer, StoredPrice } from "@/lib/pricing/pricer";
import type { Grain, RecordItem } from "@/lib/usage/formats/format";
import { recordKey } from "@/lib/usage/identity";
import type { UsageRecord } from "@/lib/usage/usage-record";
import type { Dictionary } from "./dictionary";

/** Columns of staged_records in the order in which rows are written. */
export const STAGED_COLUMNS = [
  ...[
    "organization_id",
    "batch_id",
    "ordinal",
    "day",
    "key",
    "grain",
    "timestamp",
    "end_timestamp",
    "line",
    "source_id",
  ],
  ...["provider_id", "model_id", "service_tier_id", "region_id", "endpoint_id", "project_id", "api_key_id", "user_id"],
  ...[
    "tag_set_id",
    "applied_rate_id",
    "requests",
    "input_uncached",
    "cache_read",
    "cache_write",
    "output",
    "reasoning",
  ],
  ...["cost", "cost_high", "unpriced_reason", "external_id", "detail"],
].join(", ");

const GRAINS: Readonly<Record<Grain, number>> = { request: 0, aggregate: 1, content: 2 };
const DAY = 86_400_000_000;
const NULL = "\\N";

/** A record on its way to the staging table: parsed and priced. */
export interface StagedItem {
  item: RecordItem;
  price: StoredPrice;
}

/** Prices a record; numbers its names may still lack are asked for with `numbersOf`. */
export function stage(item: RecordItem, pricer: Pricer): StagedItem {
  return { item, price: pricer.price(item.record) };
}

/** The numbers of a record's names, in the order of the columns; false when the dictionary has to assign some first. */
function numbersOf({ item, price }: StagedItem, dictionary: Dictionary): string | false {
  const { record } = item;
  const provider = dictionary.idOf("provider", record.provider);
  const model = dictionary.idOf("model", record.model);
  const tier = dictionary.idOf("serviceTier", record.serviceTier);
  const region = dictionary.idOf("region", record.region);
  const endpoint = dictionary.idOf("endpoint", record.endpoint);
  const project = dictionary.idOf("project", record.project);
  const apiKey = dictionary.idOf("apiKey", record.apiKey);
  const user = dictionary.idOf("user", record.user);
  const tags = dictionary.tagSetId(record.tags);
  const rate = dictionary.appliedRateId(price.applied);
  if (provider === undefined || model === undefined || tier === undefined || region === undefined) return false;
  if (endpoint === undefined || project === undefined || apiKey === undefined || user === undefined) return false;
  if (tags === undefined || rate === undefined) return false;
  return `${provider}\t${model}\t${tier}\t${region}\t${endpoint}\t${project}\t${apiKey}\t${user}\t${tags}\t${rate}`;
}

/** What is the same for all rows of an upload. */
export interface RowContext {
  organizationId: number;
  batchId: number;
  sourceId: number;
}

/** One row of COPY's text format; false when the dictionary has to assign numbers first. */
export function stagedRow(
  staged: StagedItem,
  ordinal: number,
  dictionary: Dictionary,
  context: RowContext,
): string | false {
  const numbers = numbersOf(staged, dictionary);
  if (numbers === false) return false;
  const { item, price } = staged;
  const { record } = item;
  const { tokens } = record;
  const end = record.endTimestamp === null ? NULL : timestampText(record.endTimestamp);
  const uncached = tokens.input - tokens.cacheRead - tokens.cacheWrite;
  const detail = detailOf(record);
  return (
    `${context.organizationId}\t${context.batchId}\t${ordinal}\t${dayText(record.timestamp)}\t${recordKey(item.identity)}\t` +
    `${GRAINS[item.grain]}\t${timestampText(record.timestamp)}\t${end}\t${item.line}\t${context.sourceId}\t${numbers}\t` +
    `${record.requests ?? NULL}\t${uncached}\t${tokens.cacheRead}\t${tokens.cacheWrite}\t${tokens.output}\t${tokens.reasoning}\t` +
    `${price.cost ?? NULL}\t${price.costHigh ?? NULL}\t${price.unpricedReason ?? NULL}\t` +
    `${record.id === null ? NULL : escapeForCopy(record.id)}\t${detail === null ? NULL : escapeForCopy(JSON.stringify(detail))}\n`
  );
}

/** What most records do not have, and null for those. */
function detailOf(record: UsageRecord): Record<string, unknown> | null {
  const { tokens } = record;
  const detail: Record<string, unknown> = {};
  let empty = true;
  const put = (name: string, value: unknown) => {
    detail[name] = value;
    empty = false;
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
  return empty ? null : detail;
}

let lastDay = Number.NaN;
let lastDayText = "";

function dayText(instant: number): string {
  const day = Math.floor(instant / DAY);
  if (day !== lastDay) {
    lastDay = day;
    lastDayText = new Date(day * 86_400_000).toISOString().slice(0, 10);
  }
  return lastDayText;
}

function timestampText(instant: number): string {
  const day = dayText(instant);
  const rest = instant - Math.floor(instant / DAY) * DAY;
  const seconds = Math.floor(rest / 1_000_000);
  const micros = rest - seconds * 1_000_000;
  const hour = Math.floor(seconds / 3600);
  const minute = Math.floor(seconds / 60) % 60;
  const fraction = micros === 0 ? "" : `.${String(micros).padStart(6, "0")}`;
  return `${day} ${two(hour)}:${two(minute)}:${two(seconds % 60)}${fraction}+00`;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

/** Escapes text for COPY. */
function escapeForCopy(text: string): string {
  if (!/[\\\t\n\r]/.test(text)) return text;
  return text.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
}
