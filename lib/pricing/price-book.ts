import type { Instant } from "@/lib/usage/instant";
import { CORRECTIONS, fineTunedCards, regionMultiplier } from "./layers/corrections";
import { type LibraryModel, libraryModels } from "./layers/library";
import { withSeedRates } from "./layers/seed-models";
import { serviceTierCards } from "./layers/service-tiers";
import { type MatchedModel, type ModelAlias, matchModel, type UnknownModel } from "./match-model";
import { type Multiplier, multiplyCard, NO_RATES, type RateCard, type Rates } from "./rate-card";

/** A price of the organisation's own for a model, dated, optionally for one project or service tier. */
export interface PriceOverride {
  id: string;
  provider: string;
  model: string;
  project: string | null;
  serviceTier: string | null;
  price: { kind: "rates"; rates: Rates } | ({ kind: "multiplier" } & Multiplier);
  validFrom: Instant | null;
  validTo: Instant | null;
  createdAt: Instant;
}

/** What an organisation adds to the price book. */
export interface OrganizationPrices {
  overrides: readonly PriceOverride[];
  aliases: readonly ModelAlias[];
}

/** What the choice of a card depends on. */
export interface CardQuestion {
  provider: string;
  model: string;
  timestamp: Instant;
  serviceTier: string | null;
  region: string | null;
  project: string | null;
}

/** Names under which providers report their standard service tier. */
const STANDARD_TIERS = new Set(["", "default", "standard", "auto", "on_demand"]);

/** The name of a service tier in the price book: "default" for the standard one. */
export function serviceTierName(raw: string | null): string {
  const name = raw?.trim().toLowerCase() ?? "";
  return STANDARD_TIERS.has(name) ? "default" : name;
}

/** All rate cards with where each came from, and the rule that matches a raw model name to a model. Immutable. */
export class PriceBook {
  private readonly matches = new Map<string, MatchedModel | UnknownModel>();

  constructor(
    private readonly cards: ReadonlyMap<string, readonly RateCard[]>,
    readonly models: readonly LibraryModel[],
    private readonly own: OrganizationPrices = { overrides: [], aliases: [] },
  ) {}

  /** The same book with an organisation's overrides and aliases in front of it. */
  withOrganization(own: OrganizationPrices): PriceBook {
    return new PriceBook(this.cards, this.models, own);
  }

  /** The model a raw name means at an instant, with the rule, or why it is unknown. */
  match(provider: string | null, model: string, timestamp: Instant): MatchedModel | UnknownModel {
    const dated = this.own.aliases.some((alias) => alias.validFrom !== null || alias.validTo !== null);
    const key = `${provider ?? ""}\n${model}${dated ? `\n${timestamp}` : ""}`;
    const known = this.matches.get(key);
    if (known) return known;
    const found = matchModel(provider, model, timestamp, this.own.aliases, (of, id) =>
      this.cards.has(modelKey(of, id)),
    );
    // Names come from outside: the memory of them is bounded.
    if (this.matches.size > 20_000) this.matches.clear();
    this.matches.set(key, found);
    return found;
  }

  /** Every card of a model, all tiers and dates, without overrides. */
  cardsOf(provider: string, model: string): readonly RateCard[] {
    return this.cards.get(modelKey(provider, model)) ?? [];
  }

  /** Whether the card of a model changes with the hour, or with a dated override or alias. */
  dependsOnTime(provider: string, model: string): boolean {
    const dated = (entry: { validFrom: Instant | null; validTo: Instant | null }) =>
      entry.validFrom !== null || entry.validTo !== null;
    if (this.own.overrides.some(dated) || this.own.aliases.some(dated)) return true;
    return this.cardsOf(provider, model).some((card) => card.window !== null);
  }

  /** The card that holds for a question, the organisation's override applied; null when there is none. */
  card(question: CardQuestion): RateCard | null {
    const tier = serviceTierName(question.serviceTier);
    const override = this.overrideFor(question, tier);
    const listed = this.listCard(question, tier);
    if (!override) return listed;
    if (override.price.kind === "multiplier") return listed && multiplied(listed, override.price, override);
    return overrideCard(question, tier, override.price.rates, override);
  }

  private listCard(question: CardQuestion, tier: string): RateCard | null {
    const cards = this.cardsOf(question.provider, question.model);
    const card = cards.find((candidate) => candidate.serviceTier === tier && cardHolds(candidate, question.timestamp));
    if (!card) return null;
    const multiplier = regionMultiplier(question.provider, question.model, question.region);
    if (!multiplier) return card;
    return { ...multiplyCard(card, multiplier, { fees: false }), region: question.region };
  }

  /** The most specific override that holds, the newest of equals. */
  private overrideFor(question: CardQuestion, tier: string): PriceOverride | undefined {
    const holding = this.own.overrides.filter(
      (override) =>
        override.provider === question.provider &&
        override.model === question.model &&
        (override.project === null || override.project === question.project) &&
        (override.serviceTier === null || serviceTierName(override.serviceTier) === tier) &&
        (override.validFrom === null || question.timestamp >= override.validFrom) &&
        (override.validTo === null || question.timestamp < override.validTo),
    );
    const weight = (override: PriceOverride) => (override.project ? 2 : 0) + (override.serviceTier ? 1 : 0);
    return holding.sort((a, b) => weight(b) - weight(a) || b.createdAt - a.createdAt)[0];
  }
}

/** Whether a card holds at an instant: dates `[from, to)`, and its part of the day. */
export function cardHolds(card: RateCard, timestamp: Instant): boolean {
  if (card.validFrom !== null && timestamp < card.validFrom) return false;
  if (card.validTo !== null && timestamp >= card.validTo) return false;
  const { window } = card;
  if (!window) return true;
  const secondOfDay = Math.floor(timestamp / 1_000_000) % 86_400;
  const daysSince1970 = Math.floor(timestamp / 86_400_000_000);
  // 1970-01-01 was a Thursday.
  if (window.weekdays && !window.weekdays.includes((daysSince1970 + 4) % 7)) return false;
  if (window.end < window.start) return secondOfDay >= window.start || secondOfDay < window.end;
  return secondOfDay >= window.start && secondOfDay < window.end;
}

function multiplied(card: RateCard, multiplier: Multiplier, override: PriceOverride): RateCard {
  const note = `× ${multiplier.numerator}/${multiplier.denominator} on ${card.source.name}`;
  return { ...multiplyCard(card, multiplier, { fees: true }), source: { ...overrideSource(override), note } };
}

function overrideCard(question: CardQuestion, tier: string, rates: Rates, override: PriceOverride): RateCard {
  return {
    provider: question.provider,
    model: question.model,
    serviceTier: tier,
    region: null,
    rates,
    longContext: [],
    calls: {},
    requestFee: null,
    validFrom: override.validFrom,
    validTo: override.validTo,
    window: null,
    source: overrideSource(override),
  };
}

function overrideSource(override: PriceOverride): RateCard["source"] {
  const date = new Date(override.createdAt / 1000).toISOString().slice(0, 10);
  return { layer: "override", name: `price override ${override.id}`, date };
}

function modelKey(provider: string, model: string): string {
  return `${provider}/${model}`;
}

let loading: Promise<PriceBook> | undefined;

/** The price book of all layers but the organisation's, made once in a process. */
export function loadPriceBook(): Promise<PriceBook> {
  loading ??= buildPriceBook();
  return loading;
}

async function buildPriceBook(): Promise<PriceBook> {
  const models = await libraryModels();
  const cards = new Map<string, RateCard[]>();
  const add = (card: RateCard) => {
    const key = modelKey(card.provider, card.model);
    const list = cards.get(key);
    if (list) list.push(card);
    else cards.set(key, [card]);
  };
  for (const model of models) for (const card of model.cards) add(withSeedRates(corrected(card)));
  for (const card of fineTunedCards()) add(card);
  for (const card of serviceTierCards())
    add(besideStandard(card, cards.get(modelKey(card.provider, card.model)) ?? []));
  return new PriceBook(cards, models);
}

/**
 * A tier's card takes fees and thresholds from the standard card. Nobody publishes long-context rates by tier, so beyond
 * a threshold the tier has no rate rather than the short one.
 */
function besideStandard(card: RateCard, others: readonly RateCard[]): RateCard {
  const standard = others.find((other) => other.serviceTier === "default");
  if (!standard) return card;
  const longContext = standard.longContext.map((long) => ({ ...long, rates: NO_RATES }));
  return { ...card, longContext, calls: standard.calls, requestFee: standard.requestFee };
}

function corrected(card: RateCard): RateCard {
  return CORRECTIONS.reduce((result, correction) => correction.apply(result), card);
}
