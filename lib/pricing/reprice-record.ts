import { possibleContexts, priceInContext } from "./price";
import { exactCounts, priceableTokens } from "./priceable-tokens";
import type { AppliedRate, Pricer, StoredPrice } from "./pricer";
import { type RateCard, rateCardToJson } from "./rate-card";

/** The price a stored record has, with its card as it was kept. */
export interface KeptPrice {
  cost: bigint | null;
  /** Upper bound where the cost is an interval. */
  costHigh: bigint | null;
  applied: Pick<AppliedRate, "fingerprint" | "card"> | null;
}

/** What is looked at of a record to price it. */
export type RepricedFields = Parameters<Pricer["price"]>[0];

/**
 * The price a stored record would get now; null where it stays what it is: the same cost by another card's word, or none
 * for another reason. What a receipt says of a cost stays with the cost.
 */
export function repriceRecord(pricer: Pricer, record: RepricedFields, kept: KeptPrice): StoredPrice | null {
  const price = pricer.price(record);
  if (isSame(price, kept)) return null;
  // Rows of one period are summed after they were priced: their sum is not priced anew at the same rates.
  if (price.applied && kept.applied && hasSameRates(price.applied, kept.applied) && !explains(kept, record))
    return null;
  return price;
}

function isSame(price: StoredPrice, kept: KeptPrice): boolean {
  return exact(price.cost) === kept.cost && exact(price.costHigh) === kept.costHigh;
}

function exact(amount: number | bigint | null): bigint | null {
  return typeof amount === "number" ? BigInt(amount) : amount;
}

function hasSameRates(a: Pick<AppliedRate, "fingerprint" | "card">, b: Pick<AppliedRate, "fingerprint" | "card">) {
  return a.fingerprint === b.fingerprint || ratesText(a.card) === ratesText(b.card);
}

/** What of a card a cost depends on. */
function ratesText(card: RateCard): string {
  const { rates, unusable, longContext, calls, requestFee } = rateCardToJson(card);
  return JSON.stringify([rates, unusable ?? null, longContext, calls, requestFee]);
}

/** Whether the kept card gives the kept cost for the record as a whole. */
function explains({ cost, costHigh, applied }: KeptPrice, record: RepricedFields): boolean {
  if (!applied || cost === null) return false;
  const { card } = applied;
  const usage = { ...record, tokens: priceableTokens(record.tokens), calls: exactCounts(record.calls) };
  const costs: bigint[] = [];
  for (const context of possibleContexts(card, usage)) {
    const outcome = priceInContext(card, "", usage, context);
    if (outcome.kind !== "priced") return false;
    costs.push(outcome.cost);
  }
  const high = costHigh ?? cost;
  return costs.includes(cost) && costs.includes(high) && costs.every((one) => one >= cost && one <= high);
}
