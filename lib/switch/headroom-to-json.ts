import type { Fact } from "@/lib/catalogue/fact";
import { catalogueId } from "@/lib/catalogue/resolve-model";
import type { FitState } from "./fit";
import type { Headroom, LimitHeadroom, LimitUse, Quantiles, TierHeadroom } from "./headroom";
import { WHOLE } from "./share";

/** A limit, and in how many minutes (or days) usage would have been above it; null where nobody published it. */
export interface LimitUseJson {
  limit: Fact<number>;
  above: number | null;
}

/** One usage tier, or the organisation's own limits ("own"). */
export interface TierHeadroomJson {
  tier: TierHeadroom["tier"];
  tokensPerMinute: LimitUseJson;
  requestsPerMinute: LimitUseJson;
  requestsPerDay: LimitUseJson;
  throttledMinutes: number | null;
  state: FitState;
}

/** Room for prompts that share rate limits. */
export interface LimitHeadroomJson {
  name: string;
  abovePromptTokens: number | null;
  minutes: number;
  busyMinutes: number;
  tokensPerMinute: Quantiles & { busy: Quantiles };
  requestsPerMinute: Quantiles;
  peakMinute: string | null;
  tiers: TierHeadroomJson[];
  worstDay: { date: string; staying: number[]; moved: number[] } | null;
  untimed: { records: number; tokens: number; requests: number };
}

/** Room on one target for everything that would run there. */
export interface HeadroomJson {
  model: string;
  limits: LimitHeadroomJson[];
}

/** Writes headroom for the wire: tokens to millionths where shares leave fractions. */
export function headroomToJson({ target, limits }: Headroom): HeadroomJson {
  return { model: catalogueId(target), limits: limits.map(limitToJson) };
}

function limitToJson(limit: LimitHeadroom): LimitHeadroomJson {
  const { worstDay, untimed } = limit;
  return {
    name: limit.name,
    abovePromptTokens: limit.abovePromptTokens,
    minutes: limit.minutes,
    busyMinutes: limit.busyMinutes,
    tokensPerMinute: { ...quantiles(limit.tokens), busy: quantiles(limit.busyTokens) },
    requestsPerMinute: quantiles(limit.requests),
    peakMinute: limit.peakMinute === null ? null : new Date(limit.peakMinute * 60_000).toISOString(),
    tiers: limit.tiers.map((tier) => ({
      ...tier,
      tokensPerMinute: useOf(tier.tokensPerMinute),
      requestsPerMinute: useOf(tier.requestsPerMinute),
      requestsPerDay: useOf(tier.requestsPerDay),
    })),
    worstDay: worstDay && {
      date: new Date(worstDay.start * 60_000).toISOString().slice(0, 10),
      staying: Array.from(worstDay.staying, whole),
      moved: Array.from(worstDay.moved, whole),
    },
    untimed: {
      records: untimed.records,
      tokens: whole(untimed.tokens),
      requests: whole(untimed.requests),
    },
  };
}

const PARTS = Number(WHOLE);

function useOf({ limit, above }: LimitUse): LimitUseJson {
  return { limit, above };
}

function quantiles({ median, p95, p99, peak }: Quantiles): Quantiles {
  return { median: whole(median), p95: whole(p95), p99: whole(p99), peak: whole(peak) };
}

/** A count from millionths. */
function whole(millionths: number): number {
  return Math.round(millionths) / PARTS;
}
