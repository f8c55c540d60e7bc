import { resolveModel } from "@/lib/catalogue/resolve-model";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { Instant } from "@/lib/usage/instant";
import type { Move } from "./switch-question";

/** The traffic a move speaks of: all of it, a name as recorded, or a model under whatever names. */
export type Origin = { kind: "all" } | { kind: "name"; name: string } | { kind: "model"; model: MatchedModel };

/**
 * What `fromModel` means: a name that records have is exactly these records; otherwise a model of the catalogue under
 * every name that means it. Null when it is neither.
 */
export function originOf(move: Move, recordedNames: ReadonlySet<string>, book: PriceBook, at: Instant): Origin | null {
  const name = move.fromModel;
  if (name === null) return { kind: "all" };
  if (recordedNames.has(name)) return { kind: "name", name };
  const model = resolveModel(book, name, at);
  return model.kind === "matched" ? { kind: "model", model } : null;
}

/** Whether traffic under a name at an instant is of an origin. */
export function isOfOrigin(
  origin: Origin,
  traffic: { provider: string | null; model: string },
  book: PriceBook,
  at: Instant,
): boolean {
  switch (origin.kind) {
    case "all":
      return true;
    case "name":
      return traffic.model === origin.name;
    case "model":
      return isModel(book.match(traffic.provider, traffic.model, at), origin.model);
  }
}

/** Whether a match is a model: the same seller's price list and model. */
export function isModel(match: ReturnType<PriceBook["match"]>, model: MatchedModel): boolean {
  return (
    match.kind === "matched" &&
    match.seller === model.seller &&
    match.provider === model.provider &&
    match.model === model.model
  );
}
