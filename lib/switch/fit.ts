import type { RateLimitGroup, UsageTier } from "@/lib/catalogue/catalogue-model";
import { claimedValues, type Fact } from "@/lib/catalogue/fact";
import type { ModelLimits } from "@/lib/catalogue/model-limits";
import { above, type Position, type SizeRange } from "./size-edges";
import type { SizeGroup } from "./traffic";

/** Proven to fit, proven not to, or not known. */
export type FitState = "fits" | "doesNotFit" | "unknown";

/** What is checked. `requestWithinTokensPerMinute`: a prompt above a minute's allowance can never be sent. */
export type FitCheckName = "input" | "context" | "output" | "endpoint" | "requestWithinTokensPerMinute";

/** Requests (or records) by state; an aggregate that is proven not to fit has at least one request that does not. */
export type FitCounts = Readonly<Record<FitState, bigint>>;

/** One check with its evidence. */
export interface FitCheck {
  check: FitCheckName;
  state: FitState;
  /** The limit in tokens, with its sources; for endpoints the name and whether the target has it. */
  limit: Fact<number> | Fact<boolean>;
  /** The endpoint, or the prompts a limit is for ("above 128000"); null otherwise. */
  of: string | null;
  requests: FitCounts;
  records: FitCounts;
  /** The largest single request in tokens; null for endpoints. */
  largest: number | null;
}

/** All checks and what they come to: the worst of them. */
export interface Fit {
  state: FitState;
  checks: readonly FitCheck[];
}

/** Sizes at which some check of a model changes its answer. */
export interface FitEdges {
  prompt: Position[];
  total: Position[];
  output: Position[];
}

/** The edges a model's checks need. */
export function fitEdges(limits: ModelLimits, tier: UsageTier | null): FitEdges {
  const perMinute =
    tier === null ? [] : limits.rateLimits.flatMap(({ tiers }) => claimedValues(tiers[tier].tokensPerMinute));
  const longFrom = limits.rateLimits.flatMap(({ abovePromptTokens }) => abovePromptTokens ?? []);
  return {
    prompt: [...claimedValues(limits.maxInputTokens), ...perMinute, ...longFrom].map(above),
    total: claimedValues(limits.contextWindow).map(above),
    output: claimedValues(limits.maxOutputTokens).map(above),
  };
}

/** Checks traffic against a model's limits, the tokens being the same there. */
export function checkFit(sizes: readonly SizeGroup[], limits: ModelLimits, tier: UsageTier | null): Fit {
  const checks: FitCheck[] = [
    // A model without an input limit of its own is limited by its context window.
    ...(limits.maxInputTokens.state === "unknown" ? [] : [sizeCheck("input", sizes, "prompt", limits.maxInputTokens)]),
    sizeCheck("context", sizes, "total", limits.contextWindow),
    sizeCheck("output", sizes, "output", limits.maxOutputTokens),
    ...endpointChecks(sizes, limits.endpoints),
    ...(tier === null ? [] : perMinuteChecks(sizes, limits.rateLimits, tier)),
  ];
  return { state: worst(checks.map(({ state }) => state)), checks };
}

function sizeCheck(
  check: FitCheckName,
  sizes: readonly SizeGroup[],
  size: "prompt" | "total" | "output",
  limit: Fact<number>,
  of: string | null = null,
): FitCheck {
  const values = claimedValues(limit);
  const [lowest, highest] = [above(Math.min(...values)), above(Math.max(...values))];
  const stateOf = (group: SizeGroup): FitState => {
    if (values.length === 0) return "unknown";
    const range: SizeRange = group[size];
    if (range.to < lowest) return "fits";
    return range.from >= highest ? "doesNotFit" : "unknown";
  };
  const largest = sizes.reduce((most, group) => Math.max(most, group.largest[size]), 0);
  return { check, limit, of, ...counted(sizes, stateOf), largest };
}

function endpointChecks(sizes: readonly SizeGroup[], endpoints: ModelLimits["endpoints"]): FitCheck[] {
  const used = new Set(sizes.map(({ endpoint }) => endpoint).filter((endpoint) => endpoint !== null));
  return [...used].sort().map((endpoint) => {
    const limit: Fact<boolean> = endpoints[endpoint] ?? { value: null, state: "unknown", sources: [] };
    const state = limit.state === "supported" ? "fits" : limit.state === "unsupported" ? "doesNotFit" : "unknown";
    const using = sizes.filter((group) => group.endpoint === endpoint);
    return { check: "endpoint", limit, of: endpoint, ...counted(using, () => state, "all"), largest: null };
  });
}

/** Prompts for which a limit of their own is published are held against that one. */
function perMinuteChecks(sizes: readonly SizeGroup[], groups: readonly RateLimitGroup[], tier: UsageTier): FitCheck[] {
  const long = groups.find(({ abovePromptTokens }) => abovePromptTokens !== null);
  const longFrom = long?.abovePromptTokens ? above(long.abovePromptTokens) : Number.POSITIVE_INFINITY;
  return groups.flatMap((group) => {
    const isLong = group === long;
    const held = sizes.filter(({ prompt }) => (isLong ? prompt.to >= longFrom : prompt.from < longFrom));
    if (held.length === 0) return [];
    const of = group.abovePromptTokens === null ? null : `prompts above ${group.abovePromptTokens}`;
    return [sizeCheck("requestWithinTokensPerMinute", held, "prompt", group.tiers[tier].tokensPerMinute, of)];
  });
}

/** `all`: what is proven is proven of every request of an aggregate, not of one of them only. */
function counted(
  sizes: readonly SizeGroup[],
  stateOf: (group: SizeGroup) => FitState,
  misfits: "one" | "all" = "one",
): { state: FitState; requests: FitCounts; records: FitCounts } {
  const requests = { fits: 0n, doesNotFit: 0n, unknown: 0n };
  const records = { fits: 0n, doesNotFit: 0n, unknown: 0n };
  for (const group of sizes) {
    const state = stateOf(group);
    const number = group.requests ?? group.records;
    records[state] += group.records;
    if (state === "doesNotFit" && misfits === "one") {
      requests.doesNotFit += group.records;
      requests.unknown += number > group.records ? number - group.records : 0n;
    } else requests[state] += number;
  }
  return { state: stateFrom(records), requests, records };
}

function stateFrom(counts: FitCounts): FitState {
  if (counts.doesNotFit > 0n) return "doesNotFit";
  return counts.unknown > 0n ? "unknown" : "fits";
}

function worst(states: readonly FitState[]): FitState {
  if (states.includes("doesNotFit")) return "doesNotFit";
  return states.includes("unknown") ? "unknown" : "fits";
}
