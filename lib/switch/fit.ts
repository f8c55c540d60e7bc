import type { RateLimitGroup, UsageTier } from "@/lib/catalogue/catalogue-model";
import { claimedValues, type Fact } from "@/lib/catalogue/fact";
import type { ModelLimits } from "@/lib/catalogue/model-limits";
import { KNOWN_OUTPUT_FACTORS } from "./assumptions";
import type { Band } from "./levers";
import { addCounts, type Counts, noCounts, type TrafficSizes } from "./size-counts";
import { above, type Position } from "./size-edges";
import type { Size } from "./traffic/size-table";

/** Proven to fit, proven not to, or not known. */
export type FitState = "fits" | "doesNotFit" | "unknown";

/**
 * What is checked. `outputAtLever`: the output as it is expected to grow. `requestWithinTokensPerMinute`: a prompt above
 * a minute's allowance can never be sent. `tokensPerMinute` and `requestsPerMinute`: see headroom.
 */
export type FitCheckName =
  | "input"
  | "context"
  | "output"
  | "outputAtLever"
  | "endpoint"
  | "feature"
  | "serviceTier"
  | "requestWithinTokensPerMinute"
  | "tokensPerMinute"
  | "requestsPerMinute";

/** Requests, records and cost by state; an aggregate that is proven not to fit has at least one request that does not. */
export type FitCounts = Readonly<Record<FitState, Counts>>;

/** One check with its evidence. */
export interface FitCheck {
  check: FitCheckName;
  state: FitState;
  /** The limit in tokens, with its sources; for what a model has or has not, whether the target has it. */
  limit: Fact<number> | Fact<boolean>;
  /** The endpoint, feature or tier, or the prompts a limit is for ("prompts above 128000"); null otherwise. */
  of: string | null;
  counts: FitCounts;
  /** The largest single request in tokens; null where sizes do not matter. */
  largest: number | null;
  /** Why it is unknown, and what would tell; null when it is known. */
  missing: Missing | null;
}

/** What nobody knows, and how it can be supplied. */
export interface Missing {
  field: string;
  how: string;
}

/** All checks and what they come to: the worst of them. */
export interface Fit {
  state: FitState;
  checks: readonly FitCheck[];
  /** What requests need that some records do not say; such requests are taken to need nothing special. */
  unstated: readonly (Missing & Counts)[];
}

/** Sizes at which some check of a model changes its answer. */
export interface FitEdges {
  prompt: Position[];
  total: Position[];
  output: Position[];
}

/** The edges a model's checks need, at any usage tier. */
export function fitEdges(limits: ModelLimits): FitEdges {
  const perMinute = limits.rateLimits.flatMap(({ tiers }) =>
    Object.values(tiers).flatMap(({ tokensPerMinute }) => claimedValues(tokensPerMinute)),
  );
  const longFrom = limits.rateLimits.flatMap(({ abovePromptTokens }) => abovePromptTokens ?? []);
  const mostOutput = claimedValues(limits.maxOutputTokens);
  return {
    prompt: [...claimedValues(limits.maxInputTokens), ...perMinute, ...longFrom].map(above),
    total: claimedValues(limits.contextWindow).map(above),
    output: [...mostOutput.map(above), ...KNOWN_OUTPUT_FACTORS.flatMap((factor) => outputEdges(limits, factor))],
  };
}

/** From which output on it is above a model's limit once it has grown by a factor (thousandths). */
export function outputEdges(limits: ModelLimits, factor: bigint): Position[] {
  if (factor === 0n) return [];
  return claimedValues(limits.maxOutputTokens).map((limit) => above(outputWithin(limit, factor)));
}

/** The largest output that is within a limit once it has grown by a factor (thousandths). */
function outputWithin(limit: number, factor: bigint): number {
  if (factor === 0n) return Number.POSITIVE_INFINITY;
  return Number((BigInt(limit) * 1000n) / factor);
}

/** What a fit is checked against. */
export interface FitQuestion {
  limits: ModelLimits;
  usageTier: UsageTier | null;
  /** Growth of the output; null where nothing is known of it or it does not grow. */
  outputFactor: Band | null;
  /** Whether the target has a price for a service tier. */
  offersTier: (serviceTier: string | null) => Fact<boolean>;
  /** The tier everything is sent to; null: the one it has. */
  toServiceTier: string | null;
}

/** Checks traffic against a model's limits, the tokens being the same there. */
export function checkFit(sizes: TrafficSizes, question: FitQuestion): Fit {
  const { limits, usageTier, outputFactor } = question;
  const checks: FitCheck[] = [
    // A model without an input limit of its own is limited by its context window.
    ...(limits.maxInputTokens.state === "unknown" ? [] : [sizeCheck("input", sizes, "prompt", limits.maxInputTokens)]),
    sizeCheck("context", sizes, "total", limits.contextWindow),
    sizeCheck("output", sizes, "output", limits.maxOutputTokens),
    ...(outputFactor ? [grownOutputCheck(sizes, limits.maxOutputTokens, outputFactor)] : []),
    ...endpointChecks(sizes, limits),
    ...featureChecks(sizes, limits),
    ...tierChecks(sizes, question),
    ...(usageTier === null ? [] : perMinuteChecks(sizes, limits.rateLimits, usageTier)),
  ];
  return { state: worst(checks.map(({ state }) => state)), checks, unstated: unstatedIn(sizes) };
}

/** The worst of several states. */
export function worst(states: readonly FitState[]): FitState {
  if (states.includes("doesNotFit")) return "doesNotFit";
  return states.includes("unknown") ? "unknown" : "fits";
}

/** What counts by state come to. */
export function stateOf(counts: FitCounts): FitState {
  if (counts.doesNotFit.records > 0) return "doesNotFit";
  return counts.unknown.records > 0 ? "unknown" : "fits";
}

function sizeCheck(check: FitCheckName, sizes: TrafficSizes, size: Size, limit: Fact<number>): FitCheck {
  const values = claimedValues(limit);
  const bounds = values.length > 0 ? { least: above(Math.min(...values)), most: above(Math.max(...values)) } : null;
  return checked({ check, limit, of: null, largest: sizes.largest(size) }, countSizes(sizes, size, bounds));
}

/** Fits below `least`, does not from `most` on; nothing is known where there are no bounds. `within`: only these sizes. */
function countSizes(
  sizes: TrafficSizes,
  size: Size,
  bounds: { least: Position; most: Position } | null,
  within: { from: Position; to: Position } = { from: 0, to: Number.POSITIVE_INFINITY },
): FitCounts {
  const counts = { fits: noCounts(), doesNotFit: noCounts(), unknown: noCounts() };
  const { from, to } = within;
  const clamp = (position: Position) => Math.min(Math.max(position, from), to);
  const least = clamp(bounds?.least ?? 0);
  const most = clamp(bounds?.most ?? Number.POSITIVE_INFINITY);
  addCounts(counts.fits, sizes.requestsBetween(size, from, least));
  addCounts(counts.unknown, sizes.requestsBetween(size, least, most));
  addCounts(counts.doesNotFit, sizes.requestsBetween(size, most, to));
  for (const aggregate of sizes.aggregates(size)) {
    if (aggregate.to < from || aggregate.from >= to) continue;
    if (bounds && aggregate.to < bounds.least) addCounts(counts.fits, aggregate);
    else if (bounds && aggregate.from >= bounds.most) addMisfit(counts, aggregate);
    else addCounts(counts.unknown, aggregate);
  }
  return counts;
}

/** The mean is above the limit: at least one request of each record is, the others may be. */
function addMisfit(counts: FitCounts, { requests, records, cost }: Counts): void {
  addCounts(counts.doesNotFit, { requests: records, records, cost });
  counts.unknown.requests += Math.max(0, requests - records);
}

/** Output as it may grow: certain only where the whole band is on one side of the limit. */
function grownOutputCheck(sizes: TrafficSizes, limit: Fact<number>, factor: Band): FitCheck {
  const values = claimedValues(limit);
  const bounds =
    values.length === 0
      ? null
      : {
          least: above(outputWithin(Math.min(...values), factor.high)),
          most: above(outputWithin(Math.max(...values), factor.low)),
        };
  const text = (value: bigint) => String(Number(value) / 1000);
  const of = factor.low === factor.high ? `× ${text(factor.low)}` : `× ${text(factor.low)} to ${text(factor.high)}`;
  return checked(
    { check: "outputAtLever", limit, of, largest: sizes.largest("output") },
    countSizes(sizes, "output", bounds),
  );
}

function endpointChecks(sizes: TrafficSizes, { endpoints }: ModelLimits): FitCheck[] {
  return named(sizes.endpoints).map(([endpoint, counts]) =>
    offeredCheck("endpoint", endpoint, endpoints[endpoint] ?? UNKNOWN, counts),
  );
}

function featureChecks(sizes: TrafficSizes, limits: ModelLimits): FitCheck[] {
  const used = named(sizes.features).map(([feature, counts]) =>
    offeredCheck("feature", feature, featureFact(limits, feature), counts),
  );
  if (sizes.fineTuned.records === 0) return used;
  const fact = limits.endpoints.fine_tuning ?? limits.features.fine_tuning ?? UNKNOWN;
  return [...used, offeredCheck("feature", "fine_tuned_model", fact, sizes.fineTuned)];
}

const UNKNOWN: Fact<boolean> = { value: null, state: "unknown", sources: [] };

/** Types of input and output by the names of the features that use them. */
const TYPES: Readonly<Record<string, { of: "inputTypes" | "outputTypes"; type: string }>> = {
  image_input: { of: "inputTypes", type: "image" },
  audio_input: { of: "inputTypes", type: "audio" },
  image_output: { of: "outputTypes", type: "image" },
  audio_output: { of: "outputTypes", type: "audio" },
};

function featureFact(limits: ModelLimits, feature: string): Fact<boolean> {
  const listed = limits.features[feature] ?? limits.tools[feature];
  if (listed && listed.state !== "unknown") return listed;
  const type = TYPES[feature];
  if (!type) return listed ?? UNKNOWN;
  const { sources } = limits[type.of];
  const claims = sources.map((claim) => ({ ...claim, value: claim.value.includes(type.type) }));
  const value = claims[0]?.value ?? null;
  return { value, state: value === null ? "unknown" : value ? "supported" : "unsupported", sources: claims };
}

function tierChecks(sizes: TrafficSizes, { offersTier, toServiceTier }: FitQuestion): FitCheck[] {
  if (toServiceTier !== null) return [offeredCheck("serviceTier", toServiceTier, offersTier(toServiceTier), sizes.all)];
  return named(sizes.serviceTiers).flatMap(([tier, counts]) => {
    const fact = offersTier(tier);
    // The standard tier is what a model is sold at.
    return fact.state === "supported" ? [] : [offeredCheck("serviceTier", tier, fact, counts)];
  });
}

/** What a model has or has not, for all requests that need it alike. */
function offeredCheck(check: FitCheckName, of: string, limit: Fact<boolean>, needed: Counts): FitCheck {
  const counts = { fits: noCounts(), doesNotFit: noCounts(), unknown: noCounts() };
  const state = limit.state === "supported" ? "fits" : limit.state === "unsupported" ? "doesNotFit" : "unknown";
  addCounts(counts[state], needed);
  return checked({ check, limit, of, largest: null }, counts);
}

function named(all: ReadonlyMap<string | null, Counts>): [string, Counts][] {
  const stated = [...all].filter((entry): entry is [string, Counts] => entry[0] !== null);
  return stated.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Prompts for which a limit of their own is published are held against that one. */
function perMinuteChecks(sizes: TrafficSizes, groups: readonly RateLimitGroup[], tier: UsageTier): FitCheck[] {
  const long = groups.find(({ abovePromptTokens }) => abovePromptTokens !== null);
  const longFrom = long?.abovePromptTokens ? above(long.abovePromptTokens) : Number.POSITIVE_INFINITY;
  return groups.flatMap((group) => {
    const within = group === long ? { from: longFrom, to: Number.POSITIVE_INFINITY } : { from: 0, to: longFrom };
    const limit = group.tiers[tier].tokensPerMinute;
    const values = claimedValues(limit);
    const bounds = values.length > 0 ? { least: above(Math.min(...values)), most: above(Math.max(...values)) } : null;
    const counts = countSizes(sizes, "prompt", bounds, within);
    if (counts.fits.records + counts.doesNotFit.records + counts.unknown.records === 0) return [];
    const of = group.abovePromptTokens === null ? null : `prompts above ${group.abovePromptTokens}`;
    return [checked({ check: "requestWithinTokensPerMinute", limit, of, largest: sizes.largest("prompt") }, counts)];
  });
}

function checked(check: Pick<FitCheck, "check" | "limit" | "of" | "largest">, counts: FitCounts): FitCheck {
  const state = stateOf(counts);
  return { ...check, state, counts, missing: state === "unknown" ? missingFor(check) : null };
}

function missingFor({ check, limit, of }: Pick<FitCheck, "check" | "limit" | "of">): Missing {
  if (limit.value === null) {
    return {
      field: of === null ? `the target's limit (${check})` : `whether the target has ${of}`,
      how: "No source that Outlay knows publishes it. Ask the provider, or state your own limits in the question.",
    };
  }
  if (check === "outputAtLever") {
    return { field: "levers.outputFactor", how: "Measure how much more the target writes, and narrow the band." };
  }
  if (limit.state === "conflicting") return { field: "the target's limit", how: "Sources disagree: see the limit." };
  return {
    field: "single requests",
    how: "These records are aggregates. Send requests (a log, a gateway, OpenTelemetry) in place of totals.",
  };
}

function unstatedIn(sizes: TrafficSizes): (Missing & Counts)[] {
  const how = (field: string) => `Send ${field} with each request: a log, a gateway or OpenTelemetry has it.`;
  const endpoint = sizes.endpoints.get(null);
  return [
    ...(endpoint && endpoint.records > 0 ? [{ field: "endpoint", how: how("endpoint"), ...endpoint }] : []),
    ...(sizes.withoutFeatures.records > 0
      ? [{ field: "features", how: how("features"), ...sizes.withoutFeatures }]
      : []),
  ];
}
