import { FIRST_COMPARED } from "@/components/catalogue/model-href";
import type { ReceiptOf } from "@/components/receipts/load-receipt";
import type { CatalogueEntry } from "@/lib/catalogue/catalogue-model";
import { rateFromPerMillion } from "@/lib/pricing/rate-card";
import type { Totals } from "@/lib/spend/measures";
import type { CatalogueSort, CatalogueView } from "./catalogue-view";

/** A line of the catalogue with what the organisation has to do with it. */
export interface CatalogueRow {
  entry: CatalogueEntry;
  /** Features it is known to have; null when nothing is known of them. */
  features: readonly string[] | null;
  /** What the organisation used of it lately; null when nothing. */
  used: Totals | null;
  /** What that cost is of; null where no question asks for just that. */
  receipt: ReceiptOf | null;
}

/** The rows a view asks for, in its order. Filters leave out what is unknown: only what is sure to fit stays. */
export function shownRows(rows: readonly CatalogueRow[], view: CatalogueView): CatalogueRow[] {
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => hasWords(row, words) && isWanted(row, view)).sort(orderOf(view));
}

function hasWords({ entry }: CatalogueRow, words: readonly string[]): boolean {
  const text = `${entry.id} ${entry.name}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function isWanted({ entry, features, used }: CatalogueRow, view: CatalogueView): boolean {
  if (view.provider !== null && entry.provider !== view.provider) return false;
  if (view.minContext !== null && (entry.contextWindow ?? 0) < view.minContext) return false;
  if (view.maxPrice !== null && !isAtMost(entry.input, view.maxPrice)) return false;
  if (view.feature !== null && !features?.includes(view.feature)) return false;
  switch (view.status) {
    case "current":
      return !entry.deprecated;
    case "deprecated":
      return entry.deprecated;
    case "used":
      return used !== null;
    case null:
      return true;
  }
}

function isAtMost(rate: string | null, limit: string): boolean {
  return rate !== null && rateFromPerMillion(rate) <= rateFromPerMillion(limit);
}

type Value = bigint | number | string | null;

const VALUES: Readonly<Record<Exclude<CatalogueSort, "use">, (row: CatalogueRow) => Value>> = {
  name: ({ entry }) => entry.name.toLowerCase(),
  provider: ({ entry }) => entry.provider,
  input: ({ entry }) => rateOf(entry.input),
  cachedInput: ({ entry }) => rateOf(entry.cachedInput),
  output: ({ entry }) => rateOf(entry.output),
  contextWindow: ({ entry }) => entry.contextWindow,
  maxOutputTokens: ({ entry }) => entry.maxOutputTokens,
};

function rateOf(rate: string | null): bigint | null {
  return rate === null ? null : rateFromPerMillion(rate);
}

type Order = (a: CatalogueRow, b: CatalogueRow) => number;

function orderOf({ sort, direction }: CatalogueView): Order {
  if (sort === "use") return byUse;
  const value = VALUES[sort];
  const turn = direction === "desc" ? -1 : 1;
  return (a, b) => {
    const [one, other] = [value(a), value(b)];
    // What is unknown comes last, whichever way round.
    if (one === null || other === null) return Number(one === null) - Number(other === null) || byId(a, b);
    return turn * compare(one, other) || byId(a, b);
  };
}

/** What is used most, then the models people begin with, then those still offered, with known facts first. */
function byUse(a: CatalogueRow, b: CatalogueRow): number {
  return (
    compare(b.used?.cost ?? -1n, a.used?.cost ?? -1n) ||
    firstRank(a) - firstRank(b) ||
    Number(a.entry.deprecated) - Number(b.entry.deprecated) ||
    Number(a.features === null) - Number(b.features === null) ||
    byId(a, b)
  );
}

function firstRank({ entry }: CatalogueRow): number {
  const index = FIRST_COMPARED.indexOf(entry.id);
  return index < 0 ? FIRST_COMPARED.length : index;
}

function byId(a: CatalogueRow, b: CatalogueRow): number {
  return compare(a.entry.id, b.entry.id);
}

function compare<Comparable extends bigint | number | string>(a: Comparable, b: Comparable): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
