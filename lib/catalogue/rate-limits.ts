import { type RateLimitGroup, type TierLimits, USAGE_TIERS, type UsageTier } from "./catalogue-model";
import { type Claim, settle } from "./fact";
import { COMPARE_PAGE, type ComparePageModel } from "./layers/compare-page";
import { OPENAI_DATA, type OpenAiModelFacts, type PublishedLimits } from "./layers/openai-models";

const PUBLISHED_NAMES: Readonly<Record<UsageTier, readonly string[]>> = {
  free: ["free", "tier_free"],
  tier1: ["tier_1"],
  tier2: ["tier_2"],
  tier3: ["tier_3"],
  tier4: ["tier_4"],
  tier5: ["tier_5"],
};

/** Rate limits by usage tier: one group for every prompt, and one for long prompts where they have limits of their own. */
export function rateLimitGroups(page: ComparePageModel | null, data: OpenAiModelFacts | null): RateLimitGroup[] {
  const published = data?.rateLimits ?? [];
  const standard = published.find(({ appliesTo }) => appliesTo === null);
  const long = published.flatMap((group) => {
    const above = group.appliesTo === null ? null : promptTokens(group.appliesTo);
    return above === null ? [] : [{ name: group.name, above, tiers: group.tiers }];
  });
  return [
    { name: "Standard", abovePromptTokens: null, tiers: tierLimits(standard?.tiers ?? {}, page) },
    ...long.map(({ name, above, tiers }) => ({ name, abovePromptTokens: above, tiers: tierLimits(tiers, null) })),
  ];
}

/** Tokens of "> 128k input tokens"; null when it is not written so. */
function promptTokens(text: string): number | null {
  const match = /^>\s*(\d+)k input tokens$/i.exec(text.trim());
  return match ? Number(match[1]) * 1000 : null;
}

function tierLimits(
  published: Readonly<Record<string, PublishedLimits | null>>,
  page: ComparePageModel | null,
): Record<UsageTier, TierLimits> {
  const entries = USAGE_TIERS.map((tier) => {
    const name = PUBLISHED_NAMES[tier].find((candidate) => published[candidate]);
    return [tier, limitsOf(name ? published[name] : null, page?.tokensPerMinute[tier])] as const;
  });
  return Object.fromEntries(entries) as Record<UsageTier, TierLimits>;
}

function limitsOf(limits: PublishedLimits | null | undefined, printed: number | null | undefined): TierLimits {
  const onPage = typeof printed === "number" ? { value: printed, ...COMPARE_PAGE } : null;
  return {
    tokensPerMinute: settle(onPage, claim(limits?.tpm)),
    requestsPerMinute: settle(claim(limits?.rpm)),
    requestsPerDay: settle(claim(limits?.rpd)),
    batchQueueTokens: settle(claim(limits?.batch_queue_limit)),
  };
}

/** A figure in words is none to count with. */
function claim(value: number | string | undefined): Claim<number> | null {
  return typeof value === "number" ? { value, ...OPENAI_DATA } : null;
}
