import { z } from "zod";
import { USAGE_TIERS } from "@/lib/catalogue/catalogue-model";
import type { CheckedLimitsJson } from "@/lib/switch/checked-limits";
import { booleanFact, numberFact } from "./fact-schema";
import { date, instant, share, smallCount, usd } from "./value-schemas";

/** Whether something fits. */
export const fitState = z
  .enum(["fits", "doesNotFit", "unknown"])
  .describe("Proven to fit, proven not to, or not known.");

const counts = z.strictObject({ fits: smallCount, doesNotFit: smallCount, unknown: smallCount });
const missing = z.strictObject({ field: z.string(), how: z.string() });

const evidence = z.strictObject({
  id: z.string().nullable(),
  timestamp: instant,
  model: z.string(),
  requests: smallCount.nullable(),
  input: smallCount,
  output: smallCount,
});

const check = z.strictObject({
  check: z.enum([
    "input",
    "context",
    "output",
    "outputAtLever",
    "endpoint",
    "feature",
    "serviceTier",
    "requestWithinTokensPerMinute",
    "tokensPerMinute",
    "requestsPerMinute",
  ]),
  state: fitState,
  limit: z.union([numberFact, booleanFact]).describe("The limit; of what a model has or has not, whether it has it."),
  of: z.string().nullable().describe("The endpoint, feature or tier, or the prompts the limit is for."),
  requests: counts.describe("An aggregate that is proven not to fit has one request at least that does not."),
  records: counts,
  cost: z
    .strictObject({ fits: usd, doesNotFit: usd, unknown: usd })
    .describe("What the records cost as they are stored, whatever `prices` is."),
  costShare: share.nullable().describe("Part of the cost that is of records which do not fit; null of nothing."),
  largest: smallCount.nullable().describe("The largest single request in tokens; null where sizes do not matter."),
  missing: missing.nullable().describe("What is not known, and how to supply it; null of what is known."),
  evidence: z
    .array(evidence)
    .describe("Some of the records that do not fit, of the two days that have most of them; the largest first."),
});

/** Fit with its evidence. */
export const fit = z.strictObject({
  state: fitState.describe("The worst of all checks."),
  checks: z.array(check),
  unstated: z
    .array(missing.extend({ requests: smallCount, records: smallCount }))
    .describe("What requests need that some records do not say: they are taken to need nothing special."),
});

const quantiles = z.strictObject({
  median: z.number().min(0),
  p95: z.number().min(0),
  p99: z.number().min(0),
  peak: z.number().min(0),
});
const use = z.strictObject({ limit: numberFact, above: smallCount.nullable() });

const tierHeadroom = z.strictObject({
  tier: z.enum([...USAGE_TIERS, "own"]),
  tokensPerMinute: use,
  requestsPerMinute: use,
  requestsPerDay: use.describe("`above`: days (UTC)."),
  throttledMinutes: smallCount
    .nullable()
    .describe("Minutes above one limit or the other, as far as they are published; null where none is."),
  state: fitState,
});

/** The rate limits that a model is held against. */
export const checkedLimits = z.strictObject({
  model: z.string(),
  tier: tierHeadroom.shape.tier
    .nullable()
    .describe("`own`: limits of the organisation's own, or of the question; null: it is held against none."),
  from: z
    .enum(["question", "organization"])
    .nullable()
    .describe("Who says so: the question, or what is kept under /api/v1/rate-limits; null for none."),
  own: z
    .array(
      z.strictObject({
        abovePromptTokens: smallCount.nullable().describe("Of prompts above this size; null: of all (others)."),
        tokensPerMinute: smallCount.nullable(),
        requestsPerMinute: smallCount.nullable(),
      }),
    )
    .describe("The own ones, where these are checked."),
}) satisfies z.ZodType<CheckedLimitsJson>;

/** Room on a target. */
export const headroom = z
  .strictObject({
    model: z.string(),
    limits: z.array(
      z.strictObject({
        name: z.string(),
        abovePromptTokens: smallCount.nullable().describe("Of prompts above this size; null for all (others)."),
        minutes: smallCount.describe("Calendar minutes (UTC) that the period touches."),
        busyMinutes: smallCount,
        tokensPerMinute: quantiles
          .extend({ busy: quantiles.describe("Over minutes in which anything ran.") })
          .describe("Over all minutes of the period, idle ones too."),
        requestsPerMinute: quantiles,
        peakMinute: instant.nullable(),
        tiers: z.array(tierHeadroom),
        worstDay: z
          .strictObject({ date, staying: z.array(z.number()), moved: z.array(z.number()) })
          .nullable()
          .describe(
            "The day (UTC) with the highest minute: tokens by minute, of what is there already and what comes.",
          ),
        untimed: z
          .strictObject({ records: smallCount, tokens: z.number().min(0), requests: z.number().min(0) })
          .describe(
            "Totals of longer periods, or that may be under several of the limits: nobody knows which minutes they fill.",
          ),
      }),
    ),
  })
  .describe(
    "What runs on the target with the moves, stacked on all that the organisation runs there already, whatever the question is limited to. A record counts in the calendar minute (UTC) of its timestamp, with input and output tokens together (cached ones too); a share counts in part. Quantiles are by nearest rank: the smallest value that at least this part of all values does not exceed. A minute is above a limit when it has more than the limit. Batch traffic has a queue of its own and is left out.",
  );
