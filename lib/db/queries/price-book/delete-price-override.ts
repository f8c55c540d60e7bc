import "server-only";
import { prisma } from "@/lib/db/prisma";
import { forgetOrganizationPriceBook } from "./organization-price-book";

/** Deletes an override; false when the organisation has none of that id. Costs that are stored stay as they are. */
export async function deletePriceOverride(organizationId: number, id: string): Promise<boolean> {
  const { count } = await prisma.priceOverride.deleteMany({ where: { organizationId, id } });
  forgetOrganizationPriceBook(organizationId);
  return count > 0;
}
