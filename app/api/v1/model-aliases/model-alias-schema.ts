import { z } from "zod";
import type { StatedAlias } from "@/lib/db/queries/price-book/list-model-aliases";
import { statementToJson } from "@/lib/db/queries/price-book/statement-to-json";
import { dateFromInstant, type Instant } from "@/lib/usage/instant";

const name = z.string().trim().min(1).max(256);
const instant = z.iso
  .datetime({ offset: true, error: "must be an RFC 3339 time" })
  .nullish()
  .transform((text) => (text ? new Date(text) : null));

/** A name to be stated. */
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
export function modelAliasToJson({ alias, ...statement }: StatedAlias) {
  const time = (at: Instant | null) => (at === null ? null : dateFromInstant(at).toISOString());
  return {
    ...alias,
    validFrom: time(alias.validFrom),
    validTo: time(alias.validTo),
    ...statementToJson(statement),
  };
}
