import { z } from "zod";
import { USAGE_TIERS } from "@/lib/catalogue/catalogue-model";
import { RANGE_PRESETS, type RangePreset } from "@/lib/spend/range-presets";
import { share } from "./value-schemas";

const RANGES = Object.keys(RANGE_PRESETS) as [RangePreset, ...RangePreset[]];
const modelName = z.string().min(1).max(300);
const tokens = z.int().min(0).max(1_000_000_000_000);
const factor = z.number().min(0).max(100);
const values = z.array(z.string().min(1).max(1000).nullable()).min(1).max(200);

/** Names by dimension. */
const filter = z.record(z.string(), values);

/** What a move is limited to, as it is sent and as it is answered. */
export const where = z
  .object({
    minInput: tokens.optional(),
    maxInput: tokens.optional(),
    minOutput: tokens.optional(),
    maxOutput: tokens.optional(),
    hours: z.array(z.int().min(0).max(23)).min(1).max(24).optional(),
  })
  .catchall(values)
  .describe(
    "What the move is limited to; all of it has to hold. Sizes are of single requests, both ends included; input is the whole prompt. `hours` are hours of the day in `tz`. Dimensions (`project`, `apiKey`, `user`, `serviceTier`, `provider`, `region`, `endpoint`, `source`, `tag.<key>`) have lists of values; null stands for usage that states none. Aggregates that may be on both sides stay.",
  );

const band = z.union([factor, z.strictObject({ low: factor, expected: factor, high: factor })]).nullish();

const levers = z
  .strictObject({
    cache: z
      .enum(["same", "cold"])
      .nullish()
      .describe("`same`: caches are hit as now; `cold`: nothing is read from the target's. A band unless stated."),
    cacheKept: band.describe("How much of what is read from a cache now is read from the target's: 0 to 1, or more."),
    outputFactor: band.describe("Output on the target against now; what is known of the two models unless stated."),
    reasoningFactor: band.describe("Reasoning (a part of output) on the target against now."),
    reasoningEffort: z.enum(["low", "medium", "high"]).optional(),
    tokenizerFactor: band.describe("Tokens of the same text on the target against now."),
    escalationShare: band.describe("Share that is sent back to where it came from, and paid twice."),
    growthFactor: band.describe("Traffic against that of the period; what stays grows too."),
  })
  .describe(
    "What a switch may change that no price list says: a number, or a band from low to high. Three decimals at most.",
  );

const assignedModels = z.array(modelName).max(20).optional();

/** The body of a what-if. */
export const switchQuestion = z.strictObject({
  from: z.string().optional().describe("A date, which is the start of that day in `tz`, or an RFC 3339 instant."),
  to: z.string().optional().describe("Not part of the period, which is 1,100 days at most."),
  range: z
    .enum(RANGES)
    .nullish()
    .describe(
      "In place of `from` and `to`: a period that moves along with time, in whole days of `tz`, today included.",
    ),
  tz: z.string().optional().describe("Time zone (IANA name); the organisation's."),
  filter: filter
    .optional()
    .describe(
      "Only usage with these values, by dimension (`tag.<key>` for a tag); null stands for usage that states none.",
    ),
  not: filter.optional().describe("Usage with these values is left out."),
  tier: z
    .enum(USAGE_TIERS)
    .nullish()
    .describe(
      "Usage tier whose rate limits are checked; null: none are, but for `ownLimits`. Unless stated the organisation's own limits and usage tiers, which are kept under /api/v1/rate-limits.",
    ),
  ownLimits: z
    .array(
      z.strictObject({
        model: modelName,
        abovePromptTokens: tokens.nullish().describe("Of prompts above this size; of all (others) unless stated."),
        tokensPerMinute: tokens.nullish(),
        requestsPerMinute: tokens.nullish(),
      }),
    )
    .max(50)
    .optional()
    .describe(
      "Rate limits of your own on models: checked in place of the tier's. Unless stated those that are kept under /api/v1/rate-limits; an empty list is none.",
    ),
  prices: z
    .string()
    .optional()
    .describe(
      "`usage` (the default): cards of each record's own time. `today`, a date or an instant: cards that hold then, on both sides; daily windows by the record's own time of day.",
    ),
  moves: z
    .array(
      z.strictObject({
        fromModel: modelName.nullish().describe("A model's name; all traffic unless stated."),
        toModel: modelName.describe("`provider/model`, or a name that means one model."),
        toServiceTier: z
          .string()
          .min(1)
          .max(100)
          .nullish()
          .describe(
            "Service tier it is sent to (`batch`, `flex`, `priority`, `default`); the one it has unless stated.",
          ),
        share: share
          .gt(0)
          .optional()
          .describe(
            "Part of the traffic that moves, to six decimals; all of it, 1, unless stated. It is a part of every record: amounts and requests are added up in millionths and rounded once, half to even.",
          ),
        where: where.optional(),
      }),
    )
    .min(1)
    .max(500)
    .describe(
      "The first move whose traffic a record is takes its share of it; the rest stays. Moves with the same `fromModel` and `where` are parts of one split: together they take at most all of it.",
    ),
  levers: levers.optional(),
  rankingLimit: z.int().min(0).max(2000).optional().describe("Models of the ranking; 50 unless stated, 0 for none."),
  evidenceLimit: z
    .int()
    .min(0)
    .max(100)
    .optional()
    .describe("Records shown for each check that some do not pass; 5 unless stated."),
  bestSplit: z
    .strictObject({ move: z.int().min(0).max(499).optional().describe("Its place among the moves; 0 unless stated.") })
    .nullish()
    .describe(
      "Asks for the best split of a move: the prompt size up to which (or from which on), and the share with which, it saves most and still fits. Reads single records, and takes longer.",
    ),
  bestAssignment: z
    .strictObject({
      by: z.string().describe("Segments are the values of this dimension (`project`, `user`, `tag.<key>`, …)."),
      models: assignedModels.describe(
        "Models that segments may be sent to; 20 different ones at most, lists included.",
      ),
      mayStay: z
        .boolean()
        .optional()
        .describe("Whether segments may stay on the models they are on; they may unless stated."),
      allowed: z
        .array(
          z.strictObject({
            value: z.string().min(1).max(1000).nullable(),
            models: assignedModels,
            mayStay: z.boolean().optional(),
          }),
        )
        .max(100)
        .optional()
        .describe("Segments that have a list of their own, in place of `models` and `mayStay`."),
      mostMoves: z.int().min(0).max(100).nullish().describe("How many segments may move; any number unless stated."),
    })
    .nullish()
    .describe(
      "Asks which of some models each segment of the traffic in scope goes to, so that it is expected to cost least and still fits: no request proven not to fit, and no minute above the rate limits that segments share with what runs there. All traffic in scope is assigned, whatever the moves are. Reads single records, and takes longer.",
    ),
});
