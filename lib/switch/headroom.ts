import { type RateLimitGroup, type TierLimits, USAGE_TIERS, type UsageTier } from "@/lib/catalogue/catalogue-model";
import type { Fact } from "@/lib/catalogue/fact";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { FitState } from "./fit";
import type { MinuteLoad } from "./minute-load";
import { WHOLE } from "./share";
import type { OwnLimits } from "./switch-question";

const MINUTES_A_DAY = 1440;

/** A limit with what would have been above it. */
export interface LimitUse {
  limit: Fact<number>;
  /** Minutes (or days) above the limit; null where nobody published it. */
  above: number | null;
}

/** One usage tier (or the organisation's own limits). */
export interface TierHeadroom {
  tier: UsageTier | "own";
  tokensPerMinute: LimitUse;
  requestsPerMinute: LimitUse;
  /** Days (UTC) above the limit. */
  requestsPerDay: LimitUse;
  /** Minutes above one limit or the other, as far as they are published; null where none is. */
  throttledMinutes: number | null;
  state: FitState;
}

/** Quantiles of tokens (or requests) per minute, by nearest rank; in millionths. */
export interface Quantiles {
  median: number;
  p95: number;
  p99: number;
  peak: number;
}

/** Room on a target for prompts that share rate limits. */
export interface LimitHeadroom {
  name: string;
  abovePromptTokens: number | null;
  /** Minutes of the period, and those in which anything ran. */
  minutes: number;
  busyMinutes: number;
  /** Over all minutes of the period, idle ones too. */
  tokens: Quantiles;
  requests: Quantiles;
  /** Over minutes in which anything ran. */
  busyTokens: Quantiles;
  /** Start of the busiest minute, in minutes since 1970; null where nothing ran. */
  peakMinute: number | null;
  tiers: readonly TierHeadroom[];
  /** The day (UTC) with the highest minute: what ran there already and what comes, by minute, in millionths. */
  worstDay: { start: number; staying: Float64Array; moved: Float64Array } | null;
  untimed: MinuteLoad["untimed"];
}

/** Room on one target for everything that would run there. */
export interface Headroom {
  target: MatchedModel;
  limits: readonly LimitHeadroom[];
}

const UNPUBLISHED: Fact<number> = { value: null, state: "unknown", sources: [] };

/** How much room a model's rate limits leave for loads, at every usage tier and at the organisation's own limits. */
export function headroomOf(
  target: MatchedModel,
  loads: readonly MinuteLoad[],
  groups: readonly RateLimitGroup[],
  own: readonly OwnLimits[],
): Headroom {
  const limits = loads.map((load): LimitHeadroom => {
    const group = groups.find(({ abovePromptTokens }) => abovePromptTokens === load.abovePromptTokens);
    const tiers = USAGE_TIERS.map((tier) => tierHeadroom(tier, load, group?.tiers[tier] ?? null));
    const stated = own.find(({ abovePromptTokens }) => abovePromptTokens === load.abovePromptTokens);
    // Own limits on other prompts say nothing of these: theirs is not known.
    if (own.length > 0) tiers.push(tierHeadroom("own", load, stated ? ownTier(stated) : null));
    const sorted = load.tokens.slice().sort();
    const busy = sorted.subarray(firstAbove(sorted, 0));
    const name = group?.name ?? `Prompts above ${load.abovePromptTokens}`;
    return {
      name,
      abovePromptTokens: load.abovePromptTokens,
      minutes: sorted.length,
      busyMinutes: busy.length,
      tokens: quantiles(sorted),
      requests: quantiles(load.requests.slice().sort()),
      busyTokens: quantiles(busy),
      ...worst(load),
      tiers,
      untimed: load.untimed,
    };
  });
  return { target, limits };
}

function ownTier({ tokensPerMinute, requestsPerMinute }: OwnLimits): TierLimits {
  const fact = (value: number | null): Fact<number> =>
    value === null ? UNPUBLISHED : { value, state: "supported", sources: [] };
  return {
    tokensPerMinute: fact(tokensPerMinute),
    requestsPerMinute: fact(requestsPerMinute),
    requestsPerDay: UNPUBLISHED,
    batchQueueTokens: UNPUBLISHED,
  };
}

function tierHeadroom(tier: UsageTier | "own", load: MinuteLoad, limits: TierLimits | null): TierHeadroom {
  const [tokens, requests] = [limits?.tokensPerMinute ?? UNPUBLISHED, limits?.requestsPerMinute ?? UNPUBLISHED];
  const perDay = limits?.requestsPerDay ?? UNPUBLISHED;
  const [mostTokens, mostRequests] = [inMillionths(tokens.value), inMillionths(requests.value)];
  let [tokenMinutes, requestMinutes, either] = [0, 0, 0];
  for (let minute = 0; minute < load.tokens.length; minute += 1) {
    const hasManyTokens = (load.tokens[minute] as number) > mostTokens;
    const hasManyRequests = (load.requests[minute] as number) > mostRequests;
    if (hasManyTokens) tokenMinutes += 1;
    if (hasManyRequests) requestMinutes += 1;
    if (hasManyTokens || hasManyRequests) either += 1;
  }
  const isPublished = tokens.value !== null || requests.value !== null;
  const throttled = {
    tier,
    tokensPerMinute: { limit: tokens, above: tokens.value === null ? null : tokenMinutes },
    requestsPerMinute: { limit: requests, above: requests.value === null ? null : requestMinutes },
    requestsPerDay: { limit: perDay, above: perDay.value === null ? null : daysAbove(load, perDay.value) },
    throttledMinutes: isPublished ? either : null,
  };
  return { ...throttled, state: stateOf(throttled, load) };
}

function inMillionths(limit: number | null): number {
  return limit === null ? Number.POSITIVE_INFINITY : limit * Number(WHOLE);
}

/** Proven to fit only where usage of which nobody knows the minute would fit too, were it all in the busiest one. */
function stateOf(tier: Omit<TierHeadroom, "state">, load: MinuteLoad): FitState {
  if ((tier.throttledMinutes ?? 0) > 0 || (tier.requestsPerDay.above ?? 0) > 0) return "doesNotFit";
  const tokens = tier.tokensPerMinute.limit.value;
  if (tokens === null) return "unknown";
  const { untimed } = load;
  if (untimed.records === 0) return "fits";
  if (untimed.highestMean > tokens) return "doesNotFit";
  const requests = tier.requestsPerMinute.limit.value;
  const couldFit =
    largest(load.tokens) + untimed.tokens <= inMillionths(tokens) &&
    largest(load.requests) + untimed.requests <= inMillionths(requests);
  return couldFit ? "fits" : "unknown";
}

function daysAbove({ requests, firstMinute }: MinuteLoad, limit: number): number {
  let days = 0;
  let sum = 0;
  for (let minute = 0; minute < requests.length; minute += 1) {
    sum += requests[minute] as number;
    const isLast = (firstMinute + minute + 1) % MINUTES_A_DAY === 0 || minute === requests.length - 1;
    if (!isLast) continue;
    if (sum > inMillionths(limit)) days += 1;
    sum = 0;
  }
  return days;
}

/** By nearest rank: the smallest value that at least this part of all values does not exceed. */
function quantiles(sorted: Float64Array): Quantiles {
  const at = (percent: number) => sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
  return { median: at(50), p95: at(95), p99: at(99), peak: at(100) };
}

function firstAbove(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}

function worst({ tokens, movedTokens, firstMinute }: MinuteLoad): Pick<LimitHeadroom, "peakMinute" | "worstDay"> {
  let peak = -1;
  for (let minute = 0; minute < tokens.length; minute += 1) {
    if ((tokens[minute] as number) > (peak < 0 ? 0 : (tokens[peak] as number))) peak = minute;
  }
  if (peak < 0) return { peakMinute: null, worstDay: null };
  const start = Math.floor((firstMinute + peak) / MINUTES_A_DAY) * MINUTES_A_DAY;
  const staying = new Float64Array(MINUTES_A_DAY);
  const moved = new Float64Array(MINUTES_A_DAY);
  for (let minute = 0; minute < MINUTES_A_DAY; minute += 1) {
    const at = start + minute - firstMinute;
    moved[minute] = movedTokens[at] ?? 0;
    staying[minute] = (tokens[at] ?? 0) - (movedTokens[at] ?? 0);
  }
  return { peakMinute: firstMinute + peak, worstDay: { start, staying, moved } };
}
