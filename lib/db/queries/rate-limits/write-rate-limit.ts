import "server-only";
import { prisma } from "@/lib/db/prisma";
import type { OwnLimits } from "@/lib/switch/switch-question";
import { type Author, changedBy } from "../price-book/statement";

/** Most limits of one organisation: every what-if reads all of them. */
const MOST_RATE_LIMITS = 500;

/** Keeps a limit, in place of one on the same prompts of the model. Answers its id. */
export async function keepRateLimit(
  organizationId: number,
  { model, abovePromptTokens, tokensPerMinute, requestsPerMinute }: OwnLimits,
  author: Author,
): Promise<string | "too_many"> {
  const prompts = { organizationId, model, abovePromptTokens: BigInt(abovePromptTokens ?? 0) };
  const others = { organizationId, NOT: { model, abovePromptTokens: prompts.abovePromptTokens } };
  if ((await prisma.rateLimit.count({ where: others })) >= MOST_RATE_LIMITS) return "too_many";
  const stated = { tokensPerMinute, requestsPerMinute, changedAt: new Date(), ...changedBy(author) };
  const { id } = await prisma.rateLimit.upsert({
    where: { organizationId_model_abovePromptTokens: prompts },
    create: { ...prompts, ...stated },
    update: stated,
    select: { id: true },
  });
  return id;
}

/** Removes a limit; false when the organisation has none of that id. */
export async function deleteRateLimit(organizationId: number, id: string): Promise<boolean> {
  const { count } = await prisma.rateLimit.deleteMany({ where: { organizationId, id } });
  return count > 0;
}
