import "server-only";
import { prisma } from "@/lib/db/prisma";
import { forgetOrganizationPriceBook } from "./organization-price-book";

/** Deletes an alias; false when the organisation has none of that id. Costs that are stored stay as they are. */
export async function deleteModelAlias(organizationId: number, id: string): Promise<boolean> {
  const { count } = await prisma.modelAlias.deleteMany({ where: { organizationId, id } });
  forgetOrganizationPriceBook(organizationId);
  return count > 0;
}
