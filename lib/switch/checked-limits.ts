import type { UsageTier } from "@/lib/catalogue/catalogue-model";
import { catalogueId } from "@/lib/catalogue/resolve-model";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { LimitsFrom, OwnLimits, SwitchQuestion } from "./switch-question";

/** The rate limits that a target is held against. */
export interface CheckedLimits {
  /** A usage tier's, or those of the organisation's own ("own"); null for none. */
  tier: UsageTier | "own" | null;
  /** Who says so: the question, or what is kept with the organisation; null for none. */
  from: LimitsFrom | null;
  /** The own ones, where these are checked. */
  own: readonly OwnLimits[];
}

/** The limits of a target on the wire. */
export interface CheckedLimitsJson extends Pick<CheckedLimits, "tier" | "from"> {
  /** `provider/model`. */
  model: string;
  own: Omit<OwnLimits, "model">[];
}

type Limits = Pick<SwitchQuestion, "usageTier" | "usageTiers" | "limitsFrom">;

/**
 * What a target is held against, the first of: own limits that the question states, the usage tier it states (none of it,
 * where it states that), own limits kept with the organisation, and the tier kept for the target's provider. `own`: the
 * limits on the target.
 */
export function checkedLimits(
  { usageTier, usageTiers, limitsFrom }: Limits,
  own: readonly OwnLimits[],
  provider: string,
): CheckedLimits {
  const statesTier = limitsFrom.usageTier === "question";
  if (own.length > 0 && (limitsFrom.ownLimits === "question" || !statesTier)) {
    return { tier: "own", from: limitsFrom.ownLimits, own };
  }
  const tier = statesTier ? usageTier : (usageTiers[provider] ?? null);
  return { tier, from: tier && limitsFrom.usageTier, own: [] };
}

/** Writes the limits of a target for the wire. */
export function checkedLimitsToJson(target: MatchedModel, { tier, from, own }: CheckedLimits): CheckedLimitsJson {
  return { model: catalogueId(target), tier, from, own: own.map(({ model: _model, ...limits }) => limits) };
}
