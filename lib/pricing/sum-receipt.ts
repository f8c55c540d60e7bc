import type { Instant } from "@/lib/usage/instant";
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

/** Puts a sum of tokens at the rates of its card: rates are the same for all of it, so sums times rates are exact. */
export function sumReceipt(sum: PricedSum): SumReceipt {
  const { card, rule, passed, requests, cost, costHigh } = sum;
  const all: Context[] = [null, ...card.longContext];
  const contexts = all.slice(passed.atLeast, passed.atMost + 1);
  const usage = usageOf(sum);
  return {
    ...{ requests, cost, costHigh },
    low: explainCost(card, rule, usage, cost, contexts),
    high: costHigh === cost ? null : explainCost(card, rule, usage, costHigh, contexts.toReversed()),
  };
}

/** Only sums and circumstances are looked at. */
function usageOf({ card, requests, tokens, calls }: PricedSum): PriceableUsage {
  return {
    ...{ provider: card.provider, model: card.model, serviceTier: card.serviceTier, region: card.region },
    ...{ project: null, timestamp: 0 as Instant, requests: Number(requests), tokens, calls },
  };
}
