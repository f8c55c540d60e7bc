import "server-only";
import { loadPriceBook, type PriceBook } from "@/lib/pricing/price-book";
import { listModelAliases } from "./list-model-aliases";
import { listPriceOverrides } from "./list-price-overrides";

/** How long a book is used without looking again: what another process writes is seen after this time. */
const KEPT_MILLISECONDS = 5000;
const MOST_KEPT = 500;

const kept = new Map<number, { book: Promise<PriceBook>; until: number }>();

/** The price book as it is for an organisation: its overrides and aliases in front of the list prices. */
export function organizationPriceBook(organizationId: number): Promise<PriceBook> {
  const now = performance.now();
  const known = kept.get(organizationId);
  if (known && known.until > now) return known.book;
  const book = readBook(organizationId);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(organizationId, { book, until: now + KEPT_MILLISECONDS });
  // A failed read is not kept: the next caller tries again.
  book.catch(() => forgetOrganizationPriceBook(organizationId));
  return book;
}

/** Makes the next price use what has just been written. */
export function forgetOrganizationPriceBook(organizationId: number): void {
  kept.delete(organizationId);
}

async function readBook(organizationId: number): Promise<PriceBook> {
  const [common, overrides, aliases] = await Promise.all([
    loadPriceBook(),
    listPriceOverrides(organizationId),
    listModelAliases(organizationId),
  ]);
  return overrides.length + aliases.length === 0 ? common : common.withOrganization({ overrides, aliases });
}
