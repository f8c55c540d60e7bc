import "server-only";
import { prisma } from "@/lib/db/prisma";
import { type OverridePriceJson, overridePriceFromJson } from "@/lib/pricing/override-price";
import type { PriceOverride } from "@/lib/pricing/price-book";
import { instantFromDate } from "@/lib/usage/instant";

/** An organisation's price overrides, the newest first. */
export async function listPriceOverrides(organizationId: number): Promise<PriceOverride[]> {
  const rows = await prisma.priceOverride.findMany({
    where: { organizationId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map((row) => ({
    id: row.id,
    provider: row.provider,
    model: row.model,
    project: row.project,
    serviceTier: row.serviceTier,
    price: overridePriceFromJson(row.price as unknown as OverridePriceJson),
    note: row.note,
    validFrom: row.validFrom && instantFromDate(row.validFrom),
    validTo: row.validTo && instantFromDate(row.validTo),
    createdAt: instantFromDate(row.createdAt),
  }));
}
