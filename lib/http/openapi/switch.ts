import { z } from "zod";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import { LEVERS } from "@/lib/switch/levers";
import { answerOf, type Resource } from "./operation";
import { receipt, unpricedReason } from "./price";
import { coverage } from "./spend";
import { cost, difference, estimate, estimatedDifference, perMonth, plainDifference, unpriced } from "./switch-amounts";
import { bestAssignment } from "./switch-assignment";
import { bestSplit } from "./switch-best-split";
import { checkedLimits, fit, fitState, headroom } from "./switch-fit";
import { switchQuestion, where } from "./switch-question";
import { totals } from "./totals";
import { count, date, instant, share, signedUsd, smallCount, usd } from "./value-schemas";

const lever = z.enum(LEVERS);
const ratio = z.number().nullable();

const move = z.strictObject({
  fromModel: z.string().nullable(),
  toModel: z.strictObject({ id: z.string(), provider: z.string(), model: z.string(), rule: z.string() }),
  toServiceTier: z.string().nullable(),
  share,
  where,
  requests: count,
  undecidedRequests: count.describe(
    "Requests of aggregates that may be on both sides of `where`: they stay. One that states no number counts as one.",
  ),
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
        lever,
        band: z
          .strictObject({ low: z.number().min(0), expected: z.number().min(0), high: z.number().min(0) })
          .nullable()
          .describe("Null where nothing is known: then it is not in the estimate."),
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
      escalationShare: ratio,
      priceFactor: ratio,
    })
    .nullable()
    .describe("Where the switch stops paying; null where costs are bounds or traffic has no price."),
  fit,
  receipts: z
    .strictObject({ now: z.array(receipt), there: z.array(receipt) })
    .describe(
      "What it is billed by, added up by rate card; of all the traffic, not cut to the share. At most 50 each.",
    ),
});

const ranked = cost.extend({
  rank: z.int().min(1).nullable().describe("Null where some of the traffic has no price."),
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  difference,
  unpriced,
  fit: fitState,
  requestsThatDoNotFit: smallCount,
  isCurrent: z.boolean(),
  isTarget: z.boolean(),
});

const slice = z.strictObject({ baseline: cost, result: cost });

const switchAnswer = z.strictObject({
  from: instant,
  to: instant,
  tz: z.string(),
  baseline: z.strictObject({ totals, coverage }),
  result: cost.extend({ unpriced }),
  difference: difference.describe("Of traffic that has a price both now and on its target; what is saved is negative."),
  estimate: estimate.describe("All in scope with the switch, as it may turn out."),
  estimatedDifference,
  perMonth,
  tornado: z
    .array(z.strictObject({ lever, atLow: usd, atHigh: usd }))
    .describe("What the moved traffic costs with one lever at an end of its band; the widest first."),
  attribution: z
    .strictObject({
      total: signedUsd,
      moves: z.array(signedUsd).describe("What the prices of each move do, with the same tokens."),
      levers: z.array(z.strictObject({ lever, cost: signedUsd })),
    })
    .describe(
      "How the expected difference comes about: parts add up to the total. Levers have their mean effect over all orders.",
    ),
  fit: fitState,
  series: z.array(
    z.strictObject({
      date,
      start: instant,
      end: instant,
      partial: z.boolean().describe("Whether it is cut by the period, or not over yet."),
      baseline: cost,
      result: cost,
      difference: plainDifference,
    }),
  ),
  byModel: z
    .array(slice.extend({ model: z.string(), requests: z.strictObject({ now: count, there: count }) }))
    .describe("The 500 that cost most."),
  byProject: z.array(slice.extend({ project: z.string().nullable() })).describe("The 500 that cost most."),
  moves: z.array(move).min(1).max(500),
  headroom: z.array(headroom).describe("One for each model something is moved to."),
  rateLimits: z.array(checkedLimits).describe("What each model something is moved to is held against."),
  ranking: z
    .strictObject({ baseline: cost, total: smallCount, models: z.array(ranked) })
    .describe(
      "What the moved traffic would cost on every model. Bounds of totals over a change that made some classes of tokens dearer and others cheaper may be wider here than as a move.",
    ),
  bestSplit: bestSplit.optional(),
  bestAssignment: bestAssignment.optional(),
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
    Headroom: headroom,
    CheckedLimits: checkedLimits,
    SwitchMove: move,
    RankedModel: ranked,
    BestSplit: bestSplit,
    BestAssignment: bestAssignment,
    Switch: switchAnswer,
  },
  paths: {
    "/api/v1/switch": {
      post: {
        operationId: "askSwitch",
        summary: "Ask what a switch of models would cost and whether it fits",
        description:
          'With `Accept: application/x-ndjson` the answer is lines of JSON: `{"progress": {"days", "of"}}` while traffic is read, then `{"answer"}` or `{"error"}`.',
        access: "read",
        body: "SwitchQuestion",
        answers: { 200: answerOf("The answer.", "Switch") },
        errors: {
          422: ["unknown_model", "ambiguous_model", "shares_exceed_whole", "too_many_labels"],
        },
      },
    },
  },
};
