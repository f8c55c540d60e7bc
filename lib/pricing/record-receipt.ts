import type { UsageRecord } from "@/lib/usage/usage-record";
import { explainCost } from "./explain-cost";
import { type FemtoUsd, usdString } from "./money";
import { type Context, type PriceableUsage, possibleContexts, priceUsage } from "./price";
import type { PriceBook } from "./price-book";
import type { PriceAnswer } from "./price-request";
import { exactCounts, priceableTokens } from "./priceable-tokens";
import { type RateCard, type RateCardJson, rateCardFromJson } from "./rate-card";
import { type Receipt, receiptToJson, receiptTotal } from "./receipt";

/** A record's price as it was stored, with the card that was kept when it was priced. */
export interface PricedRecord {
  record: UsageRecord;
  cost: FemtoUsd;
  /** Upper bound where the cost is an interval, else null. */
  costHigh: FemtoUsd | null;
  rule: string;
  card: RateCardJson;
}

/** The receipt of a stored record: its tokens on the card that priced it, not on today's; it adds up to the stored cost. */
export function recordReceipt(
  { record, cost, costHigh, rule, card: json }: PricedRecord,
  book: PriceBook,
): PriceAnswer {
  const usage = { ...record, tokens: priceableTokens(record.tokens), calls: exactCounts(record.calls) };
  const card = rateCardFromJson(json);
  const contexts = inOrderOfLikelihood(card, usage);
  const low = explainCost(card, rule, usage, cost, contexts);
  if (costHigh === null) return { cost: usdString(cost), receipt: receiptToJson(low) };
  return {
    cost: null,
    interval: { low: usdString(cost), high: usdString(costHigh) },
    receipt: receiptToJson(low),
    highReceipt: receiptToJson(highReceipt(book, usage, costHigh, explainCost(card, rule, usage, costHigh, contexts))),
  };
}

function inOrderOfLikelihood(card: RateCard, usage: PriceableUsage): Context[] {
  return [...new Set<Context>([...possibleContexts(card, usage), null, ...card.longContext])];
}

/** The upper bound can be another card's, of another time of the period; the book knows which unless it changed since. */
function highReceipt(book: PriceBook, usage: PriceableUsage, costHigh: FemtoUsd, onKept: Receipt): Receipt {
  if (onKept.rest === undefined) return onKept;
  const outcome = priceUsage(book, usage);
  const now = outcome.kind === "interval" ? outcome.highReceipt : null;
  return now && receiptTotal(now.lines) === costHigh ? now : onKept;
}
