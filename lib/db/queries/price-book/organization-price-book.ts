import "server-only";
import { prisma } from "@/lib/db/prisma";
import type { ModelAlias } from "@/lib/pricing/match-model";
import { loadPriceBook, type PriceBook, type PriceOverride } from "@/lib/pricing/price-book";
import { NO_RATES, type Rates, rateFromPerMillion } from "@/lib/pricing/rate-card";
import { type Instant, instantFromDate } from "@/lib/usage/instant";

/** How a price override is stored: USD per million tokens by class, or a factor on the list price. */
export type StoredPrice =
  | { kind: "rates"; input?: string; cacheRead?: string; cacheWrite?: string; output?: string }
  | { kind: "multiplier"; numerator: number; denominator: number };

/** The price book as it is for an organisation: its overrides and aliases in front of the list prices. */
export async function organizationPriceBook(organizationId: number): Promise<PriceBook> {
  const [book, overrides, aliases] = await Promise.all([
    loadPriceBook(),
    prisma.priceOverride.findMany({ where: { organizationId }, orderBy: { createdAt: "asc" } }),
    prisma.modelAlias.findMany({ where: { organizationId }, orderBy: { createdAt: "desc" } }),
  ]);
  if (overrides.length === 0 && aliases.length === 0) return book;
  return book.withOrganization({
    overrides: overrides.map(
      (row): PriceOverride => ({
        ...row,
        price: readPrice(row.price as unknown as StoredPrice),
        validFrom: instant(row.validFrom),
        validTo: instant(row.validTo),
        createdAt: instantFromDate(row.createdAt),
      }),
    ),
    aliases: aliases.map(
      (row): ModelAlias => ({ ...row, validFrom: instant(row.validFrom), validTo: instant(row.validTo) }),
    ),
  });
}

function readPrice(price: StoredPrice): PriceOverride["price"] {
  if (price.kind === "multiplier") {
    return { kind: "multiplier", numerator: BigInt(price.numerator), denominator: BigInt(price.denominator) };
  }
  const rate = (text: string | undefined) => (text === undefined ? null : rateFromPerMillion(text));
  const rates: Rates = {
    ...NO_RATES,
    input: rate(price.input),
    cacheRead: rate(price.cacheRead),
    cacheWrite: rate(price.cacheWrite),
    output: rate(price.output),
  };
  return { kind: "rates", rates };
}

function instant(date: Date | null): Instant | null {
  return date === null ? null : instantFromDate(date);
}
