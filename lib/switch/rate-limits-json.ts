import type { UsageTier } from "@/lib/catalogue/catalogue-model";
import type { OwnLimits } from "./switch-question";

/** When and by whom something was said last; null where nobody knows. */
interface Changed {
  changedAt: string;
  changedBy: string | null;
}

/** A rate limit of the organisation's own on a model. */
export interface RateLimitJson extends OwnLimits, Changed {
  id: string;
}

/** The usage tier that the organisation is at with a provider. */
export interface ProviderTierJson extends Changed {
  provider: string;
  tier: UsageTier;
}

/** All that an organisation has said of its rate limits. */
export interface RateLimitsJson {
  rateLimits: RateLimitJson[];
  usageTiers: ProviderTierJson[];
}
