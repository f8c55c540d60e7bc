import type { RateCardJson } from "@/lib/pricing/rate-card";
import type { Fact } from "./fact";

/** Usage tiers of OpenAI's rate limits, lowest first. */
export const USAGE_TIERS = ["free", "tier1", "tier2", "tier3", "tier4", "tier5"] as const;

/** A usage tier. */
export type UsageTier = (typeof USAGE_TIERS)[number];

/** How people call it. */
export const USAGE_TIER_LABELS: Readonly<Record<UsageTier, string>> = {
  free: "Free",
  tier1: "Tier 1",
  tier2: "Tier 2",
  tier3: "Tier 3",
  tier4: "Tier 4",
  tier5: "Tier 5",
};

/** A rating of the Compare page: its label, and the level from 1 to 5 where a source gives one. */
export interface Rating {
  label: string;
  level: Fact<number>;
}

/** Limits of one usage tier; each is a fact of its own. */
export interface TierLimits {
  tokensPerMinute: Fact<number>;
  requestsPerMinute: Fact<number>;
  requestsPerDay: Fact<number>;
  batchQueueTokens: Fact<number>;
}

/** Limits by usage tier, and where they apply to long prompts only, from which prompt size on. */
export interface RateLimitGroup {
  name: string;
  /** Prompts above this many tokens; null for all (others). */
  abovePromptTokens: number | null;
  tiers: Readonly<Record<UsageTier, TierLimits>>;
}

/** List prices that hold now, in USD per million tokens (exact decimal text). */
export interface CatalogueRates {
  input: Fact<string>;
  cachedInput: Fact<string>;
  cacheWrite: Fact<string>;
  output: Fact<string>;
}

/** A model with all that is known about it; plain data, as the HTTP API gives it. */
export interface CatalogueModel {
  /** `provider/model`. */
  id: string;
  provider: string;
  model: string;
  name: Fact<string>;
  tagline: Fact<string>;
  description: string | null;
  ratings: readonly Rating[];
  inputTypes: Fact<readonly string[]>;
  outputTypes: Fact<readonly string[]>;
  reasoningTokens: Fact<boolean>;
  prices: CatalogueRates;
  contextWindow: Fact<number>;
  maxInputTokens: Fact<number>;
  maxOutputTokens: Fact<number>;
  /** YYYY-MM-DD. */
  knowledgeCutoff: Fact<string>;
  /** By name ("chat_completions"), in the order to be shown. */
  endpoints: Readonly<Record<string, Fact<boolean>>>;
  features: Readonly<Record<string, Fact<boolean>>>;
  tools: Readonly<Record<string, Fact<boolean>>>;
  rateLimits: readonly RateLimitGroup[];
  snapshots: readonly string[];
  deprecated: Fact<boolean>;
  /** Every list card: service tiers, dates, times of day, long-context rates. */
  rateCards: readonly RateCardJson[];
  /** What the price source says about its prices, where it says something. */
  priceComments: string | null;
}

/** A line of the catalogue. */
export interface CatalogueEntry {
  id: string;
  provider: string;
  model: string;
  name: string;
  /** USD per million tokens; null where there is none. */
  input: string | null;
  cachedInput: string | null;
  output: string | null;
  contextWindow: number | null;
  maxOutputTokens: number | null;
  reasoningTokens: boolean | null;
  deprecated: boolean;
  /** Service tiers with a rate card. */
  serviceTiers: readonly string[];
}
