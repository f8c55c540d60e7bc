import "server-only";
import { prisma } from "@/lib/db/prisma";
import { organizationZone } from "@/lib/db/queries/organization-zone";
import { listModelAliases } from "@/lib/db/queries/price-book/list-model-aliases";
import { listPriceOverrides } from "@/lib/db/queries/price-book/list-price-overrides";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import type { Statements, StoredReprice } from "@/lib/db/queries/reprices/reprice-row";
import { overridePriceFromJson } from "@/lib/pricing/override-price";
import type { PriceBook } from "@/lib/pricing/price-book";
import { RepriceEffect } from "@/lib/spend/reprice-effect";
import { instantFromDate } from "@/lib/usage/instant";
import { addToEffect, priceScope } from "./price-pieces";
import { resolveScope } from "./reprice-scope";

/** How often the progress is written down. */
const PROGRESS_EVERY_MS = 500;

/**
 * Works out what a reprice would change, and writes it down. Stops without a word when the reprice is gone meanwhile, or
 * is not to be looked at any more.
 */
export async function previewReprice(reprice: StoredReprice): Promise<void> {
  const { organizationId, id } = reprice;
  const book = await bookWith(organizationId, reprice.statements);
  const timeZone = await organizationZone(organizationId);
  const effect = new RepriceEffect();
  const scope = await resolveScope(scopeOf(reprice));
  if (scope) {
    const { total, pieces } = await priceScope(scope, book);
    let [done, written] = [0, 0];
    for await (const piece of pieces()) {
      addToEffect(effect, piece, timeZone);
      done += piece.records;
      if (Date.now() - written < PROGRESS_EVERY_MS) continue;
      written = Date.now();
      if (!(await update(organizationId, id, { recordsDone: done, recordsTotal: total }))) return;
    }
  }
  const records = effect.toJson().records;
  await update(organizationId, id, {
    ...{ status: "previewed", preview: effect.toJson() as object, recordsDone: records, recordsTotal: records },
  });
}

/** The period and the filters of a reprice. */
export function scopeOf({ organizationId, periodFrom, periodTo, filters }: StoredReprice) {
  return { organizationId, from: periodFrom, to: periodTo, filters };
}

async function update(organizationId: number, id: string, data: object): Promise<boolean> {
  return (await prisma.reprice.updateMany({ where: { organizationId, id, status: "previewing" }, data })).count > 0;
}

/** The organisation's price book as it will be with some more names and prices. */
async function bookWith(organizationId: number, { aliases, overrides }: Statements): Promise<PriceBook> {
  const book = await organizationPriceBook(organizationId);
  if (aliases.length + overrides.length === 0) return book;
  const [knownAliases, knownOverrides] = await Promise.all([
    listModelAliases(organizationId),
    listPriceOverrides(organizationId),
  ]);
  const instant = (date: Date | null) => date && instantFromDate(date);
  const now = instantFromDate(new Date());
  return book.withOrganization({
    // The newest first, as they will be listed.
    aliases: [
      ...aliases.map((one, index) => ({
        ...one,
        ...{ id: `preview-${index}`, validFrom: instant(one.validFrom), validTo: instant(one.validTo) },
      })),
      ...knownAliases,
    ],
    overrides: [
      ...overrides.map((one, index) => ({
        ...one,
        ...{ id: `preview-${index}`, validFrom: instant(one.validFrom), validTo: instant(one.validTo) },
        ...{ price: overridePriceFromJson(one.price), createdAt: now },
      })),
      ...knownOverrides,
    ],
  });
}
