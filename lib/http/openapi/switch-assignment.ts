import { z } from "zod";
import type { AssignmentJson } from "@/lib/switch/assignment/assignment-to-json";
import { cost, difference, plainEstimatedDifference, unpriced } from "./switch-amounts";
import { checkedLimits, fitState } from "./switch-fit";
import { count, instant, signedUsd, smallCount, usd } from "./value-schemas";

const option = z.strictObject({
  model: z.string(),
  difference: difference.describe("With the same tokens; what is saved is negative."),
  estimatedDifference: plainEstimatedDifference.describe("With what the switch changes."),
  fit: fitState.describe("Of single requests; rate limits are the constraints'."),
  requestsThatDoNotFit: smallCount,
  unpriced: unpriced.describe("Of its traffic on this model: in no difference."),
  refusal: z.enum(["fit", "price"]).nullable().describe("Why it is not possible; null where it is."),
});

const segment = z.strictObject({
  value: z.string().nullable().describe("Of the dimension; null for usage that states none."),
  toModel: z.string().nullable().describe("Where it goes; null: it stays."),
  requests: count,
  baseline: cost,
  unpriced: unpriced.describe("Of its traffic as it is now: not in the baseline."),
  mayStay: z.boolean(),
  options: z.array(option),
});

const constraint = z.strictObject({
  kind: z.enum(["mostMoves", "fit", "rateLimit"]),
  model: z.string().nullable(),
  measure: z.enum(["tokens", "requests"]).nullable().describe("Per minute."),
  abovePromptTokens: smallCount.nullable(),
  limit: smallCount.nullable(),
  fullest: z
    .strictObject({ minute: instant, amount: z.number().min(0) })
    .nullable()
    .describe(
      "The fullest minute with the assignment, of those that could be too full; what runs there already included.",
    ),
  isBinding: z.boolean(),
  worth: usd.describe("What the best assignment saves more without it, or with one move more: solved again."),
  isProven: z.boolean(),
});

/** The best assignment. */
export const bestAssignment = z
  .strictObject({
    by: z.string(),
    models: z.array(z.string()),
    rateLimits: z.array(checkedLimits).describe("What each of the models is held against."),
    state: z
      .enum(["solved", "infeasible", "unsolved"])
      .describe("`infeasible`: nothing that is allowed fits; `unsolved`: nothing was found in time."),
    segments: z
      .array(segment)
      .describe("The 100 that cost most, those first; fewer where very many minutes can become too full."),
    otherSegments: smallCount.describe("Segments that were not looked at: they stay."),
    moves: smallCount,
    mostMoves: smallCount.nullable(),
    expectedDifference: signedUsd.describe("Of the whole assignment; what is saved is negative."),
    isProven: z.boolean().describe("Whether no other assignment costs less, but for `gap`."),
    gap: usd.describe("How much less another one could cost at most."),
    constraints: z.array(constraint),
  })
  .describe("Which model each segment goes to.") satisfies z.ZodType<AssignmentJson>;
