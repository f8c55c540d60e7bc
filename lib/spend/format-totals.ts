import { type Compact, type FemtoUsd, formatUsd } from "@/lib/pricing/money";
import { counted } from "./format-count";
import { isIncomplete, type Totals } from "./measures";

/**
 * The cost of totals in words: "$12.30", "≥ $12.30" when some of the usage has no price, "$12.30 – $14" when it can only
 * be bounded, and "unpriced" — never $0 — when none of it has a price.
 */
export function formatCost(totals: Totals, options: { compact?: Compact } = {}): string {
  if (isUnpriced(totals)) return "unpriced";
  const text = formatBetween(totals.cost, totals.costHigh, options);
  return isIncomplete(totals) ? `≥ ${text}` : text;
}

/**
 * How much usage has no price, to go on with: "185 requests have no price"; in tokens where sources do not count requests.
 */
export function noPriceText({ unpricedRequests, unpricedTokens }: Totals): string {
  const [count, what] = unpricedRequests > 0n ? [unpricedRequests, "request"] : [unpricedTokens, "token"];
  return `${counted(count, what, { compact: what === "token" })} ${count === 1n ? "has" : "have"} no price`;
}

/** Two amounts that something lies between; one where they read alike. */
export function formatBetween(low: FemtoUsd, high: FemtoUsd, options: { compact?: Compact } = {}): string {
  const [from, to] = [formatUsd(low, options), formatUsd(high, options)];
  return from === to ? from : `${from} – ${to}`;
}

/** Whether there is usage and none of it has a price. */
export function isUnpriced(totals: Totals): boolean {
  return isIncomplete(totals) && totals.cost === 0n && totals.unpricedRequests >= totals.requests;
}
