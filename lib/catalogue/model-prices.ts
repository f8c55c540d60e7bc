import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import { perMillion, type RateCard } from "@/lib/pricing/rate-card";
import type { Instant } from "@/lib/usage/instant";
import type { CatalogueRates } from "./catalogue-model";
import { type Fact, settle } from "./fact";
import { COMPARE_PAGE, comparePageModel } from "./layers/compare-page";

/** Of the token classes the catalogue shows, the name of the rate and the row of the Compare page. */
const ROWS = {
  input: { rate: "input", row: "input" },
  cachedInput: { rate: "cacheRead", row: "cachedInput" },
  cacheWrite: { rate: "cacheWrite", row: null },
  output: { rate: "output", row: "output" },
} as const;

const STANDARD = { serviceTier: null, region: null, project: null };

/** The standard prices of a model at an instant, the organisation's own included. */
export function modelPrices(book: PriceBook, match: MatchedModel, at: Instant): CatalogueRates {
  const card = book.card(match, STANDARD, at);
  return {
    input: priceFact(card, "input"),
    cachedInput: priceFact(card, "cachedInput"),
    cacheWrite: priceFact(card, "cacheWrite"),
    output: priceFact(card, "output"),
  };
}

function priceFact(card: RateCard | null, name: keyof typeof ROWS): Fact<string> {
  const { rate: rateName, row } = ROWS[name];
  const unusable = card?.unusable?.[rateName];
  if (!card || unusable)
    return { value: null, state: unusable === "disputed" ? "conflicting" : "unknown", sources: [] };
  const rate = card.rates[rateName];
  // A card without a rate for the class says that the class has none of its own.
  if (rate === null) return { value: null, state: "unsupported", sources: [] };
  const { name: source, date, note } = card.source;
  const page = row && source === COMPARE_PAGE.source ? comparePageModel(card.model) : null;
  const printed = row && page ? { printed: page[row] } : {};
  const isRounded = row !== null && page !== null && Number(page[row]) !== Number(perMillion(rate));
  return settle({ value: perMillion(rate), source, date, ...printed, ...(note && isRounded ? { note } : {}) });
}
