import { z } from "zod";
import type { CAUSES } from "@/lib/spend/changes/decompose";
import { type OperationSpec, schemaNamed } from "./operation";
import { FILTERS, PERIOD, query, RANGE } from "./parameters";
import { totals } from "./totals";
import { instant, signedUsd, usd } from "./value-schemas";

const change = {
  before: usd,
  after: usd,
  effects: z
    .strictObject({ volume: signedUsd, mix: signedUsd, tokens: signedUsd, cache: signedUsd, price: signedUsd })
    .describe("What each cause added or took away; together exactly `after` less `before`.") satisfies z.ZodType<
    Record<(typeof CAUSES)[number], string>
  >,
};
const period = z.strictObject({ from: instant, to: instant, totals });
const named = z
  .array(z.strictObject({ name: z.string().nullable(), ...change }))
  .describe("The largest change first. Null: not stated.");

/** What changed. */
export const spendChangesAnswers = {
  SpendChanges: z.strictObject({
    tz: z.string(),
    before: period,
    after: period,
    change: z
      .strictObject(change)
      .describe("Of the usage that has a price, by its lower bound where a cost is an interval."),
    models: named,
    projects: named,
  }),
};

/** `GET /api/v1/spend/changes`. */
export const getSpendChanges: OperationSpec = {
  operationId: "getSpendChanges",
  summary: "What changed between two periods, and why",
  description:
    "Splits the difference exactly into volume (requests of each project), mix (which models they go to), tokens (per request), cache (how much of the input is read from and written to caches) and price (of a token). CSV with `Accept: text/csv`, or with `format=csv`.",
  access: "read",
  parameters: [
    RANGE,
    ...PERIOD,
    query("beforeFrom", "Start of the period to compare with. Without it, the one just before.", { type: "string" }),
    query("beforeTo", "Its end, which is not part of it.", { type: "string" }),
    ...FILTERS,
    query("format", "For links that people click.", { type: "string", enum: ["csv"] }),
  ],
  answers: {
    200: {
      description: "The changes.",
      content: {
        "application/json": { schema: schemaNamed("SpendChanges") },
        "text/csv": { schema: { type: "string" } },
      },
    },
  },
  errors: { 400: ["invalid_request"] },
};
