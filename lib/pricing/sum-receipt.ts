import type { Instant } from "@/lib/usage/instant";
import type { Uncertainty } from "@/lib/usage/usage-record";
import { explainCost } from "./explain-cost";
import type { FemtoUsd } from "./money";
import type { Context, PriceableUsage } from "./price";
import type { PriceableTokens } from "./price-tokens";
import type { RateCard } from "./rate-card";
import type { Receipt } from "./receipt";

/** Records that one card priced, in sum; alike in the long-context thresholds their prompts passed. */
export interface PricedSum {
  rule: string;
  card: RateCard;
  /** How many thresholds of the card were passed, at least and at most: different where aggregates cannot be placed. */
  passed: { atLeast: number; atMost: number };
  requests: bigint;
  tokens: PriceableTokens;
  calls: Readonly<Record<string, bigint>>;
  cost: FemtoUsd;
  /** As `cost` where that is exact. */
  costHigh: FemtoUsd;
}

/** How a sum of costs came about; `high` is the receipt of the upper bound, null where the cost is exact. */
export interface SumReceipt {
  requests: bigint;
  cost: FemtoUsd;
  costHigh: FemtoUsd;
  low: Receipt;
  high: Receipt | null;
}

/**
 * Puts a sum of tokens at the rates of its card: rates are the same for all of it, so sums times rates are exact. The upper
 * bound can be another card's, of another tier or time: `others` are the model's.
 */
export function sumReceipt(sum: PricedSum, others: readonly RateCard[]): SumReceipt {
  const { card, rule, requests, cost, costHigh } = sum;
  const low = explainCost(card, rule, usageOf(sum, []), cost, contextsOf(sum, card));
  return { requests, cost, costHigh, low, high: costHigh === cost ? null : highReceipt(sum, others) };
}

function highReceipt(sum: PricedSum, others: readonly RateCard[]): Receipt {
  const usage = usageOf(sum, ["cache_write_ttl_unknown"]);
  const explain = (card: RateCard) =>
    explainCost(card, sum.rule, usage, sum.costHigh, contextsOf(sum, card).toReversed());
  const onOwn = explain(sum.card);
  if (onOwn.rest === undefined) return onOwn;
  return others.map(explain).find(({ rest }) => rest === undefined) ?? onOwn;
}

function contextsOf({ passed }: PricedSum, card: RateCard): Context[] {
  const all: Context[] = [null, ...card.longContext];
  return all.slice(passed.atLeast, passed.atMost + 1);
}

/** Only sums and circumstances are looked at. */
function usageOf({ card, requests, tokens, calls }: PricedSum, uncertainties: Uncertainty[]): PriceableUsage {
  return {
    ...{ provider: card.provider, model: card.model, serviceTier: card.serviceTier, region: card.region },
    ...{ project: null, timestamp: 0 as Instant, requests: Number(requests), tokens, calls, uncertainties },
  };
}
