import { z } from "zod";
import type { CatalogueEntry, CatalogueModel, UsageTier } from "@/lib/catalogue/catalogue-model";
import type { RateCardJson } from "@/lib/pricing/rate-card";
import type { Instant } from "@/lib/usage/instant";
import { booleanFact, factOf, namesFact, numberFact, textFact } from "./fact-schema";
import { answerOf, type Resource } from "./operation";
import { inPath, limit, query } from "./parameters";
import { cardSource } from "./price";
import { smallCount, usd } from "./value-schemas";

const priceFact = factOf(usd);
const id = z
  .string()
  .regex(/^[^/]+\/./)
  .describe("`provider/model`.");

const entry = z.strictObject({
  id,
  provider: z.string(),
  model: z.string(),
  name: z.string(),
  input: usd.nullable().describe("USD per million tokens; null where there is none."),
  cachedInput: usd.nullable(),
  output: usd.nullable(),
  contextWindow: smallCount.nullable(),
  maxOutputTokens: smallCount.nullable(),
  reasoningTokens: z.boolean().nullable(),
  deprecated: z.boolean(),
  serviceTiers: z.array(z.string()).describe("Those with a rate card."),
}) satisfies z.ZodType<CatalogueEntry>;

const femto = z.string().regex(/^\d+$/);
const rate = femto.nullable();
const rates = z
  .strictObject({
    input: rate,
    cacheRead: rate,
    cacheWrite: rate,
    cacheWriteByTtl: z.record(z.string(), femto),
    output: rate,
    reasoning: rate,
    audioInput: rate,
    imageInput: rate,
    cacheReadAudio: rate,
    cacheReadImage: rate,
    audioOutput: rate,
    imageOutput: rate,
  })
  .describe("Femto-USD (10⁻¹⁵ USD) per token; null where the card states none.");
const unusable = z.enum(["inexact", "disputed", "unpublished"]).optional();
const microseconds = (z.int() as unknown as z.ZodType<Instant>).nullable().describe("Microseconds since 1970.");

const rateCard = z.strictObject({
  provider: z.string(),
  model: z.string(),
  serviceTier: z.string(),
  region: z.string().nullable(),
  rates,
  unusable: z
    .strictObject({
      input: unusable,
      cacheRead: unusable,
      cacheWrite: unusable,
      output: unusable,
      reasoning: unusable,
      audioInput: unusable,
      imageInput: unusable,
      cacheReadAudio: unusable,
      cacheReadImage: unusable,
      audioOutput: unusable,
      imageOutput: unusable,
    })
    .optional()
    .describe("Rates that are published and cannot be used."),
  longContext: z
    .array(z.strictObject({ threshold: smallCount, operator: z.enum([">", ">="]), rates }))
    .describe("Rates of the whole request when its prompt passes a threshold."),
  calls: z.record(z.string(), femto).describe("Femto-USD per call, by kind."),
  requestFee: femto.nullable(),
  validFrom: microseconds,
  validTo: microseconds,
  window: z
    .strictObject({ start: smallCount, end: smallCount, weekdays: z.array(z.int().min(0).max(6)).nullable() })
    .nullable()
    .describe("Seconds after midnight UTC; weekdays count from Sunday, 0."),
  source: cardSource,
}) satisfies z.ZodType<RateCardJson>;

const limits = z.strictObject({
  tokensPerMinute: numberFact,
  requestsPerMinute: numberFact,
  requestsPerDay: numberFact,
  batchQueueTokens: numberFact,
});
const tiers: Record<UsageTier, typeof limits> = {
  free: limits,
  tier1: limits,
  tier2: limits,
  tier3: limits,
  tier4: limits,
  tier5: limits,
};
const booleanFacts = z.record(z.string(), booleanFact);

const model = z.strictObject({
  id,
  provider: z.string(),
  model: z.string(),
  name: textFact,
  tagline: textFact,
  description: z.string().nullable(),
  ratings: z.array(z.strictObject({ label: z.string(), level: numberFact })),
  inputTypes: namesFact,
  outputTypes: namesFact,
  reasoningTokens: booleanFact,
  prices: z
    .strictObject({ input: priceFact, cachedInput: priceFact, cacheWrite: priceFact, output: priceFact })
    .describe("USD per million tokens, now, with the organisation's own prices."),
  contextWindow: numberFact,
  maxInputTokens: numberFact,
  maxOutputTokens: numberFact,
  knowledgeCutoff: textFact,
  endpoints: booleanFacts,
  features: booleanFacts,
  tools: booleanFacts,
  rateLimits: z.array(
    z.strictObject({
      name: z.string(),
      abovePromptTokens: smallCount.nullable().describe("Prompts above this many tokens; null for all others."),
      tiers: z.strictObject(tiers),
    }),
  ),
  snapshots: z.array(z.string()),
  deprecated: booleanFact,
  rateCards: z.array(rateCard).describe("Every list card: service tiers, dates, times of day, long prompts."),
  priceComments: z.string().nullable(),
}) satisfies z.ZodType<CatalogueModel>;

/** The catalogue. */
export const models: Resource = {
  name: "Models",
  description: "The catalogue: prices, limits, endpoints, features and rate limits, each with its sources.",
  answers: {
    BooleanFact: booleanFact,
    NumberFact: numberFact,
    TextFact: textFact,
    NamesFact: namesFact,
    PriceFact: priceFact,
    Rates: rates,
    RateCard: rateCard,
    RateLimits: limits,
    CatalogueEntry: entry,
    CatalogueEntryList: z.strictObject({ total: smallCount, models: z.array(entry) }),
    Model: model,
    ModelComparison: z.strictObject({ models: z.array(model).min(2).max(4) }),
  },
  paths: {
    "/api/v1/models": {
      get: {
        operationId: "listModels",
        summary: "Search the catalogue",
        access: "read",
        parameters: [
          query("search", "Words that must all be in the id or the name.", { type: "string", maxLength: 200 }),
          query("provider", "Only this provider's.", { type: "string", maxLength: 100 }),
          limit(2000, 100),
          query("offset", "How many to leave out.", { type: "integer", minimum: 0, default: 0 }),
        ],
        answers: { 200: answerOf("A page of models.", "CatalogueEntryList") },
        errors: { 400: ["invalid_request"] },
      },
    },
    "/api/v1/models/{id}": {
      get: {
        operationId: "getModel",
        summary: "Everything that is known about a model",
        access: "read",
        parameters: [inPath("id", "`provider/model`, the slash as it is or as %2F; or a name that means one model.")],
        answers: { 200: answerOf("The model.", "Model") },
        errors: { 400: ["ambiguous_model"], 404: ["unknown_model"] },
      },
    },
    "/api/v1/models/compare": {
      get: {
        operationId: "compareModels",
        summary: "Two to four models side by side",
        access: "read",
        parameters: [
          {
            ...query("model", "A model; to be repeated.", {
              type: "array",
              items: { type: "string", minLength: 1, maxLength: 300 },
              minItems: 2,
              maxItems: 4,
            }),
            required: true,
          },
        ],
        answers: { 200: answerOf("The models, in the order asked for.", "ModelComparison") },
        errors: { 400: ["invalid_request", "ambiguous_model"], 404: ["unknown_model"] },
      },
    },
  },
};
