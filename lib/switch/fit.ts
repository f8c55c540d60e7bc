import type { Fact } from "@/lib/catalogue/fact";
import type { ModelLimits } from "@/lib/catalogue/model-limits";
import { serviceTierName } from "@/lib/pricing/price-book";
import type { Band } from "./levers";
import { endpointFact, FINE_TUNED, featureFact } from "./needed-features";
import { addCounts, type Counts, noCounts, type TrafficSizes } from "./size-counts";
import type { Position } from "./size-edges";
import {
  type Allowance,
  ANY_SIZE,
  perMinuteLimits,
  type SizeCheckName,
  type SizeLimit,
  type SizesWithin,
  sizeLimits,
} from "./size-limits";
import type { Size } from "./traffic/size-table";

/** Proven to fit, proven not to, or not known. */
export type FitState = "fits" | "doesNotFit" | "unknown";

/** What is checked. `tokensPerMinute` and `requestsPerMinute`: see headroom. */
export type FitCheckName =
  | SizeCheckName
  | "endpoint"
  | "feature"
  | "serviceTier"
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
  /** Sizes it is for. */
  within: SizesWithin;
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

/** What a fit is checked against. */
export interface FitQuestion {
  limits: ModelLimits;
  /** What a minute allows, where that is asked about. */
  allowances: readonly Allowance[];
  /** Growth of the output; null where nothing is known of it or it does not grow. */
  outputFactor: Band | null;
  /** Whether the target has a price for a service tier. */
  offersTier: (serviceTier: string | null) => Fact<boolean>;
  /** The tier everything is sent to; null: the one it has. */
  toServiceTier: string | null;
}

/** Checks traffic against a model's limits, the tokens being the same there. */
export function checkFit(sizes: TrafficSizes, question: FitQuestion): Fit {
  const { allowances, limits, outputFactor } = question;
  const checks: FitCheck[] = [
    ...sizeLimits(limits, outputFactor).map((limit) => sizeCheck(sizes, limit)),
    ...endpointChecks(sizes, limits),
    ...featureChecks(sizes, limits),
    ...tierChecks(sizes, question),
    ...perMinuteChecks(sizes, allowances),
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

function sizeCheck(sizes: TrafficSizes, { check, size, limit, of, bounds, within }: SizeLimit): FitCheck {
  return checked({ check, limit, of, within, largest: sizes.largest(size) }, countSizes(sizes, size, bounds, within));
}

function perMinuteChecks(sizes: TrafficSizes, allowances: readonly Allowance[]): FitCheck[] {
  return perMinuteLimits(allowances)
    .map((limit) => sizeCheck(sizes, limit))
    .filter(({ counts }) => counts.fits.records + counts.doesNotFit.records + counts.unknown.records > 0);
}

/** Fits below `least`, does not from `most` on; nothing is known where there are no bounds. `within`: only these sizes. */
function countSizes(
  sizes: TrafficSizes,
  size: Size,
  bounds: SizeLimit["bounds"],
  within: SizeLimit["within"],
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

function endpointChecks(sizes: TrafficSizes, limits: ModelLimits): FitCheck[] {
  return named(sizes.endpoints).map(([endpoint, counts]) =>
    offeredCheck("endpoint", endpoint, endpointFact(limits, endpoint), counts),
  );
}

function featureChecks(sizes: TrafficSizes, limits: ModelLimits): FitCheck[] {
  const used = named(sizes.features).map(([feature, counts]) =>
    offeredCheck("feature", feature, featureFact(limits, feature), counts),
  );
  if (sizes.fineTuned.records === 0) return used;
  return [...used, offeredCheck("feature", FINE_TUNED, featureFact(limits, FINE_TUNED), sizes.fineTuned)];
}

function tierChecks(sizes: TrafficSizes, { offersTier, toServiceTier }: FitQuestion): FitCheck[] {
  if (toServiceTier !== null) return [offeredCheck("serviceTier", toServiceTier, offersTier(toServiceTier), sizes.all)];
  return named(sizes.serviceTiers).flatMap(([tier, counts]) => {
    const fact = offersTier(tier);
    // The standard tier is what a model is sold at.
    const isPlain = serviceTierName(tier) === "default" && fact.state === "supported";
    return isPlain ? [] : [offeredCheck("serviceTier", tier, fact, counts)];
  });
}

/** What a model has or has not, for all requests that need it alike. */
function offeredCheck(check: FitCheckName, of: string, limit: Fact<boolean>, needed: Counts): FitCheck {
  const counts = { fits: noCounts(), doesNotFit: noCounts(), unknown: noCounts() };
  const state = limit.state === "supported" ? "fits" : limit.state === "unsupported" ? "doesNotFit" : "unknown";
  addCounts(counts[state], needed);
  return checked({ check, limit, of, within: ANY_SIZE, largest: null }, counts);
}

function named(all: ReadonlyMap<string | null, Counts>): [string, Counts][] {
  const stated = [...all].filter((entry): entry is [string, Counts] => entry[0] !== null);
  return stated.sort(([a], [b]) => (a < b ? -1 : 1));
}

function checked(check: Pick<FitCheck, "check" | "limit" | "of" | "within" | "largest">, counts: FitCounts): FitCheck {
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
