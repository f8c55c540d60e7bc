import { z } from "zod";
import { USAGE_TIERS } from "@/lib/catalogue/catalogue-model";
import { DIMENSIONS, type Dimension, type Filters, isDimension } from "@/lib/spend/dimensions";
import { isTimeZone, type Period, parseBound } from "@/lib/spend/period";
import { presetPeriod, RANGE_PRESETS, type RangePreset } from "@/lib/spend/range-presets";
import { modelsNamed } from "@/lib/switch/assignment/assignment-question";
import { MOST_SEGMENTS } from "@/lib/switch/assignment/segments";
import { type Band, DEFAULT_LEVERS } from "@/lib/switch/levers";
import { NO_ORGANIZATION_LIMITS, type OrganizationLimits } from "@/lib/switch/organization-limits";
import { shareFromNumber, WHOLE } from "@/lib/switch/share";
import type { LimitsFrom, PriceTime, SwitchQuestion, Where } from "@/lib/switch/switch-question";
import { instantFromDate } from "@/lib/usage/instant";

const MOST_MOVES = 500;
const LONGEST_PERIOD_DAYS = 1100;
const MOST_RANKED = 2000;
const MOST_EVIDENCE = 100;

const NAME = z.string().trim().min(1).max(300);
const TOKENS = z.number().int().min(0).max(1_000_000_000_000);
const VALUES = z.array(z.string().min(1).max(1000).nullable()).min(1).max(200);
const FACTOR = z.number().min(0).max(100).multipleOf(0.001);

const SHARE = z.number().transform((value, context) => {
  try {
    return shareFromNumber(value);
  } catch (error) {
    context.addIssue({ code: "custom", message: (error as RangeError).message });
    return z.NEVER;
  }
});

const DIMENSION_OR_TAG = z.string().refine(isDimension, `is none of ${DIMENSIONS.join(", ")}, tag.<key>`);
const FILTERS = z.record(DIMENSION_OR_TAG, VALUES).transform((filters) => filters as Filters);

const SIZES = z.object({
  minInput: TOKENS.optional(),
  maxInput: TOKENS.optional(),
  minOutput: TOKENS.optional(),
  maxOutput: TOKENS.optional(),
  hours: z.array(z.number().int().min(0).max(23)).min(1).max(24).optional(),
});

const WHERE = z
  .looseObject(SIZES.shape)
  .refine(({ minInput = 0, maxInput = minInput }) => minInput <= maxInput, "minInput is above maxInput")
  .refine(({ minOutput = 0, maxOutput = minOutput }) => minOutput <= maxOutput, "minOutput is above maxOutput")
  .transform((where, context): Where => {
    const { minInput, maxInput, minOutput, maxOutput, hours, ...names } = where;
    const only = FILTERS.safeParse(names);
    if (!only.success) {
      for (const { path, message } of only.error.issues) context.addIssue({ code: "custom", path, message });
      return z.NEVER;
    }
    const stated = Object.entries({ minInput, maxInput, minOutput, maxOutput, hours }).filter(
      ([, value]) => value !== undefined,
    );
    return { ...(Object.fromEntries(stated) as Omit<Where, "only">), only: only.data };
  });

const BAND = z
  .union([FACTOR, z.strictObject({ low: FACTOR, expected: FACTOR, high: FACTOR })])
  .transform((factor): Band => {
    const { low, expected, high } =
      typeof factor === "number" ? { low: factor, expected: factor, high: factor } : factor;
    return { low: thousandths(low), expected: thousandths(expected), high: thousandths(high) };
  })
  .refine(({ low, expected, high }) => low <= expected && expected <= high, "must be low ≤ expected ≤ high");
const LEVER = BAND.nullable().default(null);

const OWN_LIMITS = z
  .array(
    z.strictObject({
      model: NAME,
      abovePromptTokens: TOKENS.nullable().default(null),
      tokensPerMinute: TOKENS.nullable().default(null),
      requestsPerMinute: TOKENS.nullable().default(null),
    }),
  )
  .max(50)
  .optional();

const MOST_ASSIGNED_MODELS = 20;
const ASSIGNED_MODELS = z.array(NAME).max(MOST_ASSIGNED_MODELS).default([]);

const RANGES = Object.keys(RANGE_PRESETS) as [RangePreset, ...RangePreset[]];

const BODY = z.strictObject({
  from: z.string().optional(),
  to: z.string().optional(),
  range: z.enum(RANGES).nullish(),
  tz: z.string().refine(isTimeZone, "is not a time zone such as Europe/Berlin").optional(),
  filter: FILTERS.default({}),
  not: FILTERS.default({}),
  tier: z.enum(USAGE_TIERS).nullable().optional(),
  ownLimits: OWN_LIMITS,
  prices: z.string().default("usage"),
  moves: z
    .array(
      z.strictObject({
        fromModel: NAME.nullable().default(null),
        toModel: NAME,
        toServiceTier: z.string().trim().min(1).max(100).nullable().default(null),
        share: SHARE.default(WHOLE),
        where: WHERE.default({ only: {} }),
      }),
    )
    .min(1)
    .max(MOST_MOVES),
  levers: z
    .strictObject({
      cache: z.enum(["same", "cold"]).nullable().default(DEFAULT_LEVERS.cache),
      cacheKept: LEVER,
      outputFactor: LEVER,
      reasoningFactor: LEVER,
      reasoningEffort: z.enum(["low", "medium", "high"]).default(DEFAULT_LEVERS.reasoningEffort),
      tokenizerFactor: LEVER,
      escalationShare: LEVER,
      growthFactor: LEVER,
    })
    .default(DEFAULT_LEVERS),
  rankingLimit: z.number().int().min(0).max(MOST_RANKED).default(50),
  evidenceLimit: z.number().int().min(0).max(MOST_EVIDENCE).default(5),
  bestSplit: z
    .strictObject({ move: z.number().int().min(0).default(0) })
    .nullable()
    .default(null),
  bestAssignment: z
    .strictObject({
      by: DIMENSION_OR_TAG.transform((by) => by as Dimension),
      models: ASSIGNED_MODELS,
      mayStay: z.boolean().default(true),
      allowed: z
        .array(
          z.strictObject({
            value: z.string().min(1).max(1000).nullable(),
            models: ASSIGNED_MODELS,
            mayStay: z.boolean().default(true),
          }),
        )
        .max(MOST_SEGMENTS)
        .default([]),
      mostMoves: z.number().int().min(0).max(MOST_SEGMENTS).nullable().default(null),
    })
    .refine((one) => modelsNamed(one).length <= MOST_ASSIGNED_MODELS, `more than ${MOST_ASSIGNED_MODELS} models`)
    .nullable()
    .default(null),
});

function thousandths(factor: number): bigint {
  return BigInt(Math.round(factor * 1000));
}

/**
 * Reads a what-if. `kept`: the organisation's rate limits, which hold where it states none.
 * @throws ZodError naming what is wrong.
 */
export function readSwitchQuestion(
  body: unknown,
  organizationZone: string,
  now: Date,
  kept: OrganizationLimits = NO_ORGANIZATION_LIMITS,
): SwitchQuestion {
  const schema = BODY.transform(
    ({ from, to, range, tz, filter, tier, ownLimits, prices, bestSplit, ...rest }, context): SwitchQuestion => {
      const timeZone = tz ?? organizationZone;
      const period = readPeriod({ from, to, range }, timeZone, now, context);
      const priceTime = readPriceTime(prices, timeZone, now);
      if (!priceTime)
        refuse(
          context,
          "prices",
          'is neither a date (2026-11-01) nor an instant (2026-11-01T09:00:00Z), nor "usage" or "today"',
        );
      if (bestSplit && bestSplit.move >= rest.moves.length)
        refuse(context, "bestSplit", "is of a move there is none of");
      return {
        ...rest,
        ...{ ...period, timeZone, filters: filter, bestSplit: bestSplit?.move ?? null },
        ...{ usageTier: tier ?? null, usageTiers: kept.usageTiers, ownLimits: ownLimits ?? kept.ownLimits },
        limitsFrom: { usageTier: statedBy(tier), ownLimits: statedBy(ownLimits) },
        prices: priceTime ?? { kind: "usage" },
      };
    },
  );
  return schema.parse(body);
}

function statedBy(limits: unknown): LimitsFrom {
  return limits === undefined ? "organization" : "question";
}

function readPeriod(
  { from, to, range }: { from?: string; to?: string; range?: RangePreset | null },
  timeZone: string,
  now: Date,
  context: z.RefinementCtx,
): Period {
  if (range && from === undefined && to === undefined) return presetPeriod(range, timeZone, now);
  if (range || from === undefined || to === undefined) {
    refuse(context, from === undefined ? "from" : "to", "state from and to, or a range");
    return { from: now, to: now };
  }
  const bounds = { from: parseBound(from, timeZone), to: parseBound(to, timeZone) };
  for (const name of ["from", "to"] as const) {
    if (!bounds[name]) refuse(context, name, "is neither a date (2026-11-01) nor an instant (2026-11-01T09:00:00Z)");
  }
  const start = bounds.from ?? new Date(0);
  const end = bounds.to ?? start;
  if (bounds.from && bounds.to && start >= end) refuse(context, "to", "must be after from");
  if (end.getTime() - start.getTime() > LONGEST_PERIOD_DAYS * 86_400_000) {
    refuse(context, "from", `must be at most ${LONGEST_PERIOD_DAYS} days before to`);
  }
  return { from: start, to: end };
}

function readPriceTime(text: string, timeZone: string, now: Date): PriceTime | null {
  if (text === "usage") return { kind: "usage" };
  const at = text === "today" ? now : parseBound(text, timeZone);
  return at && { kind: "fixed", at: instantFromDate(at) };
}

function refuse(context: z.RefinementCtx, path: string, message: string): void {
  context.addIssue({ code: "custom", path: [path], message });
}
