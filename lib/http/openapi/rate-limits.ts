import { z } from "zod";
import { USAGE_TIERS } from "@/lib/catalogue/catalogue-model";
import type { RateLimitJson, RateLimitsJson } from "@/lib/switch/rate-limits-json";
import { answerOf, NOTHING, type Resource } from "./operation";
import { uuidInPath } from "./parameters";
import { instant, smallCount, uuid } from "./value-schemas";

const most = 1_000_000_000_000;
const limit = z.int().min(0).max(most).nullable();
const usageTier = z.enum(USAGE_TIERS);
const provider = z.string().min(1).max(256);
const perMinute = limit.describe("Null where it is not known: what-ifs say so. At least one of the two is stated.");
const changed = { changedAt: instant, changedBy: z.string().nullable() };

const rateLimit = z.strictObject({
  id: uuid,
  model: z.string().describe("`provider/model`."),
  abovePromptTokens: smallCount.nullable().describe("Of prompts above this size; null: of all (others)."),
  tokensPerMinute: smallCount.nullable(),
  requestsPerMinute: smallCount.nullable(),
  ...changed,
}) satisfies z.ZodType<RateLimitJson>;

const rateLimits = z.strictObject({
  rateLimits: z.array(rateLimit).describe("By model."),
  usageTiers: z.array(z.strictObject({ provider, tier: usageTier, ...changed })).describe("By provider."),
}) satisfies z.ZodType<RateLimitsJson>;

const ID = uuidInPath("id", "Id of the limit.");

/** Rate limits of the organisation's own. */
export const rateLimitsResource: Resource = {
  name: "Rate limits",
  description:
    "The organisation's own rate limits on models, and its usage tiers with providers: what-ifs, scenarios, best splits and best assignments are held against them where a question states neither `ownLimits` nor `tier`.",
  requests: {
    NewRateLimit: z.strictObject({
      model: z.string().min(1).max(300).describe("`provider/model`, or a name that means one model."),
      abovePromptTokens: z
        .int()
        .min(1)
        .max(most)
        .nullish()
        .describe("Of prompts above this size; of all (others) unless stated."),
      tokensPerMinute: perMinute.optional(),
      requestsPerMinute: limit.optional(),
    }),
    UsageTiersChange: z.strictObject({
      usageTiers: z
        .record(provider, usageTier.nullable())
        .describe("By provider; null: nobody says any more. Providers that are not named stay as they are."),
    }),
  },
  answers: { OwnRateLimit: rateLimit, OwnRateLimits: rateLimits },
  paths: {
    "/api/v1/rate-limits": {
      get: {
        operationId: "listRateLimits",
        summary: "The organisation's own rate limits, and its usage tiers",
        access: "read",
        answers: { 200: answerOf("All of them.", "OwnRateLimits") },
      },
      post: {
        operationId: "keepRateLimit",
        summary: "Keep a limit of your own on a model",
        description: "In place of one on the same prompts of the model.",
        access: "admin",
        body: "NewRateLimit",
        answers: { 201: answerOf("The limit.", "OwnRateLimit") },
        errors: { 409: ["too_many"], 422: ["unknown_model", "ambiguous_model"] },
      },
      patch: {
        operationId: "stateUsageTiers",
        summary: "Say at which usage tier you are with providers",
        access: "admin",
        body: "UsageTiersChange",
        answers: { 200: answerOf("All of them.", "OwnRateLimits") },
        errors: { 422: ["unknown_provider"] },
      },
    },
    "/api/v1/rate-limits/{id}": {
      delete: {
        operationId: "deleteRateLimit",
        summary: "Remove a limit",
        description: "What-ifs are held against the usage tier again, where one is stated.",
        access: "admin",
        parameters: [ID],
        answers: { 204: NOTHING },
        errors: { 404: ["not_found"] },
      },
    },
  },
};
