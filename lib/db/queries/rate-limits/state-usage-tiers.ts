import "server-only";
import type { UsageTier } from "@/lib/catalogue/catalogue-model";
import { prisma } from "@/lib/db/prisma";
import { type Author, changedBy } from "../price-book/statement";

/** Says at which usage tier an organisation is with some providers; null: nobody says any more. */
export async function stateUsageTiers(
  organizationId: number,
  tiers: Readonly<Record<string, UsageTier | null>>,
  author: Author,
): Promise<void> {
  await prisma.$transaction(async (client) => {
    for (const [provider, tier] of Object.entries(tiers)) {
      if (tier === null) {
        await client.providerTier.deleteMany({ where: { organizationId, provider } });
        continue;
      }
      const stated = { tier, changedAt: new Date(), ...changedBy(author) };
      await client.providerTier.upsert({
        where: { organizationId_provider: { organizationId, provider } },
        create: { organizationId, provider, ...stated },
        update: stated,
      });
    }
  });
}
