import type { OwnLimits, ProviderTiers } from "./switch-question";

/** Rate limits that are kept with an organisation: what-ifs are held against them that state none. */
export interface OrganizationLimits {
  ownLimits: readonly OwnLimits[];
  usageTiers: ProviderTiers;
}

/** An organisation that has said nothing of its rate limits. */
export const NO_ORGANIZATION_LIMITS: OrganizationLimits = { ownLimits: [], usageTiers: {} };
