import { z } from "zod";
import type { BestSplitJson } from "@/lib/switch/best-split/best-split-to-json";
import { cost, difference, plainEstimatedDifference, unpriced } from "./switch-amounts";
import { fitState } from "./switch-fit";
import { count, instant, share, signedUsd, smallCount } from "./value-schemas";

const choice = z.strictObject({
  requests: count,
  baseline: cost,
  result: cost,
  difference: difference.describe("With the same tokens; what is saved is negative."),
  estimatedDifference: plainEstimatedDifference.describe(
    "With what the switch changes: as little `expected` as can be.",
  ),
  unpriced,
  fit: fitState,
  requestsThatDoNotFit: smallCount,
});

const bySize = choice
  .extend({
    where: z
      .strictObject({ maxInput: smallCount.optional(), minInput: smallCount.optional() })
      .describe(
        "For the move's `where`: prompts up to a size, or single requests from a size on (both: below those that do not fit); neither: all of it.",
      ),
  })
  .nullable();
const byShare = choice.extend({ share }).nullable();

/** The best split of a move. */
export const bestSplit = z
  .strictObject({
    move: smallCount,
    byPromptSize: z.strictObject({
      best: bySize.describe("Of thresholds with which nothing is proven not to fit; null where none saves anything."),
      unlimited: bySize.describe("Whether it fits or not."),
      stops: z
        .array(
          z.strictObject({
            check: z.string(),
            of: z.string().nullable(),
            smallest: smallCount.nullable(),
            largest: smallCount.nullable(),
          }),
        )
        .describe(
          "What is in the way, by check (`price`: no price on the target): prompts below `smallest` pass, and single requests above `largest`.",
        ),
      sizes: smallCount.describe("Different prompt sizes: each was tried, in both directions."),
      step: z.int().min(1).describe("Thresholds are multiples of this: 1, unless there are too many sizes."),
      curve: z
        .array(
          z.strictObject({
            maxInput: smallCount,
            requests: count,
            estimatedDifference: signedUsd,
            isAllowed: z.boolean().describe("Whether nothing is proven not to fit up to here."),
          }),
        )
        .describe("Up to 60 points of what prompts up to a size save, as expected."),
    }),
    byShare: z.strictObject({
      best: byShare.describe("The largest share that rate limits have room for; null where none saves and fits."),
      unlimited: byShare.describe("All that other moves of the same traffic leave."),
      room: z.strictObject({
        share: share.describe("How much rate limits have room for, at the tier asked about; exact to six decimals."),
        fullest: z
          .strictObject({ check: z.string(), abovePromptTokens: smallCount.nullable(), minute: instant })
          .nullable()
          .describe("The minute that allows no more; null where all of it fits."),
      }),
    }),
  })
  .describe(
    "How a move is best cut to a part of its traffic: the rest stays where it is. Minutes that are above a limit without the move are only held against what adds to them.",
  ) satisfies z.ZodType<BestSplitJson>;
