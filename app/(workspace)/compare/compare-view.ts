import { FIRST_COMPARED, MOST_COMPARED } from "@/components/catalogue/model-href";
import { catalogueId, resolveModel } from "@/lib/catalogue/resolve-model";
import type { MatchedModel, UnknownModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { Instant } from "@/lib/usage/instant";

/** What the address of the compare page asks for. */
export interface CompareView {
  /** Models in the order of the columns; never the same one twice. */
  columns: { id: string; match: MatchedModel }[];
  /** What in the address could not be shown, and why. */
  left: { text: string; reason: UnknownModel["reason"] | "too_many" }[];
  onlyDifferences: boolean;
  showSources: boolean;
}

/** Reads the address: `model` (repeated; ids or names), `rows=differences`, `sources=shown`. */
export function compareView(params: URLSearchParams, book: PriceBook, at: Instant): CompareView {
  const asked = params.getAll("model").filter((text) => text.trim() !== "");
  const columns = new Map<string, MatchedModel>();
  const left: CompareView["left"] = [];
  for (const text of asked.length > 0 ? asked : FIRST_COMPARED) {
    const match = resolveModel(book, text, at);
    if (match.kind === "unknown") left.push({ text, reason: match.reason });
    else if (columns.has(catalogueId(match))) continue;
    else if (columns.size === MOST_COMPARED) left.push({ text, reason: "too_many" });
    else columns.set(catalogueId(match), match);
  }
  return {
    columns: [...columns].map(([id, match]) => ({ id, match })),
    left,
    onlyDifferences: params.get("rows") === "differences",
    showSources: params.get("sources") === "shown",
  };
}
