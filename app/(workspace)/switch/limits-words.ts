import { USAGE_TIER_LABELS, type UsageTier } from "@/lib/catalogue/catalogue-model";
import { counted, formatCount } from "@/lib/spend/format-count";
import type { CheckedLimitsJson } from "@/lib/switch/checked-limits";

type Own = CheckedLimitsJson["own"][number];

/** What a target is held against: "Tier 3", "40,000 tokens a minute, kept with the organisation"; null for nothing. */
export function checkedText({ tier, from, own }: Omit<CheckedLimitsJson, "model">): string | null {
  if (tier === null) return null;
  const limits = tier === "own" ? own.map(ownText).join("; ") : USAGE_TIER_LABELS[tier as UsageTier];
  return from === "organization" ? `${limits}, kept with the organisation` : limits;
}

/** Limits of one's own: "40,000 tokens and 10 requests a minute". */
export function ownText({
  abovePromptTokens: above,
  tokensPerMinute: tokens,
  requestsPerMinute: requests,
}: Own): string {
  const figures = [
    tokens !== null && counted(tokens, "token"),
    requests !== null && counted(requests, "request"),
  ].filter((figure) => figure !== false);
  const prompts = above === null ? "" : ` for prompts above ${formatCount(above)} tokens`;
  return `${figures.join(" and ") || "nothing"} a minute${prompts}`;
}
