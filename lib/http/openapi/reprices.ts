import { z } from "zod";
import { RepriceStatus } from "@/lib/db/generated/enums";
import type { RepriceEffectJson } from "@/lib/spend/reprice-effect";
import { modelAliasFields, newModelAlias } from "./model-aliases";
import { answerOf, NOTHING, type Resource } from "./operation";
import { uuidInPath } from "./parameters";
import { newPriceOverride, priceOverrideFields } from "./price-overrides";
import { coverage } from "./spend";
import { count, instant, sentInstant, signedUsd, smallCount, usd, uuid } from "./value-schemas";

const values = z
  .array(z.string().max(256).nullable())
  .min(1)
  .max(200)
  .describe("Null stands for usage that states none.");
const filter = z
  .strictObject({
    provider: values.optional(),
    model: values.optional(),
    project: values.optional(),
    serviceTier: values.optional(),
  })
  .describe("As usage has them.");

const newReprice = z.strictObject({
  from: sentInstant.nullish().describe("Usage from then on; all unless stated."),
  to: sentInstant.nullish().describe("Usage before then."),
  filter: filter.optional(),
  states: z
    .strictObject({
      aliases: z.array(newModelAlias).max(50).optional(),
      overrides: z.array(newPriceOverride).max(50).optional(),
    })
    .optional()
    .describe("Names and prices that are previewed with it, and stated when it is applied."),
  note: z.string().max(1000).nullish(),
});

const sums = z.strictObject({
  cost: usd,
  costHigh: usd.optional(),
  unpricedRequests: count,
  unpricedTokens: count,
});

const effect = z
  .strictObject({
    records: smallCount.describe("Records that were looked at."),
    changed: smallCount.describe("Records whose price changes."),
    before: sums,
    after: sums,
    difference: signedUsd,
    coverage: z.strictObject({ before: coverage, after: coverage }),
    groups: z
      .array(
        z.strictObject({
          provider: z.string().nullable(),
          model: z.string().describe("As usage has it."),
          month: z
            .string()
            .regex(/^\d{4,}-\d\d$/)
            .describe("In the organisation's time zone."),
          records: smallCount,
          before: sums,
          after: sums,
          difference: signedUsd,
        }),
      )
      .describe("Changed records by model and month, the largest difference first; none in a list of reprices."),
    groupsLeftOut: smallCount,
  })
  .describe("What pricing anew changes.") satisfies z.ZodType<RepriceEffectJson>;

const reprice = z.strictObject({
  id: uuid,
  status: z.enum(RepriceStatus),
  from: instant.nullable(),
  to: instant.nullable(),
  filter,
  states: z.strictObject({ aliases: z.array(modelAliasFields), overrides: z.array(priceOverrideFields) }),
  stated: z
    .strictObject({ aliases: z.array(uuid), overrides: z.array(uuid) })
    .nullable()
    .describe("Ids of what was stated."),
  note: z.string().nullable(),
  progress: z.strictObject({ done: smallCount, total: smallCount }).describe("In records."),
  preview: effect.nullable().describe("What it would change."),
  effect: effect.nullable().describe("What it changed."),
  notReverted: smallCount.describe(
    "Records that were left alone when it was taken back, because they have changed since.",
  ),
  error: z.string().nullable(),
  createdAt: instant,
  createdBy: z.string().nullable(),
  appliedAt: instant.nullable(),
  appliedBy: z.string().nullable(),
  revertedAt: instant.nullable(),
  revertedBy: z.string().nullable(),
});

const ID = uuidInPath("id", "Id of the reprice.");
const SETTLED = answerOf("It is done, or waits to be applied.", "Reprice");
const UNDER_WAY = answerOf("It is under way: ask again.", "Reprice");

/** Stored usage priced anew. */
export const reprices: Resource = {
  name: "Reprices",
  description:
    "Stored usage priced anew: previewed, applied in the background, and reversible. Without one, figures of the past do not move.",
  requests: { NewReprice: newReprice },
  answers: { RepriceEffect: effect, Reprice: reprice, RepriceList: z.strictObject({ reprices: z.array(reprice) }) },
  paths: {
    "/api/v1/reprices": {
      get: {
        operationId: "listReprices",
        summary: "The organisation's reprices, the newest first",
        access: "read",
        answers: { 200: answerOf("At most 100 of them.", "RepriceList") },
      },
      post: {
        operationId: "previewReprice",
        summary: "See what pricing stored usage anew would change",
        description: "Nothing is changed.",
        access: "admin",
        body: "NewReprice",
        answers: { 200: SETTLED, 202: UNDER_WAY },
        errors: { 409: ["reprice_under_way"], 422: ["unknown_model"] },
      },
    },
    "/api/v1/reprices/{id}": {
      get: {
        operationId: "getReprice",
        summary: "A reprice, and what it changes",
        access: "read",
        parameters: [ID],
        answers: { 200: SETTLED, 202: UNDER_WAY },
        errors: { 404: ["not_found"] },
      },
      delete: {
        operationId: "discardReprice",
        summary: "Discard a preview",
        access: "admin",
        parameters: [ID],
        answers: { 204: NOTHING },
        errors: { 404: ["not_found"], 409: ["wrong_status"] },
      },
    },
    "/api/v1/reprices/{id}/apply": {
      post: {
        operationId: "applyReprice",
        summary: "Apply a reprice",
        description: "What it states is stated, and stored costs change. One at a time in an organisation.",
        access: "admin",
        parameters: [ID],
        answers: { 200: SETTLED, 202: UNDER_WAY },
        errors: { 404: ["not_found"], 409: ["reprice_under_way", "wrong_status"] },
      },
    },
    "/api/v1/reprices/{id}/revert": {
      post: {
        operationId: "revertReprice",
        summary: "Take a reprice back",
        description: "What it stated is withdrawn, and stored costs are again what they were.",
        access: "admin",
        parameters: [ID],
        answers: { 200: SETTLED, 202: UNDER_WAY },
        errors: { 404: ["not_found"], 409: ["reprice_under_way", "wrong_status"] },
      },
    },
  },
};
