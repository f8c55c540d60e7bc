import "server-only";
import { prisma } from "@/lib/db/prisma";
import type { OverridePriceJson } from "@/lib/pricing/override-price";
import { forgetOrganizationPriceBook } from "./organization-price-book";

/** An override to be stored; its author where a person made it. */
export interface NewPriceOverride {
  provider: string;
  model: string;
  project: string | null;
  serviceTier: string | null;
  price: OverridePriceJson;
  note: string | null;
  validFrom: Date | null;
  validTo: Date | null;
  createdById: string | null;
}

/** Most overrides of one organisation. */
const MOST_OVERRIDES = 1000;

/** Stores an override and answers its id; null when the organisation has as many as it can have. */
export async function createPriceOverride(organizationId: number, override: NewPriceOverride): Promise<string | null> {
  if ((await prisma.priceOverride.count({ where: { organizationId } })) >= MOST_OVERRIDES) return null;
  const { id } = await prisma.priceOverride.create({ data: { ...override, organizationId }, select: { id: true } });
  forgetOrganizationPriceBook(organizationId);
  return id;
}
