import seed from "../data/seed-models.json" with { type: "json" };
import { NO_RATES, type RateCard, rateFromPerMillion } from "../rate-card";

interface SeedPrice {
  input: string;
  cacheRead: string;
  output: string;
  note?: string;
}

const PRICES: Readonly<Record<string, SeedPrice>> = seed.models;

/** Replaces the library's standard token rates of the three models by those of OpenAI's Compare page; fees stay. */
export function withSeedRates(card: RateCard): RateCard {
  const price = card.provider === "openai" && card.serviceTier === "default" ? PRICES[card.model] : undefined;
  if (!price) return card;
  return {
    ...card,
    rates: {
      ...NO_RATES,
      input: rateFromPerMillion(price.input),
      cacheRead: rateFromPerMillion(price.cacheRead),
      output: rateFromPerMillion(price.output),
    },
    source: {
      layer: "seed",
      name: seed.source,
      date: seed.date,
      ...(price.note ? { note: price.note } : {}),
    },
  };
}
