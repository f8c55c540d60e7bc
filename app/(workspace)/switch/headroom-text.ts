import { USAGE_TIER_LABELS, type UsageTier } from "@/lib/catalogue/catalogue-model";
import { counted, formatCount } from "@/lib/spend/format-count";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { LimitHeadroomJson, TierHeadroomJson } from "@/lib/switch/headroom-to-json";

const MINUTES_OF_DAY = 1440;

/** What a usage tier is called. */
export function tierName(tier: TierHeadroomJson["tier"]): string {
  return tier === "own" ? "your own limits" : USAGE_TIER_LABELS[tier as UsageTier];
}

/** The tiers of all targets in a sentence of the first that does not go through: null where none is throttled. */
export function headroomText({
  headroom,
  rateLimits,
}: Pick<SwitchAnswerJson, "headroom" | "rateLimits">): string | null {
  const texts = headroom.flatMap(({ model, limits }) => {
    const checked = rateLimits.find((one) => one.model === model)?.tier ?? null;
    return limits.map((limit) => limitText(limit, checked));
  });
  return texts.find((text) => text !== null) ?? null;
}

/**
 * "Fits at Tier 3; at Tier 2 14 minutes in 30 days would have been throttled": the lowest tier that goes through, and the
 * one below it. Limits of one's own come first, unless a tier is `checked`. Null where nothing is known to be throttled.
 */
export function limitText(
  { tiers, minutes }: Pick<LimitHeadroomJson, "tiers" | "minutes">,
  checked: TierHeadroomJson["tier"] | null = null,
): string | null {
  const published = tiers.filter(({ tier }) => tier !== "own");
  const isThrottled = ({ throttledMinutes }: TierHeadroomJson) => (throttledMinutes ?? 0) > 0;
  const isOwnAsked = checked === null || checked === "own";
  const own = tiers.find((one) => isOwnAsked && one.tier === "own" && isThrottled(one));
  const last = own ?? published.findLast(isThrottled);
  if (!last) return null;
  const fitting = own ? undefined : published.slice(published.indexOf(last) + 1).find(({ state }) => state === "fits");
  const count = last.throttledMinutes ?? 0;
  const many = `${counted(count, "minute")} in ${periodText(minutes)} would have been throttled`;
  const below = `at ${tierName(last.tier)} ${many}`;
  return fitting ? `fits at ${tierName(fitting.tier)}; ${below}` : below;
}

function periodText(minutes: number): string {
  const days = Math.round(minutes / MINUTES_OF_DAY);
  if (days < 1) return `${formatCount(minutes)} minutes`;
  return days === 1 ? "a day" : `${formatCount(days)} days`;
}
