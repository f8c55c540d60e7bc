import { resolveModel } from "@/lib/catalogue/resolve-model";
import { ApiError } from "@/lib/http/api-error";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { Instant } from "@/lib/usage/instant";

/**
 * The model an id or name means.
 * @throws ApiError 404 naming what is unknown, 400 where the name is several providers'.
 */
export function knownModel(book: PriceBook, id: string, at: Instant): MatchedModel {
  const match = resolveModel(book, id, at);
  if (match.kind === "matched") return match;
  if (match.reason === "ambiguous_provider") {
    throw new ApiError(400, "ambiguous_model", `More than one provider has a model "${id}": write provider/model.`);
  }
  throw new ApiError(404, "unknown_model", `There is no model "${id}" in the catalogue.`, { details: { model: id } });
}
