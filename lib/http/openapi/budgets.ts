import { z } from "zod";
import { BUDGET_DIMENSIONS, BUDGET_UNITS } from "@/lib/spend/budgets/budget";
import { BUDGET_STATES } from "@/lib/spend/budgets/standing";
import { ONE_LINE } from "../one-line-name";
import { answerOf, NOTHING, type Resource } from "./operation";
import { uuidInPath } from "./parameters";
import { expectedHigh, FORECAST_REASONS } from "./spend-forecast";
import { totals } from "./totals";
import { date, instant, usd, uuid } from "./value-schemas";

const name = z.string().min(1).max(120).regex(ONE_LINE);
const scope = z
  .strictObject({ dimension: z.enum(BUDGET_DIMENSIONS), value: z.string().min(1).max(256) })
  .nullable()
  .describe("The usage it is for; null for all of the organisation's.");
const period = z
  .enum(BUDGET_UNITS)
  .describe("A calendar period in the organisation's time zone; weeks begin on Monday.");
const amount = z
  .string()
  .regex(/^(?!0+(\.0*)?$)\d{1,12}(\.\d{1,9})?$/)
  .describe("USD, more than 0.");
const thresholds = z
  .array(z.int().min(1).max(1000))
  .min(1)
  .max(10)
  .describe("Percent of the amount. Each fires once in a period for the same usage.");
const startsOn = z.iso
  .date()
  .nullable()
  .describe("The first period is the one this date lies in; null: that of today.");
const share = z.number().min(0).describe("Of the amount; above 1 when it is more.");

const shareHigh = share.optional().describe("The same by the upper bound, where the cost lies between two.");

const standing = z.strictObject({
  ...{ from: instant, to: instant },
  state: z
    .enum(BUDGET_STATES)
    .describe(
      "`over`: the amount is reached. `heading_over`: it is expected to be. `at_risk`: it may be, within the band. `unknown`: there is no forecast.",
    ),
  ...{ share, shareHigh },
  spent: totals.describe(
    "A lower bound where `unpricedRequests` is above 0. Where it is an interval the lower bound counts: thresholds and `over` are certain.",
  ),
  usageUntil: instant.nullable(),
  forecast: z
    .strictObject({ expected: usd, expectedHigh, low: usd, high: usd })
    .nullable()
    .describe("At the end of the period; four of five outcomes lie between `low` and `high`."),
  reason: z.enum(FORECAST_REASONS).optional().describe("Why there is no forecast."),
  crossing: z
    .strictObject({ expected: instant.nullable(), earliest: instant.nullable(), latest: instant.nullable() })
    .nullable()
    .describe("When the amount will be reached; null within it: not in this period."),
  crossedOn: instant.nullable().describe("Start of the day on which the amount was reached."),
});

const budget = z.strictObject({
  ...{ id: uuid, name: z.string(), scope, period, amount: usd, thresholds, startsOn: date.nullable() },
  ...{ createdAt: instant, createdBy: z.string().nullable() },
  changedAt: instant
    .nullable()
    .describe("When it last became a budget of other usage or another period, in force from that period on."),
  scopeKnown: z.boolean().describe("Whether usage has ever named what it is for."),
  current: standing.nullable().describe("Null while its first period has not begun."),
  fired: z
    .array(z.strictObject({ threshold: z.int(), firedAt: instant }))
    .describe("In the current period, for the usage it is for now."),
});

const budgetInFull = budget.extend({
  history: z
    .array(
      z.strictObject({
        ...{ from: instant, to: instant, spent: totals },
        share: share.describe("Of the amount as it is today."),
        shareHigh,
        inForce: z.boolean().describe("Whether the budget was for this period."),
      }),
    )
    .describe("The last periods, the newest first, those before it was made too."),
});

const ID = uuidInPath("id", "Id of the budget.");

/** Budgets. */
export const budgets: Resource = {
  name: "Budgets",
  description: "What usage may cost in a day, week or month, and who is told when it has.",
  requests: {
    NewBudget: z.strictObject({
      ...{ name, scope: scope.default(null), period, amount, thresholds: thresholds.default([50, 80, 100]) },
      startsOn: startsOn.default(null),
    }),
    BudgetChange: z.strictObject({
      ...{ name: name.optional(), scope: scope.optional(), period: period.optional() },
      ...{ amount: amount.optional(), thresholds: thresholds.optional(), startsOn: startsOn.optional() },
    }),
  },
  answers: {
    Budget: budget,
    BudgetInFull: budgetInFull,
    BudgetList: z.strictObject({ budgets: z.array(budget) }),
  },
  paths: {
    "/api/v1/budgets": {
      get: {
        operationId: "listBudgets",
        summary: "The budgets, with how they stand",
        access: "read",
        answers: { 200: answerOf("Those of the whole organisation first.", "BudgetList") },
      },
      post: {
        operationId: "createBudget",
        summary: "Make a budget",
        access: "admin",
        body: "NewBudget",
        answers: { 201: answerOf("The budget.", "BudgetInFull") },
        errors: { 409: ["too_many"] },
      },
    },
    "/api/v1/budgets/{id}": {
      get: {
        operationId: "getBudget",
        summary: "A budget, with what the periods before cost",
        access: "read",
        parameters: [ID],
        answers: { 200: answerOf("The budget.", "BudgetInFull") },
        errors: { 404: ["not_found"] },
      },
      patch: {
        operationId: "changeBudget",
        summary: "Change a budget",
        description:
          "Thresholds that have fired stay fired. Another scope or period makes the budget start anew: it is in force from the period of the change on, its history is that of what it is for now, and every threshold can fire for it. Changed back, none fires again that had for that usage in the period.",
        access: "admin",
        parameters: [ID],
        body: "BudgetChange",
        answers: { 200: answerOf("The budget.", "BudgetInFull") },
        errors: { 404: ["not_found"] },
      },
      delete: {
        operationId: "deleteBudget",
        summary: "Remove a budget",
        description: "What it has told of stays.",
        access: "admin",
        parameters: [ID],
        answers: { 204: NOTHING },
        errors: { 404: ["not_found"] },
      },
    },
  },
};
