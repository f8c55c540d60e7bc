import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import type { NotStated } from "./create-price-override";
import { forgetOrganizationPriceBook } from "./organization-price-book";
import { type Author, createdBy } from "./statement";
import { withdrawModelAlias } from "./withdraw-model-alias";

/** An alias to be stored. */
export interface NewModelAlias {
  provider: string | null;
  pattern: string;
  targetProvider: string;
  targetModel: string;
  validFrom: Date | null;
  validTo: Date | null;
}

/** Most aliases of one organisation that count. */
const MOST_ALIASES = 1000;

/**
 * Stores an alias and answers its id, or why it could not. It takes the place of `replaces`, which is withdrawn in the
 * same transaction.
 */
export async function createModelAlias(
  organizationId: number,
  alias: NewModelAlias,
  author: Author,
  replaces: string | null = null,
  within?: Prisma.TransactionClient,
): Promise<{ id: string } | NotStated> {
  const state = async (client: Prisma.TransactionClient) => {
    const counting = await client.modelAlias.count({ where: { organizationId, withdrawnAt: null } });
    if (replaces === null && counting >= MOST_ALIASES) return "too_many";
    const { id } = await client.modelAlias.create({
      data: { ...alias, organizationId, ...createdBy(author) },
      select: { id: true },
    });
    if (replaces === null || (await withdrawModelAlias(organizationId, replaces, author, { id, client })))
      return { id };
    await client.modelAlias.delete({ where: { organizationId_id: { organizationId, id } } });
    return "not_found";
  };
  const result = within ? await state(within) : await prisma.$transaction(state);
  forgetOrganizationPriceBook(organizationId);
  return result;
}
