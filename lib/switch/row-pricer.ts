import type { MatchedModel } from "@/lib/pricing/match-model";
import { type Context, noCard, type PriceableUsage, priceInContext, type UnpricedReason } from "@/lib/pricing/price";
import type { PriceBook } from "@/lib/pricing/price-book";
import { classRates, type TokenClass } from "@/lib/pricing/price-tokens";
import type { RateCard } from "@/lib/pricing/rate-card";
import type { ReceiptLine } from "@/lib/pricing/receipt";
import type { Instant } from "@/lib/usage/instant";
import { type CostParts, noCost, partOfClass, totalOf } from "./cost-parts";
import { greatestOf, leastOf } from "./extremes";
import type { Bounds } from "./moved-sums";
import { cardAt } from "./price-time";
import type { BillableRow, RowUsage } from "./row-usage";
import { longContextFrom } from "./size-edges";
import type { PriceTime } from "./switch-question";
import type { SizeBuckets } from "./traffic/size-buckets";

/** One way in which a row may be billed: a card, the rates for its prompts' size, and what comes of it. */
export interface Billing {
  card: RateCard;
  context: Context;
  lines: readonly ReceiptLine[];
  parts: CostParts;
}

/** What a row of a cost table costs on a model: bounds where its aggregates cannot be placed. */
export type RowPrice =
  | { kind: "priced"; low: CostParts; high: CostParts; billing: Billing }
  | { kind: "unpriced"; reason: UnpricedReason };

/**
 * Prices rows of cost tables as if they were a model's: the sum of pricing every record by itself. Of rows with several
 * records whose cost is an interval, bounds are taken class by class: they are the sums of the single bounds wherever
 * one card is the cheaper one in every class, as with thresholds and peak hours.
 */
export class RowPricer {
  private readonly cards = new Map<string, RateCard | null>();

  constructor(
    private readonly book: PriceBook,
    readonly model: MatchedModel,
    private readonly prices: PriceTime,
    private readonly contexts: SizeBuckets,
  ) {}

  price(row: BillableRow): RowPrice {
    const { usage } = row;
    if (usage.isMissing) return { kind: "unpriced", reason: "usage_missing" };
    const billings: Billing[] = [];
    for (const card of this.cardsOf(row)) {
      if (card === null) return unpriced(noCard(this.book, this.model, asUsage(usage)));
      for (const context of this.contextsOf(card, row)) {
        const outcome = priceInContext(card, this.model.rule, asUsage(usage), context);
        if (outcome.kind !== "priced") return unpriced(outcome);
        const { lines } = outcome.receipt;
        billings.push({ card, context, lines, parts: partsOf(card, context, lines, usage) });
      }
    }
    const [first, ...others] = billings;
    if (!first) throw new Error("a row has at least one card");
    if (others.length === 0) return { kind: "priced", low: first.parts, high: first.parts, billing: first };
    return { kind: "priced", ...boundsOf(billings, row.isSingle), billing: first };
  }

  /** The cards that may apply to a row; null among them where at some time none does. */
  cardsOf({ usage, spanStarts }: BillableRow): Set<RateCard | null> {
    return new Set(spanStarts.map((start) => this.cardAt(usage, start)));
  }

  private cardAt({ serviceTier, region, project }: RowUsage, at: Instant): RateCard | null {
    const key = `${at}\n${serviceTier ?? ""}\n${region ?? ""}\n${this.book.dependsOnProject ? project : ""}`;
    let card = this.cards.get(key);
    if (card === undefined) {
      card = cardAt(this.book, this.model, { serviceTier, region, project }, at, this.prices);
      this.cards.set(key, card);
    }
    return card;
  }

  /** The contexts the row's prompts can be in: one for requests, several for aggregates that cannot be placed. */
  private contextsOf(card: RateCard, { leastContext, mostContext }: BillableRow): Context[] {
    if (card.longContext.length === 0) return [null];
    const reached = (bucket: number) => {
      const position = this.contexts.startOf(bucket);
      return card.longContext.filter((long) => longContextFrom(long) <= position).length;
    };
    const all: Context[] = [null, ...card.longContext];
    return all.slice(reached(leastContext), reached(mostContext) + 1);
  }
}

/** Bounds of a price; null where there is none. */
export function boundsOfPrice(price: RowPrice): Bounds | null {
  return price.kind === "unpriced" ? null : { low: totalOf(price.low), high: totalOf(price.high) };
}

function asUsage(usage: RowUsage): PriceableUsage {
  return { ...usage, requests: usage.requests === null ? null : Number(usage.requests) };
}

function unpriced(outcome: ReturnType<typeof noCard>): RowPrice {
  if (outcome.kind !== "unpriced") throw new Error("an outcome without a price was expected");
  return { kind: "unpriced", reason: outcome.reason };
}

/** Classes that cached tokens would be billed in if they had not been cached. */
const FRESH: Readonly<Record<string, TokenClass>> = {
  cacheRead: "inputUncached",
  cacheReadAudio: "audioInput",
  cacheReadImage: "imageInput",
};

function partsOf(card: RateCard, context: Context, lines: readonly ReceiptLine[], usage: RowUsage): CostParts {
  const parts = noCost();
  const rates = usage.tokens.cacheRead > 0n ? classRates(card, context?.rates ?? card.rates) : null;
  for (const line of lines) {
    const part = partOfClass(line);
    parts[part] += line.quantity * line.rate;
    if (part !== "read") continue;
    const fresh = rates?.[FRESH[line.class] as TokenClass];
    parts.readAsFresh += line.quantity * (typeof fresh === "bigint" ? fresh : line.rate);
  }
  // Reasoning is billed as output where it has no rate of its own: its part of that is told apart here.
  const written = lines.find((line) => line.class === "output");
  if (written && parts.reasoning === 0n) {
    const thought = leastOf([usage.tokens.reasoning, written.quantity]);
    parts.reasoning = thought * written.rate;
    parts.output -= parts.reasoning;
  }
  return parts;
}

function boundsOf(billings: readonly Billing[], isSingle: boolean): { low: CostParts; high: CostParts } {
  const all = billings.map(({ parts }) => parts);
  if (isSingle) {
    const sorted = [...all].sort((a, b) => (totalOf(a) < totalOf(b) ? -1 : totalOf(a) > totalOf(b) ? 1 : 0));
    return { low: sorted[0] as CostParts, high: sorted.at(-1) as CostParts };
  }
  const extreme = (choose: (amounts: readonly bigint[]) => bigint) =>
    Object.fromEntries(
      (Object.keys(noCost()) as (keyof CostParts)[]).map((part) => [part, choose(all.map((parts) => parts[part]))]),
    ) as unknown as CostParts;
  return { low: extreme(leastOf), high: extreme(greatestOf) };
}
