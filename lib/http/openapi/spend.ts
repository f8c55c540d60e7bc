import { z } from "zod";
import { GRANULARITIES } from "@/lib/spend/period";
import { groupKey } from "./group-key";
import { answerOf, type Resource, schemaNamed } from "./operation";
import { COMPARISON, DIMENSION, FILTERS, PERIOD, query } from "./parameters";
import { receipt } from "./price";
import { getSpendChanges, spendChangesAnswers } from "./spend-changes";
import { getSpendForecast, spendForecastAnswers } from "./spend-forecast";
import { getSpendTable, spendTableAnswers } from "./spend-table";
import { totals } from "./totals";
import { count, instant, share, smallCount, usd } from "./value-schemas";

/** How much of the usage has a price. */
export const coverage = z
  .strictObject({ requests: share.nullable(), tokens: share.nullable() })
  .describe("Shares, from 0 to 1, that have a price; null of nothing.");

const group = z.strictObject({ key: groupKey, totals });
const point = z.strictObject({
  start: instant,
  end: instant,
  partial: z.boolean().describe("Whether it is cut by the period, or not over yet."),
  key: groupKey,
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
    .describe("The period it is compared with, where that was asked for."),
  coverage,
  cacheSaved: usd.describe("What reading from caches saved against the input rate."),
  cacheMissed: usd.describe(
    "What uncached input of models with a cache rate would have saved had all of it been read from a cache: misses cost this much at most.",
  ),
  asOf: instant.nullable().describe("Time of the newest upload that is counted."),
});

const spendReceipts = z.strictObject({
  from: instant,
  to: instant,
  tz: z.string(),
  totals,
  coverage,
  receipts: z
    .array(
      z.strictObject({
        requests: count,
        cost: usd,
        receipt: receipt.describe("Its lines add up to `cost`."),
        costHigh: usd.optional(),
        highReceipt: receipt.optional().describe("Its lines add up to `costHigh`."),
      }),
    )
    .describe("A receipt for each rate card and long-context threshold, the dearest first."),
  others: z
    .strictObject({ cards: smallCount, totals })
    .nullable()
    .describe("What further cards priced, of a sum over very many."),
});

/** Spend. */
export const spend: Resource = {
  name: "Spend",
  description: "What usage cost, by time and dimensions.",
  answers: {
    ...{ Totals: totals, Coverage: coverage, SpendGroup: group, SpendPoint: point, Spend: spendAnswer },
    SpendReceipts: spendReceipts,
    ...spendTableAnswers,
    ...spendForecastAnswers,
    ...spendChangesAnswers,
  },
  paths: {
    "/api/v1/spend/table": { get: getSpendTable },
    "/api/v1/spend/forecast": { get: getSpendForecast },
    "/api/v1/spend/changes": { get: getSpendChanges },
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
          ...COMPARISON,
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
    "/api/v1/spend/receipts": {
      get: {
        operationId: "getSpendReceipts",
        summary: "How a sum of costs came about",
        description: "Token classes and calls at the rates of each card that priced them; they add up to the spend.",
        access: "read",
        parameters: [...PERIOD, ...FILTERS],
        answers: { 200: answerOf("The receipts.", "SpendReceipts") },
        errors: { 400: ["invalid_request"] },
      },
    },
  },
};
