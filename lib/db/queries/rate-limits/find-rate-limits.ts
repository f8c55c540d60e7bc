import "server-only";
import type { RateLimit as RateLimitRow } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import type { OrganizationLimits } from "@/lib/switch/organization-limits";
import type { ProviderTierJson, RateLimitJson, RateLimitsJson } from "@/lib/switch/rate-limits-json";
import type { OwnLimits } from "@/lib/switch/switch-question";
import { type Author, namesOfAuthors } from "../price-book/statement";

const BY_MODEL = [{ model: "asc" }, { abovePromptTokens: "asc" }] as const;

/** The rate limits that an organisation's what-ifs are held against where they state none. */
export async function organizationLimits(organizationId: number): Promise<OrganizationLimits> {
  const [limits, tiers] = await Promise.all([limitsOf(organizationId), tiersOf(organizationId)]);
  return {
    ownLimits: limits.map(ownLimitsOf),
    usageTiers: Object.fromEntries(tiers.map(({ provider, tier }) => [provider, tier])),
  };
}

/** The same as the API gives it: with ids, and who said so. */
export async function listRateLimits(organizationId: number): Promise<RateLimitsJson> {
  const [limits, tiers] = await Promise.all([limitsOf(organizationId), tiersOf(organizationId)]);
  const nameOf = await namesOfAuthors(organizationId, [...limits, ...tiers].map(changer));
  return {
    rateLimits: limits.map((row) => rateLimitToJson(row, nameOf)),
    usageTiers: tiers.map(
      (row): ProviderTierJson => ({
        ...{ provider: row.provider, tier: row.tier },
        ...{ changedAt: row.changedAt.toISOString(), changedBy: nameOf(changer(row)) },
      }),
    ),
  };
}

/** One limit; null when the organisation has none of that id. */
export async function findRateLimit(organizationId: number, id: string): Promise<RateLimitJson | null> {
  const row = await prisma.rateLimit.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return row && rateLimitToJson(row, await namesOfAuthors(organizationId, [changer(row)]));
}

function limitsOf(organizationId: number): Promise<RateLimitRow[]> {
  return prisma.rateLimit.findMany({ where: { organizationId }, orderBy: [...BY_MODEL] });
}

function tiersOf(organizationId: number) {
  return prisma.providerTier.findMany({ where: { organizationId }, orderBy: { provider: "asc" } });
}

function ownLimitsOf({ model, abovePromptTokens, tokensPerMinute, requestsPerMinute }: RateLimitRow): OwnLimits {
  return {
    model,
    abovePromptTokens: abovePromptTokens === 0n ? null : Number(abovePromptTokens),
    tokensPerMinute: tokensPerMinute === null ? null : Number(tokensPerMinute),
    requestsPerMinute: requestsPerMinute === null ? null : Number(requestsPerMinute),
  };
}

function rateLimitToJson(row: RateLimitRow, nameOf: (author: Author) => string | null): RateLimitJson {
  const { id, changedAt } = row;
  return { id, ...ownLimitsOf(row), changedAt: changedAt.toISOString(), changedBy: nameOf(changer(row)) };
}

function changer(row: { changedById: string | null; changedByKeyId: string | null }): Author {
  return { userId: row.changedById, apiKeyId: row.changedByKeyId };
}
