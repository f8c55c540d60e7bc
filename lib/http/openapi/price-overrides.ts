import { z } from "zod";
import type { OverridePriceJson } from "@/lib/pricing/override-price";
import { answerOf, NOTHING, type Resource } from "./operation";
import { uuidInPath } from "./parameters";
import { HISTORY, replaces, STATEMENT } from "./statement-schemas";
import { instant, sentInstant, usd, uuid } from "./value-schemas";

const name = z.string().min(1).max(256);
const factor = z.int().min(0).max(1_000_000_000);

function price<Rate extends z.ZodType>(rate: Rate) {
  const optional = rate.optional();
  return z.discriminatedUnion("kind", [
    z
      .strictObject({
        kind: z.literal("rates"),
        input: optional,
        cacheRead: optional,
        cacheWrite: optional,
        cacheWriteByTtl: z.record(z.string().min(1).max(32), rate).optional(),
        output: optional,
        reasoning: optional,
        audioInput: optional,
        imageInput: optional,
        cacheReadAudio: optional,
        cacheReadImage: optional,
        audioOutput: optional,
        imageOutput: optional,
      })
      .describe("Rates in USD per million tokens."),
    z
      .strictObject({ kind: z.literal("multiplier"), numerator: factor, denominator: factor.min(1) })
      .describe("A factor on every list rate."),
  ]);
}

/** A price to be stated. */
export const newPriceOverride = z.strictObject({
  provider: name,
  model: name,
  project: name.nullish().describe("For this project only."),
  serviceTier: name.nullish().describe("For this service tier only."),
  price: price(z.string().regex(/^\d{1,12}(\.\d{1,9})?$/)),
  note: z.string().max(1000).nullish(),
  validFrom: sentInstant.nullish(),
  validTo: sentInstant.nullish().describe("Not part of it."),
});

const overridePrice = price(usd) satisfies z.ZodType<OverridePriceJson>;

/** What a price says, as answers give it. */
export const priceOverrideFields = z.strictObject({
  provider: z.string(),
  model: z.string(),
  project: z.string().nullable(),
  serviceTier: z.string().nullable(),
  price: overridePrice,
  note: z.string().nullable(),
  validFrom: instant.nullable(),
  validTo: instant.nullable(),
});

const priceOverride = priceOverrideFields.extend({ id: uuid, ...STATEMENT });

/** Prices of the organisation's own. */
export const priceOverrides: Resource = {
  name: "Price overrides",
  description: "Prices of the organisation's own, which come before list prices.",
  requests: { NewPriceOverride: newPriceOverride.extend({ replaces }) },
  answers: {
    PriceOverride: priceOverride,
    PriceOverrideList: z.strictObject({ priceOverrides: z.array(priceOverride) }),
    NewPriceOverrideId: z.strictObject({ id: uuid }),
  },
  paths: {
    "/api/v1/price-overrides": {
      get: {
        operationId: "listPriceOverrides",
        summary: "The organisation's prices, the newest first",
        access: "read",
        parameters: [HISTORY],
        answers: { 200: answerOf("The overrides.", "PriceOverrideList") },
        errors: { 400: ["invalid_request"] },
      },
      post: {
        operationId: "createPriceOverride",
        summary: "State a price",
        description: "What is priced from now on has it; stored costs stay.",
        access: "admin",
        body: "NewPriceOverride",
        answers: { 201: answerOf("It holds.", "NewPriceOverrideId") },
        errors: { 404: ["not_found"], 409: ["too_many"], 422: ["unknown_model"] },
      },
    },
    "/api/v1/price-overrides/{id}": {
      delete: {
        operationId: "deletePriceOverride",
        summary: "Withdraw a price",
        description: "It stays in the history; stored costs stay too.",
        access: "admin",
        parameters: [uuidInPath("id", "Id of the override.")],
        answers: { 204: NOTHING },
        errors: { 404: ["not_found"] },
      },
    },
  },
};
