import { z } from "zod";
import type { StatedOverride } from "@/lib/db/queries/price-book/list-price-overrides";
import { statementToJson } from "@/lib/db/queries/price-book/statement-to-json";
import { overridePriceToJson } from "@/lib/pricing/override-price";
import { dateFromInstant, type Instant } from "@/lib/usage/instant";

const name = z.string().trim().min(1).max(256);
const optionalName = name.nullish().transform((text) => text ?? null);
const instant = z.iso
  .datetime({ offset: true, error: "must be an RFC 3339 time" })
  .nullish()
  .transform((text) => (text ? new Date(text) : null));
const rate = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,9})?$/, "must be USD per million tokens, a decimal string with at most nine decimals")
  .optional();

const rates = z
  .strictObject({
    kind: z.literal("rates"),
    input: rate,
    cacheRead: rate,
    cacheWrite: rate,
    cacheWriteByTtl: z.record(z.string().min(1).max(32), rate.unwrap()).optional(),
    output: rate,
    reasoning: rate,
    audioInput: rate,
    imageInput: rate,
    cacheReadAudio: rate,
    cacheReadImage: rate,
    audioOutput: rate,
    imageOutput: rate,
  })
  .refine((price) => price.input !== undefined || price.output !== undefined, "states neither input nor output");

const multiplier = z.strictObject({
  kind: z.literal("multiplier"),
  numerator: z.int().min(0).max(1_000_000_000),
  denominator: z.int().min(1).max(1_000_000_000),
});

/** A price to be stated. */
export const newPriceOverride = z
  .strictObject({
    provider: name,
    model: name,
    project: optionalName,
    serviceTier: optionalName,
    price: z.discriminatedUnion("kind", [rates, multiplier]),
    note: z
      .string()
      .trim()
      .max(1000)
      .nullish()
      .transform((text) => text || null),
    validFrom: instant,
    validTo: instant,
  })
  .refine(({ validFrom, validTo }) => validFrom === null || validTo === null || validFrom < validTo, {
    path: ["validTo"],
    message: "must be after validFrom",
  });

/** An override as the HTTP API gives it. */
export function priceOverrideToJson({ override, ...statement }: StatedOverride) {
  const time = (at: Instant | null) => (at === null ? null : dateFromInstant(at).toISOString());
  return {
    ...override,
    price: overridePriceToJson(override.price),
    validFrom: time(override.validFrom),
    validTo: time(override.validTo),
    ...statementToJson(statement),
  };
}
