import { z } from "zod";

/** A name as usage has it; halves of characters cannot be stored. */
export const name = z
  .string()
  .min(1)
  .max(256)
  .regex(/^\P{Surrogate}*$/u, "must be valid Unicode");

/** The body of POST /api/v1/overlap-precedences. */
export const overlapPrecedence = z.strictObject({
  provider: name.nullable(),
  project: name.nullable(),
  precedence: z.enum(["export", "requests"]).nullable(),
});
