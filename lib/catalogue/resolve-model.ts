import type { MatchedModel, UnknownModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { Instant } from "@/lib/usage/instant";

/**
 * The model a person means: `provider/model` as the catalogue writes it, or a name as usage has it ("gpt-4.1",
 * "gpt-5-2025-08-07"; aliases of the organisation included).
 */
export function resolveModel(book: PriceBook, text: string, at: Instant): MatchedModel | UnknownModel {
  const id = text.trim();
  const slash = id.indexOf("/");
  const listed = slash > 0 ? book.model(id.slice(0, slash), id.slice(slash + 1)) : null;
  return listed ?? book.match(null, id, at);
}

/** The id of a model in the catalogue. */
export function catalogueId(match: Pick<MatchedModel, "seller" | "model">): string {
  return `${match.seller}/${match.model}`;
}
