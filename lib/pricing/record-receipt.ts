import type { UsageRecord } from "@/lib/usage/usage-record";
import { priceWithCard } from "./price";
import { type PriceAnswer, priceAnswer } from "./price-request";
import { exactCounts, priceableTokens } from "./priceable-tokens";
import { type RateCardJson, rateCardFromJson } from "./rate-card";

/** The receipt of a stored record: its tokens on the card that was kept when it was priced, not on today's. */
export function recordReceipt(record: UsageRecord, rule: string, card: RateCardJson): PriceAnswer {
  const usage = { ...record, tokens: priceableTokens(record.tokens), calls: exactCounts(record.calls) };
  return priceAnswer(priceWithCard(rateCardFromJson(card), rule, usage));
}
