import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { forgetOrganizationPriceBook } from "./organization-price-book";
import { type Author, withdrawnBy } from "./statement";

/**
 * Withdraws an override, for the one that takes its place where there is one; false when the organisation has none of
 * that id that counts. Costs that are stored stay as they are.
 */
export async function withdrawPriceOverride(
  organizationId: number,
  id: string,
  author: Author,
  replacement?: { id: string; client: Prisma.TransactionClient },
): Promise<boolean> {
  const { count } = await (replacement?.client ?? prisma).priceOverride.updateMany({
    where: { organizationId, id, withdrawnAt: null },
    data: { ...withdrawnBy(author), replacedById: replacement?.id ?? null },
  });
  forgetOrganizationPriceBook(organizationId);
  return count > 0;
}
