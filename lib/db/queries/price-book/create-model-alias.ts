import "server-only";
import { prisma } from "@/lib/db/prisma";
import { forgetOrganizationPriceBook } from "./organization-price-book";

/** An alias to be stored; its author where a person made it. */
export interface NewModelAlias {
  provider: string | null;
  pattern: string;
  targetProvider: string;
  targetModel: string;
  validFrom: Date | null;
  validTo: Date | null;
  createdById: string | null;
}

/** Most aliases of one organisation. */
const MOST_ALIASES = 1000;

/** Stores an alias and answers its id; null when the organisation has as many as it can have. */
export async function createModelAlias(organizationId: number, alias: NewModelAlias): Promise<string | null> {
  if ((await prisma.modelAlias.count({ where: { organizationId } })) >= MOST_ALIASES) return null;
  const { id } = await prisma.modelAlias.create({ data: { ...alias, organizationId }, select: { id: true } });
  forgetOrganizationPriceBook(organizationId);
  return id;
}
