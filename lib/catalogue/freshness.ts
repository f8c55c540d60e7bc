import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { CardSource, RateCard } from "@/lib/pricing/rate-card";
import { dateFromInstant, type Instant } from "@/lib/usage/instant";

/** From this age on a list price may well have changed since. */
export const OLD_AFTER_DAYS = 60;
/** A change that is further away is not announced. */
const ANNOUNCED_DAYS = 120;

const DAY_MS = 86_400_000;
const STANDARD = { serviceTier: null, region: null, project: null };

/** How old a model's price is, and what it will be; of the standard service tier. */
export interface Freshness {
  source: CardSource;
  ageInDays: number;
  /** Whether nobody has looked for too long; prices of the organisation's own are not anybody's to look up. */
  isOld: boolean;
  /** The card that begins to apply next, of those that are known. */
  next: RateCard | null;
}

/** The age of a model's price and the change that is to come; null when it has no price now. */
export function freshnessOf(book: PriceBook, match: MatchedModel, now: Instant): Freshness | null {
  const card = book.card(match, STANDARD, now);
  if (!card) return null;
  const at = dateFromInstant(now).getTime();
  const ageInDays = Math.max(0, Math.floor((at - Date.parse(card.source.date)) / DAY_MS));
  return {
    source: card.source,
    ageInDays,
    isOld: card.source.layer !== "override" && ageInDays > OLD_AFTER_DAYS,
    // A share of the list price moves with it; rates of the organisation's own stand alone.
    next: nextCard(book.cardsFor(match, STANDARD, now), now),
  };
}

function nextCard(cards: readonly RateCard[], now: Instant): RateCard | null {
  const until = now + ANNOUNCED_DAYS * DAY_MS * 1000;
  const coming = cards.filter(({ validFrom }) => validFrom !== null && validFrom > now && validFrom <= until);
  return coming.sort((a, b) => Number(a.validFrom) - Number(b.validFrom))[0] ?? null;
}
