import { createHash } from "node:crypto";
import type { Instant } from "@/lib/usage/instant";
import type { TokenCounts, UsageRecord } from "@/lib/usage/usage-record";
import type { MatchedModel } from "./match-model";
import { type PriceOutcome, priceUsage, type UnpricedReason } from "./price";
import type { PriceBook } from "./price-book";
import { type ClassRate, cacheWriteRate, classRates } from "./price-tokens";
import { exactCounts, priceableTokens } from "./priceable-tokens";
import { cardHolds, type LongContext, type RateCard, type Rates, rateCardToJson } from "./rate-card";

/** A card and the rule that led to it, as kept beside the records it priced. */
export interface AppliedRate {
  /** SHA-256 of rule and card, hexadecimal. */
  fingerprint: string;
  rule: string;
  card: RateCard;
}

/** What is stored of a record's price. Costs are whole femto-USD: a number where that is exact, else a bigint. */
export interface StoredPrice {
  cost: number | bigint | null;
  /** Upper bound where the cost is an interval; then `cost` is the lower one. */
  costHigh: number | bigint | null;
  applied: AppliedRate | null;
  unpricedReason: UnpricedReason | null;
}

/** The fields of a record that its price depends on. */
type PricedFields = Pick<
  UsageRecord,
  | "provider"
  | "model"
  | "timestamp"
  | "endTimestamp"
  | "serviceTier"
  | "region"
  | "project"
  | "requests"
  | "tokens"
  | "promptSizes"
  | "calls"
  | "uncertainties"
>;

/** Tokens were used, and nobody says how many: that is not a cost of nothing. */
const USAGE_MISSING: StoredPrice = { cost: null, costHigh: null, applied: null, unpricedReason: "usage_missing" };

/** Rates as numbers of femto-USD; NaN for a class without one, so that a cost that needs it is no number either. */
interface NumberRates {
  context: LongContext | null;
  input: number;
  cacheRead: number;
  cacheWrite: number;
  /** By label; filled as labels are met. */
  cacheWriteByTtl: Map<string, number>;
  output: number;
  exactRates: Rates;
}

/** A card prepared for records that have common classes only. */
interface Plan {
  applied: AppliedRate;
  card: RateCard;
  /** Standard rates, then those of the thresholds, ascending. */
  contexts: readonly NumberRates[];
}

/** What a name and its circumstances lead to, in one period of the organisation's statements. */
interface Choice {
  provider: string | null;
  serviceTier: string | null;
  region: string | null;
  project: string | null;
  period: number;
  /** In order of precedence; none when the usage is unpriced or its cards have no common form. */
  plans: readonly Plan[];
}

/** Model names come from outside: what is remembered about them is bounded. */
const MOST_MODELS = 10_000;
const MOST_CHOICES_OF_A_MODEL = 200;

/**
 * Prices records one after another: the same results as `priceUsage`, with names looked up once, and in numbers where
 * these are exact (costs below 2^53 femto-USD, about $9, of requests with common token classes).
 */
export class Pricer {
  private readonly choices = new Map<string, Choice[]>();
  private readonly applied = new Map<RateCard, Map<string, AppliedRate>>();
  private readonly byProject: boolean;

  constructor(private readonly book: PriceBook) {
    this.byProject = book.dependsOnProject;
  }

  /** The price of a record as it is stored. */
  price(record: PricedFields): StoredPrice {
    if (record.uncertainties.length > 0 && record.uncertainties.includes("usage_missing")) return USAGE_MISSING;
    if (record.requests === 1) {
      const plan = this.planAt(this.choiceFor(record), record.timestamp);
      const cost = plan ? numberCost(plan, record.tokens, record.calls) : Number.NaN;
      // Every sum and product below 2^53 is exact, and one that is not cannot come out below it.
      if (plan && cost <= Number.MAX_SAFE_INTEGER) {
        return { cost, costHigh: null, applied: plan.applied, unpricedReason: null };
      }
    }
    return this.store(
      priceUsage(this.book, { ...record, tokens: priceableTokens(record.tokens), calls: exactCounts(record.calls) }),
    );
  }

  private planAt(choice: Choice, timestamp: Instant): Plan | null {
    for (const plan of choice.plans) if (cardHolds(plan.card, timestamp)) return plan;
    return null;
  }

  private choiceFor(record: PricedFields): Choice {
    const { provider, serviceTier, region } = record;
    const project = this.byProject ? record.project : null;
    const period = this.book.periodOf(record.timestamp);
    let ofModel = this.choices.get(record.model);
    if (ofModel) {
      for (const choice of ofModel) {
        if (
          choice.provider === provider &&
          choice.serviceTier === serviceTier &&
          choice.region === region &&
          choice.project === project &&
          choice.period === period
        )
          return choice;
      }
    }
    if (!ofModel || ofModel.length >= MOST_CHOICES_OF_A_MODEL) {
      if (this.choices.size >= MOST_MODELS) this.choices.clear();
      ofModel = [];
      this.choices.set(record.model, ofModel);
    }
    const choice = { provider, serviceTier, region, project, period, plans: this.plansFor(record) };
    ofModel.push(choice);
    return choice;
  }

  private plansFor(record: PricedFields): Plan[] {
    const match = this.book.match(record.provider, record.model, record.timestamp);
    if (match.kind === "unknown") return [];
    const cards = this.book.cardsFor(match, record, record.timestamp);
    // A card that does not fit a plan could be the one that applies: then none of them is planned.
    return cards.every(isPlain) ? cards.map((card) => this.planOf(match, card)) : [];
  }

  private planOf(match: MatchedModel, card: RateCard): Plan {
    return {
      applied: this.appliedRate(match.rule, card),
      card,
      contexts: [
        numberRates(card, card.rates, null),
        ...card.longContext.map((long) => numberRates(card, long.rates, long)),
      ],
    };
  }

  private store(outcome: PriceOutcome): StoredPrice {
    switch (outcome.kind) {
      case "priced": {
        const { rule, card } = outcome.receipt;
        return {
          cost: outcome.cost,
          costHigh: null,
          applied: this.appliedRate(rule, card),
          unpricedReason: null,
        };
      }
      case "interval": {
        const { rule, card } = outcome.lowReceipt;
        return {
          cost: outcome.low,
          costHigh: outcome.high,
          applied: this.appliedRate(rule, card),
          unpricedReason: null,
        };
      }
      case "unpriced":
        return { cost: null, costHigh: null, applied: null, unpricedReason: outcome.reason };
    }
  }

  private appliedRate(rule: string, card: RateCard): AppliedRate {
    let byRule = this.applied.get(card);
    if (!byRule) {
      if (this.applied.size >= MOST_MODELS) this.applied.clear();
      byRule = new Map();
      this.applied.set(card, byRule);
    }
    let applied = byRule.get(rule);
    if (!applied) {
      applied = { fingerprint: fingerprint(rule, card), rule, card };
      byRule.set(rule, applied);
    }
    return applied;
  }
}

const pricers = new WeakMap<PriceBook, Pricer>();

/** The pricer over a book: what it has looked up serves all who price by the book. */
export function pricerOf(book: PriceBook): Pricer {
  let pricer = pricers.get(book);
  if (!pricer) {
    pricer = new Pricer(book);
    pricers.set(book, pricer);
  }
  return pricer;
}

/** Whether a card has no fee for every request and bills reasoning as output. */
function isPlain(card: RateCard): boolean {
  return card.requestFee === null && card.rates.reasoning === null && card.rates.input !== null;
}

function numberRates(card: RateCard, rates: Rates, context: LongContext | null): NumberRates {
  const { inputUncached, cacheRead, cacheWrite, output } = classRates(card, rates);
  return {
    context,
    input: asNumber(inputUncached),
    cacheRead: asNumber(cacheRead),
    cacheWrite: asNumber(cacheWrite),
    cacheWriteByTtl: new Map(),
    output: asNumber(output),
    exactRates: rates,
  };
}

function asNumber(rate: ClassRate): number {
  return typeof rate === "bigint" && rate <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(rate) : Number.NaN;
}

/** Femto-USD of one request; NaN when it has classes that a plan does not cover or that have no rate. */
function numberCost(plan: Plan, tokens: TokenCounts, calls: Readonly<Record<string, number>>): number {
  if (tokens.audioInput + tokens.imageInput + tokens.audioOutput + tokens.imageOutput > 0) return Number.NaN;
  for (const kind in calls) if (calls[kind]) return Number.NaN;
  const rates = contextRates(plan, tokens.input);
  const { cacheRead, cacheWrite, output } = tokens;
  const fresh = tokens.input - cacheRead - cacheWrite;
  let cost = 0;
  if (fresh !== 0) cost += fresh * rates.input;
  if (cacheRead !== 0) cost += cacheRead * rates.cacheRead;
  if (cacheWrite !== 0) cost += cacheWriteCost(plan.card, rates, tokens);
  if (output !== 0) cost += output * rates.output;
  return cost;
}

function contextRates({ contexts }: Plan, prompt: number): NumberRates {
  for (let index = contexts.length - 1; index > 0; index -= 1) {
    const rates = contexts[index] as NumberRates;
    const { threshold, operator } = rates.context as LongContext;
    if (operator === ">" ? prompt > threshold : prompt >= threshold) return rates;
  }
  return contexts[0] as NumberRates;
}

function cacheWriteCost(card: RateCard, rates: NumberRates, tokens: TokenCounts): number {
  let unnamed = tokens.cacheWrite;
  let cost = 0;
  for (const ttl in tokens.cacheWriteByTtl) {
    const quantity = tokens.cacheWriteByTtl[ttl] ?? 0;
    if (quantity === 0) continue;
    unnamed -= quantity;
    cost += quantity * ttlRate(card, rates, ttl);
  }
  return unnamed === 0 ? cost : cost + unnamed * rates.cacheWrite;
}

function ttlRate(card: RateCard, rates: NumberRates, ttl: string): number {
  const known = rates.cacheWriteByTtl.get(ttl);
  if (known !== undefined) return known;
  const rate = asNumber(cacheWriteRate(card, rates.exactRates, ttl));
  // Labels come from outside.
  if (rates.cacheWriteByTtl.size < 20) rates.cacheWriteByTtl.set(ttl, rate);
  return rate;
}

function fingerprint(rule: string, card: RateCard): string {
  return createHash("sha256")
    .update(JSON.stringify([rule, rateCardToJson(card)]))
    .digest("hex");
}
