import type { UsageTier } from "@/lib/catalogue/catalogue-model";
import type { FitCheck, FitState } from "./fit";
import type { Headroom, LimitHeadroom, LimitUse, TierHeadroom } from "./headroom";
import { noCounts } from "./size-counts";
import { ANY_SIZE } from "./size-limits";

const LABELS = { tokensPerMinute: "tokens per minute", requestsPerMinute: "requests per minute" } as const;

/** The checks of rate limits at one usage tier: whether any minute would have been above them. */
export function headroomChecks({ limits }: Headroom, tier: UsageTier | "own"): FitCheck[] {
  return limits.flatMap((limit) => {
    const at = limit.tiers.find((one) => one.tier === tier);
    if (!at || (limit.busyMinutes === 0 && limit.untimed.records === 0)) return [];
    return (["tokensPerMinute", "requestsPerMinute"] as const).map((check) => checkOf(check, limit, at));
  });
}

function checkOf(check: "tokensPerMinute" | "requestsPerMinute", limit: LimitHeadroom, at: TierHeadroom): FitCheck {
  const use = at[check];
  const state = stateOf(use, limit, at.state);
  return {
    check,
    state,
    limit: use.limit,
    of: limit.abovePromptTokens === null ? null : `prompts above ${limit.abovePromptTokens}`,
    // Minutes are no requests: which requests of a minute would have been refused, nobody can say.
    counts: { fits: noCounts(), doesNotFit: noCounts(), unknown: noCounts() },
    within: ANY_SIZE,
    largest: null,
    missing: state === "unknown" ? missingFor(check, use) : null,
  };
}

function stateOf({ limit, above }: LimitUse, { untimed }: LimitHeadroom, whole: FitState): FitState {
  if (limit.value === null) return "unknown";
  if ((above ?? 0) > 0) return "doesNotFit";
  return untimed.records === 0 ? "fits" : whole;
}

function missingFor(check: keyof typeof LABELS, { limit }: LimitUse) {
  return limit.value === null
    ? {
        field: `the target's limit (${LABELS[check]})`,
        how: "State your own limits, in the question or in Settings: nobody publishes this one.",
      }
    : {
        field: "timestamp",
        how: "Some records are totals of longer periods. Send single requests: a minute has to be known.",
      };
}
