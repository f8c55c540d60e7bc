import { createHash } from "node:crypto";
import type { UsageRecord } from "@/lib/usage/usage-record";
import { type PriceOutcome, priceUsage, type UnpricedReason } from "./price";
import { cardHolds, type PriceBook } from "./price-book";
import { priceableTokens } from "./priceable-tokens";
import { type Rate, type RateCard, rateCardToJson } from "./rate-card";

/** A card and the rule that led to it, as kept beside the records it priced. */
export interface AppliedRate {
  /** SHA-256 of rule and card, hexadecimal. */
  fingerprint: string;
  rule: string;
  card: RateCard;
}

/** What is stored of a record's price. Costs are whole femto-USD as decimal text. */
export interface StoredPrice {
  cost: string | null;
  /** Upper bound where the cost is an interval; then `cost` is the lower one. */
  costHigh: string | null;
  applied: AppliedRate | null;
  unpricedReason: UnpricedReason | null;
}

/** A name's card with its rates as numbers, for records without rare classes. */
interface Plan {
  applied: AppliedRate;
  input: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
}

/**
 * Prices records one after another. Same results as `priceUsage`, but names are looked up once, and records with common
 * classes only are computed in numbers where these are exact (below 2^53 femto-USD, about $9).
 */
export class Pricer {
  private readonly plans = new Map<string, Plan | null>();
  private readonly applied = new Map<RateCard, Map<string, AppliedRate>>();

  constructor(private readonly book: PriceBook) {}

  /** The price of a record as it is stored. */
  price(record: UsageRecord): StoredPrice {
    const plan = this.planFor(record);
    const quick = plan && cardHolds(plan.applied.card, record.timestamp) ? quickCost(plan, record) : null;
    if (plan && quick !== null) return { cost: quick, costHigh: null, applied: plan.applied, unpricedReason: null };
    return this.store(
      priceUsage(this.book, { ...record, tokens: priceableTokens(record.tokens), calls: bigints(record.calls) }),
    );
  }

  private planFor(record: UsageRecord): Plan | null {
    const key = `${record.provider}\n${record.model}\n${record.serviceTier}\n${record.region}\n${record.project}`;
    const known = this.plans.get(key);
    if (known !== undefined && (known === null || cardHolds(known.applied.card, record.timestamp))) return known;
    if (this.plans.size > 20_000) this.plans.clear();
    const made = this.makePlan(record);
    this.plans.set(key, made);
    return made;
  }

  private makePlan(record: UsageRecord): Plan | null {
    const match = this.book.match(record.provider, record.model, record.timestamp);
    if (match.kind === "unknown" || this.book.dependsOnTime(match.provider, match.model)) return null;
    const card = this.book.card({ ...record, provider: match.provider, model: match.model });
    if (!card || card.longContext.length > 0 || card.requestFee !== null || card.inexact?.length) return null;
    const { rates } = card;
    if (rates.input === null || rates.output === null || rates.reasoning !== null) return null;
    return {
      applied: this.appliedRate(match.rule, card),
      input: Number(rates.input),
      cacheRead: Number(rates.cacheRead ?? rates.input),
      cacheWrite: Number(rates.cacheWrite ?? rates.input),
      output: Number(rates.output),
    };
  }

  private store(outcome: PriceOutcome): StoredPrice {
    switch (outcome.kind) {
      case "priced":
        return {
          cost: outcome.cost.toString(),
          costHigh: null,
          applied: this.appliedRate(outcome.receipt.rule, outcome.receipt.card),
          unpricedReason: null,
        };
      case "interval":
        return {
          cost: outcome.low.toString(),
          costHigh: outcome.high.toString(),
          applied: this.appliedRate(outcome.lowReceipt.rule, outcome.lowReceipt.card),
          unpricedReason: null,
        };
      case "unpriced":
        return { cost: null, costHigh: null, applied: null, unpricedReason: outcome.reason };
    }
  }

  private appliedRate(rule: string, card: RateCard): AppliedRate {
    let byRule = this.applied.get(card);
    if (!byRule) {
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

function fingerprint(rule: string, card: RateCard): string {
  return createHash("sha256")
    .update(JSON.stringify([rule, rateCardToJson(card)]))
    .digest("hex");
}

function quickCost(plan: Plan, { tokens, calls }: UsageRecord): string | null {
  if (tokens.audioInput + tokens.imageInput + tokens.audioOutput + tokens.imageOutput > 0) return null;
  for (const ttl in tokens.cacheWriteByTtl) if (tokens.cacheWriteByTtl[ttl]) return null;
  for (const kind in calls) if (calls[kind]) return null;
  const fresh = tokens.input - tokens.cacheRead - tokens.cacheWrite;
  const cost =
    fresh * plan.input +
    tokens.cacheRead * plan.cacheRead +
    tokens.cacheWrite * plan.cacheWrite +
    tokens.output * plan.output;
  return cost <= Number.MAX_SAFE_INTEGER ? String(cost) : null;
}

function bigints(counts: Readonly<Record<string, number>>): Record<string, Rate> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, BigInt(count)]));
}
