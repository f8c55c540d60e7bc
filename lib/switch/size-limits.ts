import type { RateLimitGroup } from "@/lib/catalogue/catalogue-model";
import { claimedValues, type Fact } from "@/lib/catalogue/fact";
import type { ModelLimits } from "@/lib/catalogue/model-limits";
import { KNOWN_OUTPUT_FACTORS } from "./assumptions";
import type { CheckedLimits } from "./checked-limits";
import type { Band } from "./levers";
import { above, type Position, sortedEdges } from "./size-edges";
import type { OwnLimits } from "./switch-question";
import type { Size } from "./traffic/size-table";

/**
 * Checks of how large a request is. `outputAtLever`: the output as it is expected to grow.
 * `requestWithinTokensPerMinute`: a prompt above a minute's allowance can never be sent.
 */
export type SizeCheckName = "input" | "context" | "output" | "outputAtLever" | "requestWithinTokensPerMinute";

/** Sizes from one position on, up to but not including another. */
export interface SizesWithin {
  from: Position;
  to: Position;
}

/** A limit on one size of a request. */
export interface SizeLimit {
  check: SizeCheckName;
  size: Size;
  /** In tokens, with its sources. */
  limit: Fact<number>;
  /** What the limit is for ("prompts above 128000", "× 2.3 to 3.4"); null for all requests as they are. */
  of: string | null;
  /** It fits below `least`, does not from `most` on, and may between them; null where nobody knows the limit. */
  bounds: { least: Position; most: Position } | null;
  /** Sizes the limit is for. */
  within: SizesWithin;
}

/** Whatever the size. */
export const ANY_SIZE: SizesWithin = { from: 0, to: Number.POSITIVE_INFINITY };

/** What a model limits, whatever the usage tier; `outputFactor`: how the output grows, null where it does not. */
export function sizeLimits(limits: ModelLimits, outputFactor: Band | null): SizeLimit[] {
  const { maxInputTokens, contextWindow, maxOutputTokens } = limits;
  return [
    // A model without an input limit of its own is limited by its context window.
    ...(maxInputTokens.state === "unknown" ? [] : [plainLimit("input", "prompt", maxInputTokens)]),
    plainLimit("context", "total", contextWindow),
    plainLimit("output", "output", maxOutputTokens),
    ...(outputFactor ? [grownOutputLimit(maxOutputTokens, outputFactor)] : []),
  ];
}

function plainLimit(check: SizeCheckName, size: Size, limit: Fact<number>): SizeLimit {
  return { check, size, limit, of: null, bounds: boundsOf(limit), within: ANY_SIZE };
}

function boundsOf(limit: Fact<number>): SizeLimit["bounds"] {
  const values = limitValues(limit);
  return values.length > 0 ? { least: above(Math.min(...values)), most: above(Math.max(...values)) } : null;
}

/** Output as it may grow: certain only where the whole band is on one side of the limit. */
function grownOutputLimit(limit: Fact<number>, factor: Band): SizeLimit {
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
  return { check: "outputAtLever", size: "output", limit, of, bounds, within: ANY_SIZE };
}

/** What sources say a limit is; of one that has none, such as the organisation's own, what it is. */
export function limitValues(limit: Fact<number>): number[] {
  if (limit.sources.length > 0) return claimedValues(limit);
  return limit.value === null ? [] : [limit.value];
}

/** The tokens a minute allows, of prompts of some sizes. */
export interface Allowance {
  /** Prompts above this many tokens (null: any), up to the next limit's. */
  abovePromptTokens: number | null;
  upToPromptTokens: number | null;
  tokensPerMinute: Fact<number>;
}

/** What single prompts are held against: the limits of a usage tier, or the organisation's own. */
export function allowancesOf(
  groups: readonly RateLimitGroup[],
  { tier, own }: Pick<CheckedLimits, "tier" | "own">,
): Allowance[] {
  if (tier === null) return [];
  const sizes = sortedEdges([...groups, ...own].flatMap(({ abovePromptTokens }) => abovePromptTokens ?? []));
  return [null, ...sizes].flatMap((abovePromptTokens, index) => {
    const isOf = (one: { abovePromptTokens: number | null }) => one.abovePromptTokens === abovePromptTokens;
    const tokensPerMinute = tier === "own" ? ownFact(own.find(isOf)) : groups.find(isOf)?.tiers[tier].tokensPerMinute;
    return tokensPerMinute ? [{ abovePromptTokens, upToPromptTokens: sizes[index] ?? null, tokensPerMinute }] : [];
  });
}

function ownFact(own: OwnLimits | undefined): Fact<number> | undefined {
  if (!own) return undefined;
  const value = own.tokensPerMinute;
  return { value, state: value === null ? "unknown" : "supported", sources: [] };
}

/** A minute's allowance as a limit on single prompts. */
export function perMinuteLimits(allowances: readonly Allowance[]): SizeLimit[] {
  return allowances.map(({ abovePromptTokens, upToPromptTokens, tokensPerMinute }) => ({
    check: "requestWithinTokensPerMinute",
    size: "prompt",
    limit: tokensPerMinute,
    of: abovePromptTokens === null ? null : `prompts above ${abovePromptTokens}`,
    bounds: boundsOf(tokensPerMinute),
    within: {
      from: abovePromptTokens === null ? 0 : above(abovePromptTokens),
      to: upToPromptTokens === null ? Number.POSITIVE_INFINITY : above(upToPromptTokens),
    },
  }));
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
