import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { DailyWindow, RateCard } from "@/lib/pricing/rate-card";
import { type Instant, instantFromMicroseconds } from "@/lib/usage/instant";

const DAY = 86_400_000_000;

/**
 * Which changes: those at dates only, the edges of daily windows too, or (`everyDay`) these edges on all days, whenever
 * the cards with such windows hold.
 */
export type ChangeKind = "dated" | "all" | "everyDay";

/**
 * Instants strictly within a span at which a price of one of the models may change: dates of cards, edges of daily
 * windows, and dates of the organisation's statements.
 */
export function priceChanges(
  book: PriceBook,
  models: Iterable<Pick<MatchedModel, "provider" | "model">>,
  from: Instant,
  to: Instant,
  kind: ChangeKind = "all",
): Instant[] {
  const changes = new Set<Instant>(book.ownDatesBetween(from, to));
  for (const { provider, model } of models) {
    for (const card of book.cardsOf(provider, model)) {
      for (const date of [card.validFrom, card.validTo]) if (date !== null) changes.add(date);
      if (kind === "dated" || !card.window) continue;
      const dates = kind === "everyDay" ? ALWAYS : card;
      for (const edge of windowEdges(dates, card.window, from, to)) changes.add(edge);
    }
  }
  return [...changes].filter((change) => change > from && change < to).sort((a, b) => a - b);
}

/** Whether a model's prices depend on the time of day. */
export function hasDailyWindows(
  book: PriceBook,
  { provider, model }: Pick<MatchedModel, "provider" | "model">,
): boolean {
  return book.cardsOf(provider, model).some(({ window }) => window !== null);
}

const ALWAYS = { validFrom: null, validTo: null };

function* windowEdges(
  card: Pick<RateCard, "validFrom" | "validTo">,
  window: DailyWindow,
  from: Instant,
  to: Instant,
): Generator<Instant> {
  const first = Math.floor(Math.max(from, card.validFrom ?? from) / DAY);
  const last = Math.floor(Math.min(to, card.validTo ?? to) / DAY);
  for (let day = first; day <= last; day += 1) {
    // Midnight too: a weekday's hours begin and end with it.
    for (const second of [0, window.start, window.end]) yield instantFromMicroseconds(day * DAY + second * 1_000_000);
  }
}
