import type { ReceiptJson } from "@/lib/pricing/receipt";

/** What GET /api/v1/spend/receipts answers, as far as it is shown. */
export interface SpendReceiptsAnswer {
  totals: { cost: string; costHigh?: string; unpricedRequests: number | string; unpricedTokens: number | string };
  receipts: {
    requests: number | string;
    cost: string;
    costHigh?: string;
    receipt: ReceiptJson;
    highReceipt?: ReceiptJson;
  }[];
  others: { cards: number; totals: { cost: string } } | null;
}

/** What GET /api/v1/records/{id}/receipt answers. */
export type RecordReceiptAnswer =
  | { cost: string; receipt: ReceiptJson }
  | { cost: null; interval: { low: string; high: string }; receipt: ReceiptJson; highReceipt: ReceiptJson }
  | { cost: null; unpriced: { reason: string } };

/** What is wrong with the price of usage, in words, by the reason the API gives. */
export const UNPRICED_REASONS: Readonly<Record<string, string>> = {
  unknown_model: "the model is not in the price book",
  unknown_provider: "the provider is not in the price book",
  ambiguous_provider: "several providers have models of this name, and the provider is not stated",
  no_card_for_service_tier: "there is no price for its service tier",
  no_card_at_time: "there is no price for that time",
  no_long_context_rate: "there is no price for prompts of that size in its service tier",
  no_rate_for_class: "one of its token classes has no price",
  rate_not_exact: "a published price has more digits than can be computed with exactly",
  rate_disputed: "the sources disagree on its price",
  no_fee_for_call: "a call it made has no price",
  usage_missing: "its source does not say what was used",
  request_count_unknown: "it is billed by the request, and their number is not stated",
};
