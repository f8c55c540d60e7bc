import { z } from "zod";
import { DIMENSIONS } from "@/lib/spend/dimensions";
import { GRANULARITIES } from "@/lib/spend/period";
import { type Resource, schemaNamed } from "./operation";
import { DIMENSION, FILTERS, PERIOD, query } from "./parameters";
import { count, instant, share, usd } from "./value-schemas";

/** Sums over usage. */
export const totals = z.strictObject({
  cost: usd.describe("Cost of the usage that has a price."),
  costHigh: usd
    .optional()
    .describe("Upper bound, where aggregates leave their price open; then `cost` is the lower one."),
  requests: count,
  inputUncached: count.describe("Input neither read from nor written to a cache, audio and images included."),
  cacheRead: count,
  cacheWrite: count,
  output: count,
  reasoning: count.describe("Part of output."),
  unpricedRequests: count.describe("Requests that are not in `cost`."),
  unpricedTokens: count,
});

/** How much of the usage has a price. */
export const coverage = z
  .strictObject({ requests: share.nullable(), tokens: share.nullable() })
  .describe("Shares, from 0 to 1, that have a price; null of nothing.");

const key = z
  .record(z.string().regex(new RegExp(`^(${DIMENSIONS.join("|")}|tag\\..+)$`)), z.string().nullable())
  .describe("Values of the dimensions grouped by; null where usage states none.");
const group = z.strictObject({ key, totals });
const point = z.strictObject({
  start: instant,
  end: instant,
  partial: z.boolean().describe("Whether it is cut by the period, or not over yet."),
  key,
  totals,
});

const spendAnswer = z.strictObject({
  from: instant,
  to: instant,
  tz: z.string(),
  totals,
  groups: z.array(group).describe("The dearest first."),
  series: z.array(point),
  previous: z
    .strictObject({ from: instant, to: instant, totals, groups: z.array(group) })
    .optional()
    .describe("The period before, where it was asked for."),
  coverage,
  cacheSaved: usd.describe("What reading from caches saved against the input rate."),
  asOf: instant.nullable().describe("Time of the newest upload that is counted."),
});

/** Spend. */
export const spend: Resource = {
  name: "Spend",
  description: "What usage cost, by time and dimensions.",
  answers: { Totals: totals, Coverage: coverage, SpendGroup: group, SpendPoint: point, Spend: spendAnswer },
  paths: {
    "/api/v1/spend": {
      get: {
        operationId: "getSpend",
        summary: "Spend over time, in groups and in total",
        description: "CSV with `Accept: text/csv`, or with `format=csv`.",
        access: "read",
        parameters: [
          ...PERIOD,
          query("granularity", "Parts the series is cut into, at most 5,000. Weeks begin on Monday.", {
            type: "string",
            enum: GRANULARITIES,
            default: "day",
          }),
          {
            ...query("groupBy", "Dimensions to group by.", {
              type: "array",
              items: DIMENSION,
            }),
            explode: false,
          },
          ...FILTERS,
          query("compare", "Asks for the period before too.", { type: "string", enum: ["none", "previous"] }),
          query("format", "For links that people click.", { type: "string", enum: ["csv"] }),
        ],
        answers: {
          200: {
            description: "The spend.",
            content: {
              "application/json": { schema: schemaNamed("Spend") },
              "text/csv": { schema: { type: "string" } },
            },
          },
        },
        errors: { 400: ["invalid_request"] },
      },
    },
  },
};
