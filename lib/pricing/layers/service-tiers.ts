import published from "../data/service-tiers.json" with { type: "json" };
import { NO_RATES, type Rate, type RateCard, rateFromPerMillion } from "../rate-card";

/** A price as the sources give it (USD per million tokens): one figure, or several where they disagree, or none. */
type PublishedPrice = string | string[] | null;

interface PublishedTier {
  model: string;
  serviceTier: string;
  input: PublishedPrice;
  cacheRead: PublishedPrice;
  output: PublishedPrice;
  /** Why one of the figures that sources disagree on is the right one. */
  note?: string;
  sources: Record<string, { date: string; input: string | null; cached: string | null; output: string | null }>;
}

const PRICED = ["input", "cacheRead", "output"] as const;

/**
 * Rate cards of OpenAI's service tiers (batch, flex, priority), by library model id: cards of their own, since no factor
 * leads from the standard rates to them. A figure the sources disagree on is on the card as disputed; a tier without an
 * input or output price has no card.
 */
export function serviceTierCards(): RateCard[] {
  return (published as PublishedTier[]).filter((tier) => tier.input !== null && tier.output !== null).map(tierCard);
}

function tierCard(tier: PublishedTier): RateCard {
  const disputed = PRICED.filter((name) => Array.isArray(tier[name]));
  const note = tier.note ?? (disputed.length > 0 ? disagreement(tier) : undefined);
  const sources = Object.entries(tier.sources).map(([name, { date }]) => `${name} ${date}`);
  return {
    provider: "openai",
    model: tier.model,
    serviceTier: tier.serviceTier,
    region: null,
    rates: {
      ...NO_RATES,
      input: agreedRate(tier.input),
      cacheRead: agreedRate(tier.cacheRead),
      output: agreedRate(tier.output),
    },
    ...(disputed.length > 0 ? { unusable: Object.fromEntries(disputed.map((name) => [name, "disputed"])) } : {}),
    longContext: [],
    calls: {},
    requestFee: null,
    validFrom: null,
    validTo: null,
    window: null,
    source: {
      layer: "correction",
      name: `service tier prices: ${sources.join(", ")}`,
      date: latest(Object.values(tier.sources).map(({ date }) => date)),
      ...(note ? { note } : {}),
    },
  };
}

/** What every source has, in its words: nobody has to take our word for it that they disagree. */
function disagreement({ sources }: PublishedTier): string {
  const said = Object.entries(sources).map(
    ([name, { date, input, cached, output }]) =>
      `${name} (${date}) has input ${input ?? "none"}, cached ${cached ?? "none"}, output ${output ?? "none"}`,
  );
  return `Sources disagree: ${said.join("; ")}.`;
}

function agreedRate(price: PublishedPrice): Rate | null {
  return typeof price === "string" ? rateFromPerMillion(price) : null;
}

function latest(dates: string[]): string {
  return dates.sort().at(-1) ?? "";
}
