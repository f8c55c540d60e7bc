import "server-only";
import type { PriceOverride as OverrideRow } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { type OverridePriceJson, overridePriceFromJson } from "@/lib/pricing/override-price";
import type { PriceOverride } from "@/lib/pricing/price-book";
import { instantFromDate } from "@/lib/usage/instant";
import { MOST_LISTED, type Statement, statementsOf } from "./statement";

/** A price override with when and by whom it was stated. */
export interface StatedOverride extends Statement {
  override: PriceOverride;
}

/** The organisation's price overrides that count, the newest first. */
export async function listPriceOverrides(organizationId: number): Promise<PriceOverride[]> {
  return (await findOverrides(organizationId, false)).map(toOverride);
}

/** The same with their authors; with `history` those that were withdrawn too. */
export async function listStatedOverrides(organizationId: number, history: boolean): Promise<StatedOverride[]> {
  const rows = await findOverrides(organizationId, history);
  const statements = await statementsOf(organizationId, rows);
  return rows.map((row, index) => ({ override: toOverride(row), ...(statements[index] as Statement) }));
}

function findOverrides(organizationId: number, history: boolean): Promise<OverrideRow[]> {
  return prisma.priceOverride.findMany({
    where: { organizationId, ...(history ? {} : { withdrawnAt: null }) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: MOST_LISTED,
  });
}

function toOverride(row: OverrideRow): PriceOverride {
  return {
    ...{ id: row.id, provider: row.provider, model: row.model, project: row.project, serviceTier: row.serviceTier },
    price: overridePriceFromJson(row.price as unknown as OverridePriceJson),
    note: row.note,
    validFrom: row.validFrom && instantFromDate(row.validFrom),
    validTo: row.validTo && instantFromDate(row.validTo),
    createdAt: instantFromDate(row.createdAt),
  };
}
