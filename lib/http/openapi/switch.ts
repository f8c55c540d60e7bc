import { z } from "zod";
import { USAGE_TIERS } from "@/lib/catalogue/catalogue-model";
import { DIMENSIONS } from "@/lib/spend/dimensions";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import { booleanFact, numberFact } from "./fact-schema";
import { answerOf, type Resource } from "./operation";
import { unpricedReason } from "./price";
import { coverage, totals } from "./spend";
import { count, date, instant, share, signedUsd, smallCount, usd } from "./value-schemas";

const modelName = z.string().min(1).max(300);
const tokens = z.int().min(0).max(1_000_000_000_000);
const factor = z.number().min(0).max(100);

const where = z
  .strictObject({
    minInput: tokens.optional(),
    maxInput: tokens.optional(),
    minOutput: tokens.optional(),
    maxOutput: tokens.optional(),
  })
  .describe("Sizes of single requests, both ends included; input is the whole prompt.");

const switchQuestion = z.strictObject({
  from: z.string().describe("A date, which is the start of that day in `tz`, or an RFC 3339 instant."),
  to: z.string().describe("Not part of the period, which is 1,100 days at most."),
  tz: z.string().optional().describe("Time zone (IANA name); the organisation's."),
  filter: z
    .partialRecord(z.enum(DIMENSIONS), z.array(z.string().min(1).max(1000).nullable()).min(1).max(200))
    .optional()
    .describe("Only usage with these values; null stands for usage that states none."),
  tier: z.enum(USAGE_TIERS).nullish().describe("Usage tier whose rate limits are checked; none unless stated."),
  moves: z
    .array(
      z.strictObject({
        fromModel: modelName.nullish().describe("A model's name; all traffic unless stated."),
        toModel: modelName.describe("`provider/model`, or a name that means one model."),
        share: share.gt(0).optional().describe("Part of the traffic that moves; all of it, 1, unless stated."),
        where: where.optional(),
      }),
    )
    .min(1)
    .max(20),
  levers: z
    .strictObject({
      cache: z.enum(["same", "cold"]).optional().describe("`cold`: nothing is read from the target's cache."),
      outputFactor: z
        .union([factor, z.strictObject({ low: factor, expected: factor, high: factor })])
        .nullish()
        .describe("Output on the target against now; what is known of the two models unless stated."),
      reasoningEffort: z.enum(["low", "medium", "high"]).optional(),
    })
    .optional(),
  rankingLimit: z.int().min(0).max(2000).optional().describe("Models of the ranking; 50 unless stated."),
});

const cost = z.strictObject({ cost: usd, costHigh: usd.optional() });
const plainDifference = z.strictObject({ cost: signedUsd, costHigh: signedUsd.optional() });
const difference = plainDifference
  .extend({ percent: z.number().nullable().describe("Of what it is a difference to; null of nothing.") })
  .describe("What is saved is negative.");
const unpriced = z.strictObject({ requests: count, tokens: count });
const estimate = z.strictObject({ low: usd, expected: usd, high: usd });
const fitState = z.enum(["fits", "doesNotFit", "unknown"]).describe("Proven to fit, proven not to, or not known.");
const counts = z.strictObject({ fits: count, doesNotFit: count, unknown: count });
const ratio = z.number().nullable();

const fit = z.strictObject({
  state: fitState,
  checks: z.array(
    z.strictObject({
      check: z.enum(["input", "context", "output", "endpoint", "requestWithinTokensPerMinute"]),
      state: fitState,
      limit: z.union([numberFact, booleanFact]).describe("The limit in tokens; of an endpoint, whether there is one."),
      of: z.string().nullable().describe("The endpoint, or the prompts the limit is for."),
      requests: counts,
      records: counts,
      largest: smallCount.nullable().describe("The largest single request in tokens; null of endpoints."),
    }),
  ),
});

const move = z.strictObject({
  fromModel: z.string().nullable(),
  toModel: z.strictObject({ id: z.string(), provider: z.string(), model: z.string(), rule: z.string() }),
  share,
  where,
  requests: count,
  undecidedRequests: count.describe("Requests of aggregates that may be on both sides of `where`: they stay."),
  tokens: z
    .strictObject({ input: count, cacheRead: count, cacheWrite: count, output: count, reasoning: count })
    .describe("Of all the traffic, not cut to the share."),
  baseline: cost,
  result: cost,
  difference,
  unpriced: z.strictObject({
    now: unpriced,
    there: unpriced,
    reasons: z.array(z.strictObject({ reason: unpricedReason, records: count })),
  }),
  estimate: estimate.extend({
    assumptions: z.array(
      z.strictObject({
        lever: z.enum(["output", "tokenizer", "cache"]),
        band: z
          .strictObject({ low: z.number().min(0), expected: z.number().min(0), high: z.number().min(0) })
          .nullable()
          .describe("Factor on the tokens; null where nothing is known: then it is not in the estimate."),
        text: z.string(),
        source: z.string().nullable(),
      }),
    ),
  }),
  breakEvens: z
    .strictObject({
      outputFactor: ratio,
      outputFactorColdCache: ratio,
      cacheHitRate: ratio,
      priceFactor: ratio,
    })
    .nullable()
    .describe("Where the switch stops paying; null where costs are bounds or traffic has no price."),
  fit,
});

const ranked = cost.extend({
  rank: z.int().min(1).nullable().describe("Null where some of the traffic has no price."),
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  difference,
  unpriced,
  fit: fitState,
  requestsThatDoNotFit: count,
  isCurrent: z.boolean(),
  isTarget: z.boolean(),
});

const switchAnswer = z.strictObject({
  from: instant,
  to: instant,
  tz: z.string(),
  baseline: z.strictObject({ totals, coverage }),
  result: cost.extend({ unpriced }),
  difference: difference.describe("Of traffic that has a price both now and on its target; what is saved is negative."),
  estimate,
  fit: fitState,
  series: z.array(
    z.strictObject({
      date,
      start: instant,
      end: instant,
      partial: z.boolean(),
      baseline: cost,
      result: cost,
      difference: plainDifference,
    }),
  ),
  moves: z.array(move).min(1).max(20),
  ranking: z
    .strictObject({ baseline: cost, total: smallCount, models: z.array(ranked) })
    .describe("What the moved traffic would cost on every model."),
}) satisfies z.ZodType<SwitchAnswerJson>;

/** What-ifs. */
export const switchResource: Resource = {
  name: "Switch",
  description: "What the same traffic would cost on other models, and whether it would fit.",
  requests: { SwitchQuestion: switchQuestion },
  answers: {
    Cost: cost,
    Difference: difference,
    Estimate: estimate,
    Unpriced: unpriced,
    Fit: fit,
    SwitchMove: move,
    RankedModel: ranked,
    Switch: switchAnswer,
  },
  paths: {
    "/api/v1/switch": {
      post: {
        operationId: "askSwitch",
        summary: "Ask what a switch of models would cost and whether it fits",
        access: "read",
        body: "SwitchQuestion",
        answers: { 200: answerOf("The answer.", "Switch") },
        errors: { 422: ["unknown_model", "ambiguous_model", "shares_exceed_whole", "too_many_labels"] },
      },
    },
  },
};
