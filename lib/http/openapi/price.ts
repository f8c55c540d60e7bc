import { z } from "zod";
import type { UnpricedReason } from "@/lib/pricing/price";
import { MOST_PRICES, type PriceAnswer } from "@/lib/pricing/price-request";
import type { CardSource } from "@/lib/pricing/rate-card";
import type { ReceiptJson } from "@/lib/pricing/receipt";
import { type Resource, schemaNamed } from "./operation";
import { sentTokens } from "./token-schemas";
import { count, instant, name, signedUsd, sourceDate, usageInstant, usd } from "./value-schemas";

const REASONS: { [Reason in UnpricedReason]: Reason } = {
  unknown_model: "unknown_model",
  unknown_provider: "unknown_provider",
  ambiguous_provider: "ambiguous_provider",
  no_card_for_service_tier: "no_card_for_service_tier",
  no_card_at_time: "no_card_at_time",
  no_long_context_rate: "no_long_context_rate",
  no_rate_for_class: "no_rate_for_class",
  rate_not_exact: "rate_not_exact",
  rate_disputed: "rate_disputed",
  no_fee_for_call: "no_fee_for_call",
  usage_missing: "usage_missing",
  request_count_unknown: "request_count_unknown",
};

/** Why usage has no price. */
export const unpricedReason = z.enum(REASONS);

/** Where a rate card is from. */
export const cardSource = z.strictObject({
  layer: z.enum(["override", "correction", "seed", "library"]).describe("Layer of the price book; the first wins."),
  name: z.string(),
  date: sourceDate,
  note: z.string().optional(),
}) satisfies z.ZodType<CardSource>;

/** How a cost was computed. */
export const receipt = z.strictObject({
  model: z.string(),
  provider: z.string(),
  rule: z.string().describe("How the model's name led to the rate card."),
  rateCard: z.strictObject({
    provider: z.string(),
    model: z.string(),
    serviceTier: z.string(),
    region: z.string().nullable(),
    context: z.string().describe('"standard", or the threshold the prompt passed ("> 272000").'),
    validFrom: instant.nullable(),
    validTo: instant.nullable(),
    window: z.string().nullable().describe("The part of the day the card is for; null for all of it."),
  }),
  lines: z.array(
    z.union([
      z.strictObject({ class: z.string(), tokens: count, ratePerMillion: usd, cost: usd }),
      z.strictObject({ class: z.string(), calls: count, ratePerCall: usd, cost: usd }),
      z
        .strictObject({ class: z.literal("rest"), cost: signedUsd })
        .describe("What the cost has beyond its lines, where rows of one period were priced in different contexts."),
    ]),
  ),
  source: cardSource,
}) satisfies z.ZodType<ReceiptJson>;

const interval = z.strictObject({ low: usd, high: usd });

/** A cost with how it came about. */
export const priced = z.strictObject({ cost: usd, receipt });
/** Bounds of a cost, for usage over a time in which the price changed. */
export const pricedBetween = z.strictObject({ cost: z.null(), interval, receipt, highReceipt: receipt });

const priceAnswer = z.union([
  priced,
  pricedBetween,
  z.strictObject({ cost: z.null(), unpriced: z.strictObject({ reason: unpricedReason, message: z.string() }) }),
]) satisfies z.ZodType<PriceAnswer>;

const text = z.string().max(256).nullish();
const sentCount = z.union([z.int().min(0), z.string().regex(/^\d{1,16}$/)]);

const usageToPrice = z.object({
  provider: text,
  model: name.max(256),
  timestamp: usageInstant.nullish().describe("Prices of this instant; now unless stated."),
  endTimestamp: usageInstant.nullish().describe("End of an aggregate."),
  serviceTier: text,
  region: text,
  project: text.describe("For overrides that are a project's."),
  requests: sentCount.nullish().describe("1 unless stated."),
  tokens: sentTokens,
  calls: z.record(z.string(), sentCount.nullable()).nullish(),
});

/** Prices of usage that is not stored. */
export const price: Resource = {
  name: "Price",
  description: "Prices of usage that is not stored.",
  requests: { UsageToPrice: usageToPrice },
  answers: { UnpricedReason: unpricedReason, CardSource: cardSource, Receipt: receipt, Price: priceAnswer },
  paths: {
    "/api/v1/price": {
      post: {
        operationId: "priceUsage",
        summary: "Price usage without storing it",
        description: `One usage, or an array of up to ${MOST_PRICES}: then the answer is an array in the same order.`,
        access: "read",
        body: {
          description: "Usage in the normal form.",
          content: {
            "application/json": {
              schema: {
                anyOf: [
                  schemaNamed("UsageToPrice"),
                  { type: "array", items: schemaNamed("UsageToPrice"), maxItems: MOST_PRICES },
                ],
              },
            },
          },
        },
        answers: {
          200: {
            description: "The cost with its receipt, or why there is none.",
            content: {
              "application/json": {
                schema: { anyOf: [schemaNamed("Price"), { type: "array", items: schemaNamed("Price") }] },
              },
            },
          },
        },
        errors: {
          400: ["invalid_json", "invalid_request", "too_many"],
          413: ["too_large"],
          422: ["impossible_usage"],
        },
      },
    },
  },
};
