import type { Instant } from "./instant";

/**
 * Tokens of one record. `input` is the whole prompt, cache reads and writes, audio and image included; the others are
 * parts: `cacheRead`, `cacheWrite`, `audioInput`, `imageInput` of `input`; `cacheWriteByTtl` of `cacheWrite` (what it does
 * not name has the provider's shortest TTL); `cacheReadAudio` of both `cacheRead` and `audioInput`, `cacheReadImage`
 * likewise; `reasoning`, `audioOutput`, `imageOutput` of `output`. All are integers from 0 to 2^53 - 1.
 */
export interface TokenCounts {
  input: number;
  cacheRead: number;
  cacheWrite: number;
  /** Tokens by time-to-live label ("5m", "1h", …; an open set). */
  cacheWriteByTtl: Readonly<Record<string, number>>;
  output: number;
  reasoning: number;
  audioInput: number;
  imageInput: number;
  cacheReadAudio: number;
  cacheReadImage: number;
  audioOutput: number;
  imageOutput: number;
}

/** Tokens of a prompt, cached ones included: more than `above`, and at most `upTo` (null: any). */
export interface PromptSizes {
  above: number;
  upTo: number | null;
}

/** What a source leaves open about a record; kept beside it so that unknown is never read as zero. */
export type Uncertainty =
  | "cache_unknown"
  | "cache_write_ttl_unknown"
  /** An aggregate over service tiers, where its source would have told them apart. */
  | "service_tier_unknown"
  | "modality_overlap"
  | "usage_missing"
  | "estimated"
  | "inclusive_assumed"
  | "output_lower_bound"
  | "subscription"
  | "partial_call"
  | "time_zone_assumed"
  /** The source states no time: the record has that of its upload. */
  | "time_of_upload";

/** What the source says of a record besides its usage: for people to read, never part of a figure. */
export interface Reported {
  /** How the call ended; left out where it is not said. */
  status?: "ok" | "error" | "cancelled" | "gateway_cache_hit";
  /** The source's own idea of the cost, USD as a decimal, and what that is. */
  cost?: string;
  costBasis?: "provider_billed" | "gateway_charged" | "computed_by_source" | "byok_upstream";
  /** The model that was asked for, where another one answered. */
  requestedModel?: string;
}

/**
 * One usage record in normal form: some tokens used by one model at one instant, by one request or by an aggregate of
 * `requests` requests over [timestamp, endTimestamp). Null means "the source does not say".
 */
export interface UsageRecord {
  /** The source's own identity of the record (a provider's response id), if it has one. */
  id: string | null;
  timestamp: Instant;
  endTimestamp: Instant | null;
  provider: string | null;
  /** The model's name as the source writes it. */
  model: string;
  serviceTier: string | null;
  region: string | null;
  endpoint: string | null;
  project: string | null;
  apiKey: string | null;
  user: string | null;
  tags: Readonly<Record<string, string>>;
  /** Requests in the record; 1 for a request, null where an aggregate does not say. */
  requests: number | null;
  features: readonly string[];
  tokens: TokenCounts;
  /** Between which sizes every single prompt of an aggregate was; left out where nobody says. */
  promptSizes?: PromptSizes;
  /** What is billed by the piece and is not tokens, by kind: "webSearch", "images", "audioSeconds", "characters", … */
  calls: Readonly<Record<string, number>>;
  uncertainties: readonly Uncertainty[];
  reported: Reported | null;
}
