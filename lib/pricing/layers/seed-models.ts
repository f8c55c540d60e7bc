import { NO_RATES, type RateCard, rateFromPerMillion } from "../rate-card";

/** Standard prices of OpenAI's Compare page, USD per million tokens. Its $0.13 for GPT-5's cached input is 0.125, rounded. */
const PRICES = {
  "gpt-4.1-mini": { input: "0.40", cacheRead: "0.10", output: "1.60" },
  "gpt-5": {
    input: "1.25",
    cacheRead: "0.125",
    output: "10.00",
    note: "The Compare page prints cached input as $0.13.",
  },
  "gpt-4.1": { input: "2.00", cacheRead: "0.50", output: "8.00" },
} as const;

/** Replaces the library's standard token rates of the three models by those of OpenAI's Compare page; fees stay. */
export function withSeedRates(card: RateCard): RateCard {
  const price = card.provider === "openai" ? PRICES[card.model as keyof typeof PRICES] : undefined;
  if (!price || card.serviceTier !== "default") return card;
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
      name: "OpenAI, Compare models page",
      date: "2026-11-01",
      ...("note" in price ? { note: price.note } : {}),
    },
  };
}
