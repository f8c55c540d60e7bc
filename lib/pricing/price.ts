import type { Instant } from "@/lib/usage/instant";
import type { FemtoUsd } from "./money";
import type { PriceBook } from "./price-book";
import { type PriceableTokens, tokenLines } from "./price-tokens";
import type { LongContext, RateCard, Rates } from "./rate-card";
import { type Receipt, type ReceiptLine, receiptTotal } from "./receipt";

/** Usage to be priced: what a record or a request to POST /api/v1/price says. */
export interface PriceableUsage {
  provider: string | null;
  model: string;
  timestamp: Instant;
  serviceTier: string | null;
  region: string | null;
  project: string | null;
  /** Requests the tokens are of; null where an aggregate does not say. */
  requests: number | null;
  tokens: PriceableTokens;
  calls: Readonly<Record<string, bigint>>;
}

/** Why usage has no price. */
export type UnpricedReason =
  | "unknown_model"
  | "unknown_provider"
  | "no_card_for_service_tier"
  | "no_card_at_time"
  | "no_long_context_rate"
  | "no_rate_for_class"
  | "no_fee_for_call";

/** The result of pricing: an exact cost, bounds of one (an aggregate that cannot be placed), or why there is none. */
export type PriceOutcome =
  | { kind: "priced"; cost: FemtoUsd; receipt: Receipt }
  | { kind: "interval"; low: FemtoUsd; high: FemtoUsd; lowReceipt: Receipt; highReceipt: Receipt }
  | { kind: "unpriced"; reason: UnpricedReason; message: string };

/** Prices usage that is possible (see lib/usage/validate) with the card that holds at its instant. */
export function priceUsage(book: PriceBook, usage: PriceableUsage): PriceOutcome {
  const match = book.match(usage.provider, usage.model, usage.timestamp);
  if (match.kind === "unknown") return unknown(match.reason, usage);
  const card = book.card({ ...usage, provider: match.provider, model: match.model });
  if (!card) return noCard(book, usage, match.provider, match.model);
  return priceWithCard(card, match.rule, usage);
}

/** Prices usage with a given card. */
export function priceWithCard(card: RateCard, rule: string, usage: PriceableUsage): PriceOutcome {
  const contexts = possibleContexts(card, usage);
  const outcomes = contexts.map((context) => priceInContext(card, rule, usage, context));
  const unpriced = outcomes.find((outcome) => outcome.kind === "unpriced");
  if (unpriced) return unpriced;
  const priced = outcomes.filter((outcome) => outcome.kind === "priced");
  const byCost = priced.sort((a, b) => (a.cost < b.cost ? -1 : a.cost > b.cost ? 1 : 0));
  const low = byCost[0];
  const high = byCost.at(-1);
  if (!low || !high) throw new Error("a usage has at least one context");
  if (low.cost === high.cost) return low;
  return { kind: "interval", low: low.cost, high: high.cost, lowReceipt: low.receipt, highReceipt: high.receipt };
}

/** Rates by the size of the prompt; null for the standard ones. */
type Context = LongContext | null;

/**
 * The contexts a prompt can be in. A request is in exactly one. An aggregate is standard when all of it together is
 * within the threshold, long when its mean is over, and otherwise cannot be placed.
 */
function possibleContexts(card: RateCard, usage: PriceableUsage): Context[] {
  const all: Context[] = [null, ...card.longContext];
  if (all.length === 1) return all;
  const atMost = contextOf(card, usage.tokens.input);
  if (usage.requests === 1) return [atMost];
  const meanOver = (long: LongContext) => {
    if (usage.requests === null || usage.requests <= 0) return false;
    return passes(long, usage.tokens.input, BigInt(usage.requests));
  };
  const atLeast = [...card.longContext].reverse().find(meanOver) ?? null;
  return all.slice(all.indexOf(atLeast), all.indexOf(atMost) + 1);
}

function contextOf(card: RateCard, prompt: bigint): Context {
  return [...card.longContext].reverse().find((long) => passes(long, prompt, 1n)) ?? null;
}

function passes(long: LongContext, prompt: bigint, requests: bigint): boolean {
  const limit = BigInt(long.threshold) * requests;
  return long.operator === ">" ? prompt > limit : prompt >= limit;
}

function priceInContext(card: RateCard, rule: string, usage: PriceableUsage, context: Context): PriceOutcome {
  const rates: Rates = context?.rates ?? card.rates;
  const tokens = tokenLines(card, rates, usage.tokens);
  if ("missing" in tokens) {
    return unpriced(
      "no_rate_for_class",
      `${card.provider}/${card.model} has no ${card.serviceTier} rate for ${tokens.missing}`,
    );
  }
  const calls = callLines(card, usage);
  if ("missing" in calls)
    return unpriced("no_fee_for_call", `${card.provider}/${card.model} has no fee for ${calls.missing}`);
  const lines = [...tokens, ...calls];
  const receipt: Receipt = {
    model: card.model,
    provider: card.provider,
    rule,
    card,
    context: context ? `long (prompt ${context.operator} ${context.threshold})` : "standard",
    lines,
  };
  return { kind: "priced", cost: receiptTotal(lines), receipt };
}

function callLines(card: RateCard, usage: PriceableUsage): ReceiptLine[] | { missing: string } {
  const lines: ReceiptLine[] = [];
  for (const [kind, quantity] of Object.entries(usage.calls)) {
    if (quantity === 0n) continue;
    const rate = card.calls[kind];
    if (rate === undefined) return { missing: kind };
    lines.push({ class: kind, quantity, unit: "call", rate });
  }
  if (card.requestFee !== null && usage.requests !== null && usage.requests > 0) {
    lines.push({ class: "request", quantity: BigInt(usage.requests), unit: "call", rate: card.requestFee });
  }
  return lines;
}

function unknown(reason: "unknown_model" | "unknown_provider", usage: PriceableUsage): PriceOutcome {
  const message =
    reason === "unknown_provider"
      ? `the provider "${usage.provider}" is not in the price book`
      : `the model "${usage.model}"${usage.provider ? ` of ${usage.provider}` : ""} is not in the price book`;
  return unpriced(reason, message);
}

function noCard(book: PriceBook, usage: PriceableUsage, provider: string, model: string): PriceOutcome {
  const standard = book.card({ ...usage, provider, model, serviceTier: null });
  if (standard)
    return unpriced(
      "no_card_for_service_tier",
      `${provider}/${model} has no rate card for the tier "${usage.serviceTier}"`,
    );
  return unpriced("no_card_at_time", `${provider}/${model} has no rate card at that time`);
}

function unpriced(reason: UnpricedReason, message: string): PriceOutcome {
  return { kind: "unpriced", reason, message };
}
