import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import type { OverridePriceJson } from "@/lib/pricing/override-price";
import { forgetOrganizationPriceBook } from "./organization-price-book";
import { type Author, createdBy } from "./statement";
import { withdrawPriceOverride } from "./withdraw-price-override";

/** An override to be stored. */
export interface NewPriceOverride {
  provider: string;
  model: string;
  project: string | null;
  serviceTier: string | null;
  price: OverridePriceJson;
  note: string | null;
  validFrom: Date | null;
  validTo: Date | null;
}

/** Most overrides of one organisation that count. */
const MOST_OVERRIDES = 1000;

/** Why a statement was not stored. */
export type NotStated = "too_many" | "not_found";

/**
 * Stores an override and answers its id, or why it could not. It takes the place of `replaces`, which is withdrawn in the
 * same transaction.
 */
export async function createPriceOverride(
  organizationId: number,
  override: NewPriceOverride,
  author: Author,
  replaces: string | null = null,
  within?: Prisma.TransactionClient,
): Promise<{ id: string } | NotStated> {
  const state = async (client: Prisma.TransactionClient) => {
    const counting = await client.priceOverride.count({ where: { organizationId, withdrawnAt: null } });
    if (replaces === null && counting >= MOST_OVERRIDES) return "too_many";
    const data = { ...override, organizationId, ...createdBy(author) };
    const { id } = await client.priceOverride.create({ data, select: { id: true } });
    if (replaces === null || (await withdrawPriceOverride(organizationId, replaces, author, { id, client })))
      return { id };
    await client.priceOverride.delete({ where: { organizationId_id: { organizationId, id } } });
    return "not_found";
  };
  const result = within ? await state(within) : await prisma.$transaction(state);
  forgetOrganizationPriceBook(organizationId);
  return result;
}
