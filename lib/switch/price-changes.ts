import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { DailyWindow, RateCard } from "@/lib/pricing/rate-card";
import { type Instant, instantFromMicroseconds } from "@/lib/usage/instant";

const DAY = 86_400_000_000;

/**
 * Instants strictly within a span at which a price of one of the models may change: dates of cards, edges of daily
 * windows, and dates of the organisation's statements.
 */
export function priceChanges(
  book: PriceBook,
  models: Iterable<Pick<MatchedModel, "provider" | "model">>,
  from: Instant,
  to: Instant,
): Instant[] {
  const changes = new Set<Instant>(book.ownDatesBetween(from, to));
  for (const { provider, model } of models) {
    for (const card of book.cardsOf(provider, model)) {
      for (const date of [card.validFrom, card.validTo]) if (date !== null) changes.add(date);
      if (card.window) for (const edge of windowEdges(card, card.window, from, to)) changes.add(edge);
    }
  }
  return [...changes].filter((change) => change > from && change < to).sort((a, b) => a - b);
}

function* windowEdges(card: RateCard, window: DailyWindow, from: Instant, to: Instant): Generator<Instant> {
  const first = Math.floor(Math.max(from, card.validFrom ?? from) / DAY);
  const last = Math.floor(Math.min(to, card.validTo ?? to) / DAY);
  for (let day = first; day <= last; day += 1) {
    // Midnight too: a weekday's hours begin and end with it.
    for (const second of [0, window.start, window.end]) yield instantFromMicroseconds(day * DAY + second * 1_000_000);
  }
}
