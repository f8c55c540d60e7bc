import type { Instant } from "@/lib/usage/instant";
import { CORRECTIONS, correctCard } from "./layers/corrections";
import { type Library, type LibraryModel, type LibraryNames, readLibrary } from "./layers/library";
import { regionSurcharge } from "./layers/region-surcharges";
import { withSeedRates } from "./layers/seed-models";
import { serviceTierCards } from "./layers/service-tiers";
import {
  inOrderOfPrecedence,
  type MatchedModel,
  type ModelAlias,
  matchModel,
  modelOfBook,
  providerId,
  type UnknownModel,
} from "./match-model";
import { cardHolds, type Multiplier, multiplyCard, NO_RATES, type RateCard, type Rates } from "./rate-card";

/**
 * A price of the organisation's own for a model, dated, optionally for one project or service tier. Rates without a
 * service tier are those of the standard one; a multiplier without one is on every tier's list price.
 */
export interface PriceOverride {
  id: string;
  provider: string;
  model: string;
  project: string | null;
  serviceTier: string | null;
  price: { kind: "rates"; rates: Rates } | ({ kind: "multiplier" } & Multiplier);
  note: string | null;
  validFrom: Instant | null;
  validTo: Instant | null;
  createdAt: Instant;
}

/** What an organisation adds to the price book. */
export interface OrganizationPrices {
  overrides: readonly PriceOverride[];
  aliases: readonly ModelAlias[];
}

/** What the choice of a card depends on, beside the model and the instant. */
export interface Circumstances {
  serviceTier: string | null;
  region: string | null;
  project: string | null;
}

/** A model as the catalogue shows it; its cards are in the book (`cardsOf`). */
export type BookModel = Omit<LibraryModel, "cards">;

/** What is the same for every organisation. */
interface CommonLayers {
  models: readonly BookModel[];
  cards: ReadonlyMap<string, readonly RateCard[]>;
  names: LibraryNames;
}

/** Names under which providers report their standard service tier. */
const STANDARD_TIERS = new Set(["", "default", "standard", "auto", "on_demand"]);

/** The name of a service tier in the price book: "default" for the standard one. */
export function serviceTierName(raw: string | null): string {
  const name = raw?.trim().toLowerCase() ?? "";
  return STANDARD_TIERS.has(name) ? "default" : name;
}

/** Names come from outside: what is remembered about them is bounded. */
const MOST_REMEMBERED = 20_000;

/** All rate cards with where each came from, and the rule that matches a raw model name to a model. Immutable. */
export class PriceBook {
  private readonly aliases: readonly ModelAlias[];
  private readonly overrides: readonly PriceOverride[];
  /** Instants at which one of the organisation's statements begins or ends, ascending. */
  private readonly ownDates: readonly Instant[];
  private readonly matches = new Map<string, MatchedModel | UnknownModel>();
  private readonly choices = new Map<string, readonly RateCard[]>();

  constructor(
    private readonly common: CommonLayers,
    own: OrganizationPrices = { overrides: [], aliases: [] },
  ) {
    this.aliases = inOrderOfPrecedence(own.aliases);
    this.overrides = inOrderOfSpecificity(own.overrides);
    const dates = [...own.overrides, ...own.aliases].flatMap(({ validFrom, validTo }) => [validFrom, validTo]);
    this.ownDates = [...new Set(dates.filter((date) => date !== null))].sort((a, b) => a - b);
  }

  /** Models of the library, as the catalogue lists them. */
  get models(): readonly BookModel[] {
    return this.common.models;
  }

  /** The same book with an organisation's overrides and aliases in front of it. */
  withOrganization(own: OrganizationPrices): PriceBook {
    return new PriceBook(this.common, own);
  }

  /** What the organisation says of this book, in front of the lists of another one. */
  over({ common }: PriceBook): PriceBook {
    return new PriceBook(common, { overrides: this.overrides, aliases: this.aliases });
  }

  /** Whether some of the organisation's prices are for one project only. */
  get dependsOnProject(): boolean {
    return this.overrides.some(({ project }) => project !== null);
  }

  /** The organisation's statements as text: books with the same text say the same. */
  get ownStatements(): string {
    return JSON.stringify([this.aliases, this.overrides], (_name, value) =>
      typeof value === "bigint" ? value.toString() : value,
    );
  }

  /** Number of the period between dates of the organisation's statements: within one, the same statements hold. */
  periodOf(timestamp: Instant): number {
    let period = 0;
    for (const date of this.ownDates) if (date <= timestamp) period += 1;
    return period;
  }

  /** The model a raw name means at an instant, with the rule, or why it is unknown. */
  match(provider: string | null, model: string, timestamp: Instant): MatchedModel | UnknownModel {
    const key = `${provider ?? ""}\n${model}\n${this.periodOf(timestamp)}`;
    return remembered(this.matches, key, () =>
      matchModel(provider, model, timestamp, {
        aliases: this.aliases,
        hasCards: (of, id) => this.common.cards.has(modelKey(of, id)),
        ownModel: (of, name) => this.ownModel(of, name, timestamp),
        library: this.common.names,
      }),
    );
  }

  /** A model by the provider and id it has in the book; null when there is none. */
  model(provider: string, id: string): MatchedModel | null {
    return modelOfBook(provider, id, { hasCards: (of, name) => this.common.cards.has(modelKey(of, name)) });
  }

  /** Every list card of a model: all tiers, dates and times of day, without overrides. The first that holds applies. */
  cardsOf(provider: string, model: string): readonly RateCard[] {
    return this.common.cards.get(modelKey(provider, model)) ?? [];
  }

  /**
   * The cards that can apply to a model in these circumstances, in order of precedence: of those that hold at an instant
   * (`cardHolds`) the first applies. Overrides are the ones of the timestamp's period.
   */
  cardsFor(match: MatchedModel, { serviceTier, region, project }: Circumstances, timestamp: Instant) {
    const tier = serviceTierName(serviceTier);
    const place = region ?? match.region;
    const key = `${match.seller}\n${match.provider}\n${match.model}\n${match.name}\n${tier}\n${place}\n${
      this.dependsOnProject ? project : ""
    }\n${this.periodOf(timestamp)}`;
    return remembered(this.choices, key, () => this.chooseCards(match, tier, place, project, timestamp));
  }

  /** The card that applies at an instant, the organisation's override included; null when there is none. */
  card(match: MatchedModel, circumstances: Circumstances, timestamp: Instant): RateCard | null {
    return this.cardsFor(match, circumstances, timestamp).find((card) => cardHolds(card, timestamp)) ?? null;
  }

  /** Dates in the open interval at which one of the organisation's statements begins or ends. */
  ownDatesBetween(from: Instant, to: Instant): Instant[] {
    return this.ownDates.filter((date) => date > from && date < to);
  }

  private chooseCards(
    match: MatchedModel,
    tier: string,
    region: string | null,
    project: string | null,
    timestamp: Instant,
  ): readonly RateCard[] {
    const list = this.listCards(match, tier, region);
    const override = this.overrides.find((candidate) => overrideHolds(candidate, match, tier, project, timestamp));
    if (!override) return list;
    const { price } = override;
    if (price.kind === "rates") return [overrideCard(match, tier, price.rates, override, list[0])];
    return list.map((card) => multipliedCard(card, price, override));
  }

  /** Tiers and surcharges are the list owner's own: another seller of the same models has none that we know of. */
  private listCards(match: MatchedModel, tier: string, region: string | null): readonly RateCard[] {
    const { provider, seller } = match;
    if (tier !== "default" && seller !== provider) return [];
    const isGift = tier === COMPLIMENTARY && provider === "openai";
    const listed = isGift ? "default" : tier;
    const cards = this.cardsOf(provider, match.model).filter(({ serviceTier }) => serviceTier === listed);
    if (isGift) return cards.map(complimentaryCard);
    const surcharge = seller === provider ? regionSurcharge(provider, match.model, region) : null;
    if (!surcharge) return cards;
    return cards.map((card) => ({
      ...multiplyCard(card, surcharge.multiplier, { fees: false }),
      region,
      source: { ...card.source, note: [card.source.note, surcharge.what].filter(Boolean).join(" ") },
    }));
  }

  private ownModel(provider: string | null, name: string, timestamp: Instant) {
    const own = this.overrides.find(
      (override) =>
        override.price.kind === "rates" &&
        override.model === name &&
        (provider === null || override.provider === provider) &&
        isWithin(override, timestamp),
    );
    return own ? { provider: own.provider, model: own.model } : null;
  }
}

function remembered<Value>(memory: Map<string, Value>, key: string, find: () => Value): Value {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const found = find();
  if (memory.size >= MOST_REMEMBERED) memory.clear();
  memory.set(key, found);
  return found;
}

/** The most specific first, the newest of equals; names as the book writes them. */
function inOrderOfSpecificity(overrides: readonly PriceOverride[]): PriceOverride[] {
  const weight = (override: PriceOverride) => (override.project === null ? 0 : 2) + (override.serviceTier ? 1 : 0);
  return overrides
    .map((override) => ({
      ...override,
      provider: providerId(override.provider),
      model: override.model.trim().toLowerCase(),
    }))
    .sort((a, b) => weight(b) - weight(a) || b.createdAt - a.createdAt);
}

function overrideHolds(
  override: PriceOverride,
  match: MatchedModel,
  tier: string,
  project: string | null,
  timestamp: Instant,
): boolean {
  if (override.provider !== match.seller) return false;
  if (override.model !== match.name && override.model !== match.model.toLowerCase()) return false;
  if (override.project !== null && override.project !== project) return false;
  const isForTier =
    override.serviceTier === null
      ? override.price.kind === "multiplier" || tier === "default"
      : serviceTierName(override.serviceTier) === tier;
  return isForTier && isWithin(override, timestamp);
}

function isWithin({ validFrom, validTo }: PriceOverride, timestamp: Instant): boolean {
  return (validFrom === null || timestamp >= validFrom) && (validTo === null || timestamp < validTo);
}

/**
 * Tokens OpenAI gives for nothing to whom it may learn from, as its usage exports and API name their tier; what goes beyond
 * them has the standard one. Fees for calls are not part of it.
 */
const COMPLIMENTARY = "incentivized-tier";

function complimentaryCard(card: RateCard): RateCard {
  return {
    ...multiplyCard(card, { numerator: 0n, denominator: 1n }, { fees: false }),
    serviceTier: COMPLIMENTARY,
    source: { ...card.source, note: "complimentary tokens for data shared with OpenAI" },
  };
}

function multipliedCard(card: RateCard, multiplier: Multiplier, override: PriceOverride): RateCard {
  const factor = `× ${multiplier.numerator}/${multiplier.denominator} on ${card.source.name}`;
  return {
    ...multiplyCard(card, multiplier, { fees: true }),
    validFrom: later(card.validFrom, override.validFrom),
    validTo: earlier(card.validTo, override.validTo),
    source: overrideSource(override, factor),
  };
}

/** Token rates of the organisation's own; fees are the list's, which an override does not speak of. */
function overrideCard(
  match: MatchedModel,
  tier: string,
  rates: Rates,
  override: PriceOverride,
  listed: RateCard | undefined,
): RateCard {
  return {
    provider: match.provider,
    model: match.model,
    serviceTier: tier,
    region: null,
    rates,
    longContext: [],
    calls: listed?.calls ?? {},
    requestFee: listed?.requestFee ?? null,
    validFrom: override.validFrom,
    validTo: override.validTo,
    window: null,
    source: overrideSource(override, null),
  };
}

function overrideSource(override: PriceOverride, factor: string | null): RateCard["source"] {
  const date = new Date(override.createdAt / 1000).toISOString().slice(0, 10);
  const note = [factor, override.note].filter(Boolean).join("; ");
  return { layer: "override", name: `price override ${override.id}`, date, ...(note ? { note } : {}) };
}

function later(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || (b !== null && b > a) ? b : a;
}

function earlier(a: Instant | null, b: Instant | null): Instant | null {
  return a === null || (b !== null && b < a) ? b : a;
}

function modelKey(provider: string, model: string): string {
  return `${provider}/${model}`;
}

let loading: Promise<PriceBook> | undefined;

/** The price book of all layers but the organisation's, made once in a process. */
export function loadPriceBook(): Promise<PriceBook> {
  loading ??= readLibrary().then(priceBookOver);
  return loading;
}

/** The same over any version of the library: what the book would be with it. */
export function priceBookOver(library: Library): PriceBook {
  const { models } = library;
  const cards = new Map<string, RateCard[]>();
  for (const model of models) {
    cards.set(
      modelKey(model.provider, model.id),
      model.cards.map((card) => correctCard(withSeedRates(card))),
    );
  }
  for (const card of CORRECTIONS.flatMap((correction) => correction.add?.() ?? [])) {
    cards.set(modelKey(card.provider, card.model), [card]);
  }
  for (const card of serviceTierCards()) {
    const beside = cards.get(modelKey(card.provider, card.model));
    if (!beside)
      throw new Error(`a ${card.serviceTier} price stands for ${card.model}, which the library does not have`);
    beside.push(besideStandard(card, beside));
  }
  return new PriceBook({
    models: models.map(({ cards: _, ...model }) => model),
    cards,
    names: library,
  });
}

/**
 * A tier's card takes fees and thresholds from the standard card. Nobody publishes long-context rates by tier, so beyond
 * a threshold the tier has no rate rather than the short one; nor what a tier asks for cache writes where the model asks
 * more than for input.
 */
function besideStandard(card: RateCard, others: readonly RateCard[]): RateCard {
  const standard = others.find((other) => other.serviceTier === "default");
  if (!standard) return card;
  const longContext = standard.longContext.map((long) => ({ ...long, rates: NO_RATES }));
  const unusable: RateCard["unusable"] =
    standard.rates.cacheWrite === null ? card.unusable : { ...card.unusable, cacheWrite: "unpublished" };
  return {
    ...card,
    ...(unusable ? { unusable } : {}),
    longContext,
    calls: standard.calls,
    requestFee: standard.requestFee,
  };
}
