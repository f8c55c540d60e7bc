import type { MatchedModel } from "@/lib/pricing/match-model";
import type { Circumstances, PriceBook } from "@/lib/pricing/price-book";
import { cardHolds, type RateCard } from "@/lib/pricing/rate-card";
import type { Instant } from "@/lib/usage/instant";
import type { PriceTime } from "./switch-question";

/**
 * The card for usage of an instant: the one that holds then, or at a fixed time the one that holds then by its dates
 * and at the usage's own time of day and week.
 */
export function cardAt(
  book: PriceBook,
  match: MatchedModel,
  circumstances: Circumstances,
  usageAt: Instant,
  prices: PriceTime,
): RateCard | null {
  if (prices.kind === "usage") return book.card(match, circumstances, usageAt);
  const cards = book.cardsFor(match, circumstances, prices.at);
  return cards.find((card) => holdsByDate(card, prices.at) && holdsByTimeOfDay(card, usageAt)) ?? null;
}

function holdsByDate({ validFrom, validTo }: RateCard, at: Instant): boolean {
  return cardHolds({ validFrom, validTo, window: null }, at);
}

function holdsByTimeOfDay({ window }: RateCard, at: Instant): boolean {
  return cardHolds({ validFrom: null, validTo: null, window }, at);
}
