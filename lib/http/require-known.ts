import "server-only";
import type { NewModelAlias } from "@/lib/db/queries/price-book/create-model-alias";
import type { NewPriceOverride } from "@/lib/db/queries/price-book/create-price-override";
import type { PriceBook } from "@/lib/pricing/price-book";
import { instantFromDate } from "@/lib/usage/instant";
import { ApiError } from "./api-error";

/** @throws ApiError 422 when a factor has no list price to be on. */
export function requireListPrice(book: PriceBook, { provider, model, price }: NewPriceOverride): void {
  if (price.kind !== "multiplier" || isKnown(book, provider, model)) return;
  throw new ApiError(422, "unknown_model", `${provider}/${model} has no list price to multiply: state rates instead.`);
}

/** @throws ApiError 422 when an alias leads to a model that is not in the price book. */
export function requireTarget(book: PriceBook, { targetProvider, targetModel }: NewModelAlias): void {
  if (isKnown(book, targetProvider, targetModel)) return;
  throw new ApiError(422, "unknown_model", `${targetProvider}/${targetModel} is not in the price book.`);
}

function isKnown(book: PriceBook, provider: string, model: string): boolean {
  return (
    book.model(provider, model) !== null || book.match(provider, model, instantFromDate(new Date())).kind === "matched"
  );
}
