import { z } from "zod";
import { sourceDate } from "./value-schemas";

/** A fact of the catalogue with its state and its sources. */
export function factOf<Value extends z.ZodType>(value: Value) {
  return z.strictObject({
    value: value.nullable(),
    state: z
      .enum(["supported", "unsupported", "unknown", "conflicting"])
      .describe(
        "A figure that is known is `supported`; of sources that disagree all are kept, and the first one's value stands.",
      ),
    sources: z.array(
      z.strictObject({
        value,
        source: z.string(),
        date: sourceDate,
        printed: z.string().optional().describe("As the source writes it, where that differs."),
        note: z.string().optional(),
      }),
    ),
  });
}

/** A yes-or-no fact. */
export const booleanFact = factOf(z.boolean());
/** A figure. */
export const numberFact = factOf(z.number());
/** A text. */
export const textFact = factOf(z.string());
/** A list of names. */
export const namesFact = factOf(z.array(z.string()));
