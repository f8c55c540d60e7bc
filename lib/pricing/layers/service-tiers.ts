import published from "../data/service-tiers.json" with { type: "json" };
import { NO_RATES, type RateCard, rateFromPerMillion } from "../rate-card";

/** A price as the sources give it: one figure, or several where they disagree, or none. */
type PublishedPrice = string | string[] | null;

interface PublishedTier {
  model: string;
  serviceTier: string;
  input: PublishedPrice;
  cacheRead: PublishedPrice;
  output: PublishedPrice;
  sources: Record<string, { date: string }>;
}

/**
 * Rate cards of OpenAI's service tiers (batch, flex, priority), by library model id. Only tiers whose input and output
 * price the sources agree on have a card; where only the cached price is disputed, cached tokens are unpriced by the
 * card's absence too, so such a tier has none.
 */
export function serviceTierCards(): RateCard[] {
  return (published as PublishedTier[]).flatMap((tier) => {
    const { input, output, cacheRead } = tier;
    if (typeof input !== "string" || typeof output !== "string" || Array.isArray(cacheRead)) return [];
    return [card(tier, input, output, cacheRead)];
  });
}

function card(tier: PublishedTier, input: string, output: string, cacheRead: string | null): RateCard {
  const dates = Object.values(tier.sources).map((source) => source.date);
  return {
    provider: "openai",
    model: tier.model,
    serviceTier: tier.serviceTier,
    region: null,
    rates: {
      ...NO_RATES,
      input: rateFromPerMillion(input),
      cacheRead: cacheRead === null ? null : rateFromPerMillion(cacheRead),
      output: rateFromPerMillion(output),
    },
    longContext: [],
    calls: {},
    requestFee: null,
    validFrom: null,
    validTo: null,
    window: null,
    source: {
      layer: "correction",
      name: `service tier prices (${Object.keys(tier.sources).join(", ")})`,
      date: dates.sort().at(-1) ?? "",
    },
  };
}
