import type { Instant } from "./instant";

/** What an amount is: the provider's own bill, or an export of billing data that may be anybody's. */
export type BilledBasis = "provider_billed" | "billing_export";

/**
 * An amount somebody was billed for a period: kept to compare computed costs with, never added to them. Null means that the
 * source does not say.
 */
export interface BilledCost {
  timestamp: Instant;
  /** End of the period, after `timestamp`. */
  endTimestamp: Instant;
  provider: string;
  /** What was billed, in the provider's words. */
  lineItem: string | null;
  model: string | null;
  serviceTier: string | null;
  project: string | null;
  apiKey: string | null;
  user: string | null;
  /** Decimal, exact, in `currency`; negative for a credit. */
  amount: string;
  /** Three upper-case letters. */
  currency: string;
  basis: BilledBasis;
}
