import { type Instant, instantFromMicroseconds } from "@/lib/usage/instant";
import type { PromptSizes, Uncertainty } from "@/lib/usage/usage-record";
import type { MatchedModel } from "./match-model";
import type { FemtoUsd } from "./money";
import { furtherTiers, possibleWrites } from "./open-questions";
import { type PriceBook, serviceTierName } from "./price-book";
import { type MissingRate, type PriceableTokens, tokenLines } from "./price-tokens";
import type { LongContext, RateCard } from "./rate-card";
import { type Receipt, type ReceiptLine, receiptTotal } from "./receipt";

/** Usage to be priced: what a record or a request to POST /api/v1/price says. */
export interface PriceableUsage {
  provider: string | null;
  model: string;
  timestamp: Instant;
  /** End of an aggregate's period; left out or null for a request. */
  endTimestamp?: Instant | null;
  serviceTier: string | null;
  region: string | null;
  project: string | null;
  /** Requests the tokens are of; null where an aggregate does not say. */
  requests: number | null;
  tokens: PriceableTokens;
  /** Between which sizes every prompt of an aggregate was, where its source says. */
  promptSizes?: PromptSizes;
  calls: Readonly<Record<string, bigint>>;
  /** What its source leaves open (see open-questions); left out for usage that is asked about as it stands. */
  uncertainties?: readonly Uncertainty[];
}

/** Why usage has no price. */
export type UnpricedReason =
  | "unknown_model"
  | "unknown_provider"
  | "ambiguous_provider"
  | "no_card_for_service_tier"
  | "no_card_at_time"
  | "no_long_context_rate"
  | "no_rate_for_class"
  | "rate_not_exact"
  | "rate_disputed"
  | "no_fee_for_call"
  | "request_count_unknown"
  | "usage_missing";

/** The result of pricing: an exact cost, bounds of one (an aggregate that cannot be placed), or why there is none. */
export type PriceOutcome =
  | { kind: "priced"; cost: FemtoUsd; receipt: Receipt }
  | { kind: "interval"; low: FemtoUsd; high: FemtoUsd; lowReceipt: Receipt; highReceipt: Receipt }
  | { kind: "unpriced"; reason: UnpricedReason; message: string };

/** Prices usage that is possible (see lib/usage/validate) with the card that holds at its instant. */
export function priceUsage(book: PriceBook, usage: PriceableUsage): PriceOutcome {
  const match = book.match(usage.provider, usage.model, usage.timestamp);
  return match.kind === "unknown" ? unknown(match.reason, usage) : priceOfModel(book, match, usage);
}

/** Prices usage as if it were a given model's, whatever its own provider and model. */
export function priceOfModel(book: PriceBook, match: MatchedModel, usage: PriceableUsage): PriceOutcome {
  const others = furtherTiers(book, match, usage);
  const outcome = priceInTier(book, match, usage);
  if (others.length === 0 || outcome.kind === "unpriced") return outcome;
  const elsewhere = others.map((serviceTier) => priceInTier(book, match, { ...usage, serviceTier }));
  // A tier nobody has a price for says nothing of the bounds.
  return boundsOf([outcome, ...elsewhere.filter(({ kind }) => kind !== "unpriced")]);
}

function priceInTier(book: PriceBook, match: MatchedModel, usage: PriceableUsage): PriceOutcome {
  const cards = cardsInPeriod(book, match, usage);
  if (cards.length === 0) return noCard(book, match, usage);
  return boundsOf(cards.map((card) => priceWithCard(card, match.rule, usage)));
}

/** Prices usage with a given card. */
function priceWithCard(card: RateCard, rule: string, usage: PriceableUsage): PriceOutcome {
  const outcomes: PriceOutcome[] = [];
  for (const context of possibleContexts(card, usage)) {
    for (const tokens of possibleWrites(context?.rates ?? card.rates, usage)) {
      outcomes.push(priceInContext(card, rule, tokens === usage.tokens ? usage : { ...usage, tokens }, context));
    }
  }
  return boundsOf(outcomes);
}

/** One outcome of several that are possible: the same cost, or the lowest and highest, or unpriced if one of them is. */
function boundsOf(outcomes: readonly PriceOutcome[]): PriceOutcome {
  let [bounds] = outcomes;
  if (!bounds) throw new Error("a usage has at least one possible outcome");
  for (const outcome of outcomes.slice(1)) {
    if (bounds.kind === "unpriced") return bounds;
    if (outcome.kind === "unpriced") return outcome;
    const low = lower(lowOf(bounds), lowOf(outcome));
    const high = higher(highOf(bounds), highOf(outcome));
    bounds =
      low.cost === high.cost
        ? { kind: "priced", cost: low.cost, receipt: low.receipt }
        : { kind: "interval", low: low.cost, high: high.cost, lowReceipt: low.receipt, highReceipt: high.receipt };
  }
  return bounds;
}

type Known = Exclude<PriceOutcome, { kind: "unpriced" }>;
interface Bound {
  cost: FemtoUsd;
  receipt: Receipt;
}

const lowOf = (known: Known): Bound =>
  known.kind === "priced" ? known : { cost: known.low, receipt: known.lowReceipt };
const highOf = (known: Known): Bound =>
  known.kind === "priced" ? known : { cost: known.high, receipt: known.highReceipt };
const lower = (a: Bound, b: Bound): Bound => (b.cost < a.cost ? b : a);
const higher = (a: Bound, b: Bound): Bound => (b.cost > a.cost ? b : a);

const DAY = 86_400_000_000;

/** The card at a request's instant; every card that applies at some time of an aggregate's period. */
function cardsInPeriod(book: PriceBook, match: MatchedModel, usage: PriceableUsage): RateCard[] {
  const at = (timestamp: Instant) => book.card(match, usage, timestamp);
  const end = usage.endTimestamp ?? null;
  const first = at(usage.timestamp);
  if (usage.requests === 1 || end === null || end <= usage.timestamp) return first ? [first] : [];
  const cards = new Set<RateCard | null>([first]);
  for (const timestamp of changesBetween(book, match, usage, end)) cards.add(at(timestamp));
  return cards.has(null) ? [] : [...cards].filter((card) => card !== null);
}

/** Instants within an aggregate's period at which another card may begin to apply. */
function changesBetween(book: PriceBook, match: MatchedModel, usage: PriceableUsage, end: Instant): Instant[] {
  const start = usage.timestamp;
  const periods = [start, ...book.ownDatesBetween(start, end)];
  const cards = periods.flatMap((from) => book.cardsFor(match, usage, from));
  const dates = cards.flatMap(({ validFrom, validTo }) => [validFrom, validTo]);
  const anchors = [...periods, ...dates.filter((date) => date !== null && date > start && date < end)] as Instant[];
  const windows = cards.flatMap(({ window }) => (window ? [window] : []));
  // A week after each date shows every time of day on every weekday.
  const hours = anchors.flatMap((anchor) => {
    const midnight = Math.floor(anchor / DAY) * DAY;
    return windows.flatMap((window) =>
      [0, 1, 2, 3, 4, 5, 6, 7].flatMap((day) =>
        [window.start, window.end].map((second) => midnight + day * DAY + second * 1_000_000),
      ),
    );
  });
  const within = [...anchors, ...hours].filter((change) => change > start && change < end);
  return within.map(instantFromMicroseconds);
}

/** Rates by the size of the prompt; null for the standard ones. */
export type Context = LongContext | null;

/**
 * The contexts a prompt can be in. A request is in exactly one. An aggregate is standard when all of it together is
 * within the threshold, long when its mean is over, and otherwise where its source says that its prompts were; without
 * that it cannot be placed.
 */
export function possibleContexts(card: RateCard, usage: PriceableUsage): Context[] {
  if (card.longContext.length === 0) return [null];
  const { input } = usage.tokens;
  const { requests } = usage;
  const atMost = contextOf(card, input, 1n);
  if (requests === 1) return [atMost];
  const atLeast = requests === null || requests <= 0 ? null : contextOf(card, input, BigInt(requests));
  const all: Context[] = [null, ...card.longContext];
  const possible = all.slice(all.indexOf(atLeast), all.indexOf(atMost) + 1);
  const stated = usage.promptSizes ? possible.filter(isWithin(card, all, usage.promptSizes)) : possible;
  // What contradicts the figures says nothing.
  return stated.length > 0 ? stated : possible;
}

/** Whether prompts of some sizes can be in a context. */
function isWithin(card: RateCard, all: readonly Context[], { above, upTo }: PromptSizes) {
  const lowest = all.indexOf(contextOf(card, BigInt(above) + 1n, 1n));
  const highest = upTo === null ? all.length - 1 : all.indexOf(contextOf(card, BigInt(upTo), 1n));
  return (context: Context) => all.indexOf(context) >= lowest && all.indexOf(context) <= highest;
}

/** The context of a prompt that is the mean of `requests` prompts. */
function contextOf(card: RateCard, prompt: bigint, requests: bigint): Context {
  return card.longContext.findLast((long) => passes(long, prompt, requests)) ?? null;
}

function passes(long: LongContext, prompt: bigint, requests: bigint): boolean {
  const limit = BigInt(long.threshold) * requests;
  return long.operator === ">" ? prompt > limit : prompt >= limit;
}

/** Prices usage with a given card, its prompts being in a given context. Usage may be a sum of requests. */
export function priceInContext(card: RateCard, rule: string, usage: PriceableUsage, context: Context): PriceOutcome {
  const tokens = tokenLines(card, context?.rates ?? card.rates, usage.tokens);
  if ("missing" in tokens) return missingRate(card, tokens, context);
  const calls = callLines(card, usage);
  if ("kind" in calls) return calls;
  const lines = [...tokens, ...calls];
  if (!hasTokenRates(card) && lines.length === 0)
    return unpriced("no_rate_for_class", `${nameOf(card)} has no rate for tokens`);
  const receipt: Receipt = { model: card.model, provider: card.provider, rule, card, context, lines };
  return { kind: "priced", cost: receiptTotal(lines), receipt };
}

/** Whether a card is one for tokens: then no tokens cost nothing, whatever their rates. */
function hasTokenRates({ rates, unusable }: RateCard): boolean {
  return rates.input !== null || rates.output !== null || unusable?.input !== undefined;
}

function missingRate(card: RateCard, { missing, why }: MissingRate, context: Context): PriceOutcome {
  const rate = `${nameOf(card)}${card.serviceTier === "default" ? "" : ` (${card.serviceTier})`}`;
  switch (why) {
    case "inexact":
      return unpriced("rate_not_exact", `${rate}: the published rate for ${missing} has no exact value`);
    case "disputed":
      return unpriced("rate_disputed", `${rate}: the sources disagree on the rate for ${missing}`);
    case "unpublished":
      return unpriced("no_rate_for_class", `${rate}: no source has the rate for ${missing}`);
    case "none":
      return context && context.rates.input === null
        ? unpriced("no_long_context_rate", `${rate} has no rates for prompts ${context.operator} ${context.threshold}`)
        : unpriced("no_rate_for_class", `${rate} has no rate for ${missing}`);
  }
}

function callLines(card: RateCard, usage: PriceableUsage): ReceiptLine[] | PriceOutcome {
  const lines: ReceiptLine[] = [];
  for (const [kind, quantity] of Object.entries(usage.calls)) {
    if (quantity === 0n) continue;
    const rate = Object.hasOwn(card.calls, kind) ? card.calls[kind] : undefined;
    if (rate === undefined) return unpriced("no_fee_for_call", `${nameOf(card)} has no fee for ${kind}`);
    lines.push({ class: kind, quantity, unit: "call", rate });
  }
  if (card.requestFee === null) return lines;
  if (usage.requests === null)
    return unpriced(
      "request_count_unknown",
      `${nameOf(card)} has a fee for every request, and their number is not stated`,
    );
  if (usage.requests > 0)
    lines.push({ class: "request", quantity: BigInt(usage.requests), unit: "call", rate: card.requestFee });
  return lines;
}

function nameOf(card: RateCard): string {
  return `${card.provider}/${card.model}`;
}

function unknown(
  reason: "unknown_model" | "unknown_provider" | "ambiguous_provider",
  { provider, model }: PriceableUsage,
): PriceOutcome {
  switch (reason) {
    case "unknown_provider":
      return unpriced(reason, `the provider "${provider}" is not in the price book`);
    case "ambiguous_provider":
      return unpriced(reason, `more than one provider has models named like "${model}": state the provider`);
    case "unknown_model":
      return unpriced(reason, `the model "${model}"${provider ? ` of ${provider}` : ""} is not in the price book`);
  }
}

/** The outcome for usage that no card of a model is for. */
export function noCard(book: PriceBook, match: MatchedModel, usage: PriceableUsage): PriceOutcome {
  const name = `${match.seller}/${match.model}`;
  if (
    serviceTierName(usage.serviceTier) !== "default" &&
    book.card(match, { ...usage, serviceTier: null }, usage.timestamp)
  )
    return unpriced("no_card_for_service_tier", `${name} has no rate card for the service tier "${usage.serviceTier}"`);
  return unpriced("no_card_at_time", `${name} has no rate card at that time`);
}

function unpriced(reason: UnpricedReason, message: string): PriceOutcome {
  return { kind: "unpriced", reason, message };
}
