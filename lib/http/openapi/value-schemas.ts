import { z } from "zod";

/** An amount that cannot be negative. */
export const usd = z
  .string()
  .regex(/^(0|[1-9]\d*)(\.\d*[1-9])?$/)
  .meta({
    description: "USD, exact: a decimal without an exponent and without trailing zeros.",
    examples: ["0.01275"],
  });

/** A difference of amounts. */
export const signedUsd = z
  .string()
  .regex(/^(0|-?[1-9]\d*|-?(0|[1-9]\d*)\.\d*[1-9])$/)
  .meta({ description: "A difference in USD, exact.", examples: ["-0.01275"] });

/** A count that can pass 2^53. */
export const count = z
  .union([z.int().min(0), z.string().regex(/^[1-9]\d{15,}$/)])
  .meta({ description: "A number; beyond 2^53 a decimal string.", examples: [1200, "9007199254740993"] });

/** A count that cannot. */
export const smallCount = z.int().min(0);

/** An instant as answers give it. */
export const instant = z
  .string()
  .regex(/Z$/)
  .meta({ format: "date-time", description: "RFC 3339, in UTC.", examples: ["2026-11-03T09:14:07.120Z"] });

/** A calendar date. */
export const date = z.string().meta({ format: "date", examples: ["2026-11-03"] });

/** A day, or as much of one as a source says. */
export const sourceDate = z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?$/);

/** An instant as it is sent. */
export const sentInstant = z.string().meta({ format: "date-time", examples: ["2026-11-03T09:14:07Z"] });

/** An instant as usage may state it: what logs and exports hold too. */
export const usageInstant = z.union([sentInstant, z.number().min(0)]).meta({
  description: "RFC 3339; or seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by size.",
});

/** An id. */
export const uuid = z.string().meta({ format: "uuid" });

/** A name that a source or an organisation gives. */
export const name = z.string().min(1);

/** A part of a whole. */
export const share = z.number().min(0).max(1);

/** Those that every resource has. */
export const VALUE_SCHEMAS = { Usd: usd, UsdDifference: signedUsd, Count: count, Instant: instant };
