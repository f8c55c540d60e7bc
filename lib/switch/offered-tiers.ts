import type { Fact } from "@/lib/catalogue/fact";
import type { MatchedModel } from "@/lib/pricing/match-model";
import { type PriceBook, serviceTierName } from "@/lib/pricing/price-book";
import type { Instant } from "@/lib/usage/instant";

/**
 * Whether a model is sold at a service tier: supported where it has a price for it; unsupported where sources list its
 * other special tiers and not this one; otherwise nobody says.
 */
export function offersTier(
  book: PriceBook,
  match: MatchedModel,
  serviceTier: string | null,
  at: Instant,
): Fact<boolean> {
  const circumstances = { serviceTier, region: match.region, project: null };
  const card = book.card(match, circumstances, at) ?? book.cardsFor(match, circumstances, at)[0];
  if (card) return { value: true, state: "supported", sources: [claim(true, card.source)] };
  const tier = serviceTierName(serviceTier);
  const others = match.seller === match.provider ? book.cardsOf(match.provider, match.model) : [];
  const special = others.find((other) => other.serviceTier !== "default" && other.serviceTier !== tier);
  if (!special || tier === "default") return { value: null, state: "unknown", sources: [] };
  return { value: false, state: "unsupported", sources: [claim(false, special.source)] };
}

function claim(value: boolean, { name, date }: { name: string; date: string }) {
  return { value, source: name, date };
}
