import type { FemtoUsd } from "@/lib/pricing/money";
import type { PriceableTokens } from "@/lib/pricing/price-tokens";
import type { Instant } from "@/lib/usage/instant";
import type { SizeRange } from "./size-edges";

/** What a record stands for: one request, requests of a stated number, or of a number nobody stated. */
export type RecordKind = "request" | "aggregate" | "uncounted";

/**
 * Sums of records that are alike in everything a price depends on: names, tier, region, project, the prices' dates they
 * fall between, the long-context thresholds they stand between, and which token classes they use at all. So a rate times
 * a sum is the sum of the rate times each record, exactly.
 */
export interface TrafficGroup {
  provider: string | null;
  model: string;
  serviceTier: string | null;
  region: string | null;
  /** Kept apart only where prices depend on the project; null otherwise. */
  project: string | null;
  kind: RecordKind;
  /** Starts of the first and last span between price changes that the records' time touches. */
  spanStarts: readonly Instant[];
  /** Start of the reporting day. */
  day: Date;
  prompt: SizeRange;
  output: SizeRange;
  records: bigint;
  /** Null where records do not state it. */
  requests: bigint | null;
  tokens: PriceableTokens;
  calls: Readonly<Record<string, bigint>>;
  /** What the records cost as they were priced when stored; null for unpriced ones. */
  cost: { low: FemtoUsd; high: FemtoUsd } | null;
}

/** Records counted by how large their requests can be. */
export interface SizeGroup {
  provider: string | null;
  model: string;
  endpoint: string | null;
  kind: RecordKind;
  prompt: SizeRange;
  /** Prompt and output together. */
  total: SizeRange;
  output: SizeRange;
  records: bigint;
  requests: bigint | null;
  /** Of single requests. */
  largest: { prompt: number; total: number; output: number };
}
