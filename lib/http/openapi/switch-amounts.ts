import { z } from "zod";
import { count, signedUsd, usd } from "./value-schemas";

/** A cost; with an upper bound where aggregates leave an interval. */
export const cost = z.strictObject({ cost: usd, costHigh: usd.optional() });

/** A difference of costs. */
export const plainDifference = z.strictObject({ cost: signedUsd, costHigh: signedUsd.optional() });

/** A difference with its percentage. */
export const difference = plainDifference
  .extend({
    percent: z
      .number()
      .nullable()
      .describe(
        "Of what it is a difference to, of the whole answer of all in scope; two decimals. Null of nothing, and where one of the two has an upper bound.",
      ),
  })
  .describe("What is saved is negative.");

/** Usage without a price. */
export const unpriced = z.strictObject({ requests: count, tokens: count });

/** A cost as it may turn out. */
export const estimate = z.strictObject({ low: usd, expected: usd, high: usd });

/** A difference as it may turn out. */
export const plainEstimatedDifference = z.strictObject({ low: signedUsd, expected: signedUsd, high: signedUsd });

/** The same with its percentage. */
export const estimatedDifference = plainEstimatedDifference
  .extend({ percent: z.number().nullable() })
  .describe(
    "The difference with what the switch changes; what is saved is negative. Percent of what is expected, of all in scope (halfway between its bounds).",
  );

/** Differences of a month. */
export const perMonth = z
  .strictObject({
    days: z.number().min(0),
    difference: plainDifference,
    estimatedDifference: plainEstimatedDifference,
  })
  .describe(
    "Differences scaled to a month of 30.4375 days, from those there is traffic of: from the start of the first day with any (in `tz`) until now, or the end of the period.",
  );
