import { type FemtoUsd, femtoUsd } from "./money";
import { possibleWrites } from "./open-questions";
import { type Context, type PriceableUsage, priceInContext } from "./price";
import type { RateCard } from "./rate-card";
import { type Receipt, receiptTotal } from "./receipt";

/**
 * The receipt of a cost that was computed earlier, with the card it was computed with: of the contexts (the likely one
 * first) the one whose lines add up to it. Where none does, because the cost is a sum over rows in different contexts or
 * over cards, the receipt says with `rest` what its lines leave open.
 */
export function explainCost(
  card: RateCard,
  rule: string,
  usage: PriceableUsage,
  cost: FemtoUsd,
  contexts: readonly Context[],
): Receipt {
  const receipts = contexts.flatMap((context) =>
    possibleWrites(context?.rates ?? card.rates, usage).flatMap((tokens): Receipt[] => {
      const outcome = priceInContext(card, rule, { ...usage, tokens }, context);
      return outcome.kind === "priced" ? [outcome.receipt] : [];
    }),
  );
  const exact = receipts.find(({ lines }) => receiptTotal(lines) === cost);
  if (exact) return exact;
  const nearest: Receipt = receipts[0] ?? {
    ...{ model: card.model, provider: card.provider, rule, card },
    ...{ context: contexts[0] ?? null, lines: [] },
  };
  return { ...nearest, rest: femtoUsd(cost - receiptTotal(nearest.lines)) };
}
