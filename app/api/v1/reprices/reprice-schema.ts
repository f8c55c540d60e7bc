import { z } from "zod";
import { newModelAlias } from "../model-aliases/model-alias-schema";
import { newPriceOverride } from "../price-overrides/price-override-schema";

const instant = z.iso
  .datetime({ offset: true, error: "must be an RFC 3339 time" })
  .nullish()
  .transform((text) => (text ? new Date(text) : null));
const values = z.array(z.string().max(256).nullable()).min(1).max(200).optional();
const MOST_STATEMENTS = 50;

/** The body of POST /api/v1/reprices. */
export const newReprice = z
  .strictObject({
    from: instant,
    to: instant,
    filter: z.strictObject({ provider: values, model: values, project: values, serviceTier: values }).default({}),
    states: z
      .strictObject({
        aliases: z.array(newModelAlias).max(MOST_STATEMENTS).default([]),
        overrides: z.array(newPriceOverride).max(MOST_STATEMENTS).default([]),
      })
      .default({ aliases: [], overrides: [] }),
    note: z
      .string()
      .trim()
      .max(1000)
      .nullish()
      .transform((text) => text || null),
  })
  .refine(({ from, to }) => from === null || to === null || from < to, { path: ["to"], message: "must be after from" });
