import "server-only";
import type { FemtoUsd } from "@/lib/pricing/money";
import type { RateCardJson } from "@/lib/pricing/rate-card";
import { type Instant, instantFromMicroseconds } from "@/lib/usage/instant";
import type { PromptSizes, Reported, TokenCounts, Uncertainty, UsageRecord } from "@/lib/usage/usage-record";

/** A record as it is stored: what was used, where it came from and what it cost. */
export interface StoredRecord {
  /** Names it within its organisation: `<day>.<key>`. */
  recordId: string;
  record: UsageRecord;
  source: string | null;
  batchId: number;
  /** The file of an archive it stands in; null for an upload that is none. */
  file: string | null;
  line: number;
  /** Null when unpriced. */
  cost: FemtoUsd | null;
  /** Upper bound where the cost is an interval; then `cost` is the lower one. */
  costHigh: FemtoUsd | null;
  unpricedReason: string | null;
  applied: { rule: string; card: RateCardJson } | null;
}

/** What the database answers for one record. */
export interface RecordRow {
  day: string;
  key: string;
  at: string;
  end_at: string | null;
  batch_id: number;
  file: string | null;
  line: number;
  source: string | null;
  provider: string | null;
  model: string | null;
  service_tier: string | null;
  region: string | null;
  endpoint: string | null;
  project: string | null;
  api_key: string | null;
  user_name: string | null;
  tags: Record<string, string> | null;
  requests: string | null;
  input_uncached: string;
  cache_read: string;
  cache_write: string;
  output: string;
  reasoning: string;
  cost: string | null;
  cost_high: string | null;
  unpriced_reason: string | null;
  external_id: string | null;
  detail: RecordDetail | null;
  rule: string | null;
  card: RateCardJson | null;
}

/** What most records do not have; the `detail` column. */
interface RecordDetail extends Partial<Omit<TokenCounts, "input" | "cacheRead" | "cacheWrite" | "output">> {
  calls?: Record<string, number>;
  features?: string[];
  uncertainties?: Uncertainty[];
  promptSizes?: PromptSizes;
  reported?: Reported;
}

/** Columns of a record with its names spelled out, for a query over `usage_records AS r` with NAME_JOINS. */
export const RECORD_COLUMNS = `
  r.day::text AS day, r.key::text AS key,
  (extract(epoch FROM r.timestamp) * 1000000)::bigint::text AS at,
  (extract(epoch FROM r.end_timestamp) * 1000000)::bigint::text AS end_at,
  r.batch_id, file.name AS file, r.line - coalesce(file.after_line, 0) AS line, source.value AS source, provider.value AS provider, model.value AS model,
  service_tier.value AS service_tier, region.value AS region, endpoint.value AS endpoint, project.value AS project,
  api_key.value AS api_key, person.value AS user_name, tag_set.tags AS tags, r.requests::text AS requests,
  r.input_uncached::text AS input_uncached, r.cache_read::text AS cache_read, r.cache_write::text AS cache_write,
  r.output::text AS output, r.reasoning::text AS reasoning, r.cost::text AS cost, r.cost_high::text AS cost_high,
  r.unpriced_reason, r.external_id, r.detail, rate.rule, rate.card`;

/** Joins that give the names; $1 is the organisation. */
export const NAME_JOINS = [
  ...[
    ["source", "source", "source_id"],
    ["provider", "provider", "provider_id"],
    ["model", "model", "model_id"],
    ["service_tier", "serviceTier", "service_tier_id"],
    ["region", "region", "region_id"],
    ["endpoint", "endpoint", "endpoint_id"],
    ["project", "project", "project_id"],
    ["api_key", "apiKey", "api_key_id"],
    ["person", "user", "user_id"],
  ].map(
    ([alias, dimension, column]) =>
      `LEFT JOIN dimension_values AS ${alias}
         ON ${alias}.organization_id = $1 AND ${alias}.dimension = '${dimension}' AND ${alias}.id = r.${column}`,
  ),
  "LEFT JOIN tag_sets AS tag_set ON tag_set.organization_id = $1 AND tag_set.id = r.tag_set_id",
  // Lines are numbered on from file to file of an archive.
  `LEFT JOIN LATERAL (
     SELECT name, after_line FROM batch_files AS one
      WHERE one.organization_id = $1 AND one.batch_id = r.batch_id AND one.after_line < r.line
      ORDER BY after_line DESC LIMIT 1) AS file ON true`,
  "LEFT JOIN applied_rates AS rate ON rate.organization_id = $1 AND rate.id = r.applied_rate_id",
].join("\n");

/** The record of a row. */
export function storedRecordFromRow(row: RecordRow): StoredRecord {
  return {
    recordId: `${row.day}.${row.key}`,
    record: usageOf(row),
    source: row.source,
    batchId: row.batch_id,
    file: row.file,
    line: row.line,
    cost: row.cost === null ? null : (BigInt(row.cost) as FemtoUsd),
    costHigh: row.cost_high === null ? null : (BigInt(row.cost_high) as FemtoUsd),
    unpricedReason: row.unpriced_reason,
    applied: row.rule !== null && row.card !== null ? { rule: row.rule, card: row.card } : null,
  };
}

function usageOf(row: RecordRow): UsageRecord {
  const { calls, features, uncertainties, promptSizes, reported } = row.detail ?? {};
  return {
    id: row.external_id,
    timestamp: instantOf(row.at),
    endTimestamp: row.end_at === null ? null : instantOf(row.end_at),
    provider: row.provider,
    model: row.model ?? "",
    serviceTier: row.service_tier,
    region: row.region,
    endpoint: row.endpoint,
    project: row.project,
    apiKey: row.api_key,
    user: row.user_name,
    tags: row.tags ?? {},
    requests: row.requests === null ? null : Number(row.requests),
    features: features ?? [],
    tokens: tokensOf(row),
    calls: calls ?? {},
    uncertainties: uncertainties ?? [],
    ...(promptSizes && { promptSizes }),
    reported: reported ?? null,
  };
}

function tokensOf(row: RecordRow): TokenCounts {
  const detail = row.detail ?? {};
  return {
    input: Number(row.input_uncached) + Number(row.cache_read) + Number(row.cache_write),
    cacheRead: Number(row.cache_read),
    cacheWrite: Number(row.cache_write),
    cacheWriteByTtl: detail.cacheWriteByTtl ?? {},
    output: Number(row.output),
    reasoning: Number(row.reasoning),
    audioInput: detail.audioInput ?? 0,
    imageInput: detail.imageInput ?? 0,
    cacheReadAudio: detail.cacheReadAudio ?? 0,
    cacheReadImage: detail.cacheReadImage ?? 0,
    audioOutput: detail.audioOutput ?? 0,
    imageOutput: detail.imageOutput ?? 0,
  };
}

function instantOf(microseconds: string): Instant {
  return instantFromMicroseconds(Number(microseconds));
}
