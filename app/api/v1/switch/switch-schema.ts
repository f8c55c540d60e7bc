import { z } from "zod";
import { USAGE_TIERS } from "@/lib/catalogue/catalogue-model";
import { DIMENSIONS } from "@/lib/spend/dimensions";
import { isTimeZone, parseBound } from "@/lib/spend/period";
import { type Band, DEFAULT_LEVERS } from "@/lib/switch/levers";
import { shareFromNumber, WHOLE } from "@/lib/switch/share";
import type { SwitchQuestion } from "@/lib/switch/switch-question";

const MOST_MOVES = 20;
const LONGEST_PERIOD_DAYS = 1100;

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

const WHERE = z
  .strictObject({ minInput: TOKENS, maxInput: TOKENS, minOutput: TOKENS, maxOutput: TOKENS })
  .partial()
  .refine(({ minInput = 0, maxInput = minInput }) => minInput <= maxInput, "minInput is above maxInput")
  .refine(({ minOutput = 0, maxOutput = minOutput }) => minOutput <= maxOutput, "minOutput is above maxOutput");

const OUTPUT_FACTOR = z
  .union([FACTOR, z.strictObject({ low: FACTOR, expected: FACTOR, high: FACTOR })])
  .transform((factor): Band => {
    const { low, expected, high } =
      typeof factor === "number" ? { low: factor, expected: factor, high: factor } : factor;
    return { low: thousandths(low), expected: thousandths(expected), high: thousandths(high) };
  })
  .refine(({ low, expected, high }) => low <= expected && expected <= high, "must be low ≤ expected ≤ high");

const BODY = z.strictObject({
  from: z.string(),
  to: z.string(),
  tz: z.string().refine(isTimeZone, "is not a time zone such as Europe/Berlin").optional(),
  filter: z.partialRecord(z.enum(DIMENSIONS), VALUES).default({}),
  tier: z.enum(USAGE_TIERS).nullable().default(null),
  moves: z
    .array(
      z.strictObject({
        fromModel: NAME.nullable().default(null),
        toModel: NAME,
        share: SHARE.default(WHOLE),
        where: WHERE.default({}),
      }),
    )
    .min(1)
    .max(MOST_MOVES),
  levers: z
    .strictObject({
      cache: z.enum(["same", "cold"]).default(DEFAULT_LEVERS.cache),
      outputFactor: OUTPUT_FACTOR.nullable().default(DEFAULT_LEVERS.outputFactor),
      reasoningEffort: z.enum(["low", "medium", "high"]).default(DEFAULT_LEVERS.reasoningEffort),
    })
    .default(DEFAULT_LEVERS),
  rankingLimit: z.number().int().min(0).max(2000).default(50),
});

function thousandths(factor: number): bigint {
  return BigInt(Math.round(factor * 1000));
}

/**
 * Reads a what-if.
 * @throws ZodError naming what is wrong.
 */
export function readSwitchQuestion(body: unknown, organizationZone: string): SwitchQuestion {
  const schema = BODY.transform(({ from, to, tz, filter, tier, ...rest }, context): SwitchQuestion => {
    const timeZone = tz ?? organizationZone;
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
    return { from: start, to: end, timeZone, filters: filter, usageTier: tier, ...rest };
  });
  return schema.parse(body);
}

function refuse(context: z.RefinementCtx, path: string, message: string): void {
  context.addIssue({ code: "custom", path: [path], message });
}
