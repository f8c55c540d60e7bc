import { z } from "zod";
import type { ModelAlias } from "@/lib/pricing/match-model";
import { dateFromInstant, type Instant } from "@/lib/usage/instant";

const name = z.string().trim().min(1).max(256);
const instant = z.iso
  .datetime({ offset: true, error: "must be an RFC 3339 time" })
  .nullish()
  .transform((text) => (text ? new Date(text) : null));

/** The body of POST /api/v1/model-aliases. */
export const newModelAlias = z
  .strictObject({
    provider: name.nullish().transform((text) => text ?? null),
    pattern: name.refine((text) => /[^*]/.test(text), "must hold more than *: it would rename every model"),
    targetProvider: name,
    targetModel: name,
    validFrom: instant,
    validTo: instant,
  })
  .refine(({ validFrom, validTo }) => validFrom === null || validTo === null || validFrom < validTo, {
    path: ["validTo"],
    message: "must be after validFrom",
  });

/** An alias as the HTTP API gives it. */
export function modelAliasToJson(alias: ModelAlias) {
  const time = (at: Instant | null) => (at === null ? null : dateFromInstant(at).toISOString());
  return { ...alias, validFrom: time(alias.validFrom), validTo: time(alias.validTo) };
}
