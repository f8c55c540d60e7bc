import { z } from "zod";
import { oneLineName } from "@/lib/http/one-line-name";
import { parseUsd } from "@/lib/pricing/money";
import { BUDGET_DIMENSIONS, BUDGET_UNITS, orderedThresholds } from "@/lib/spend/budgets/budget";

/** Some amount above nothing, in USD. */
const AMOUNT = /^(?!0+(\.0*)?$)\d{1,12}(\.\d{1,9})?$/;

const amount = z
  .string()
  .regex(AMOUNT, "must be USD above 0, a decimal string with at most nine decimals")
  .transform(parseUsd);
const thresholds = z.array(z.int().min(1).max(1000)).min(1).max(10).transform(orderedThresholds);
const startsOn = z.iso.date("must be a date, YYYY-MM-DD").nullable();
const scope = z.strictObject({ dimension: z.enum(BUDGET_DIMENSIONS), value: z.string().min(1).max(256) }).nullable();

/** A budget to be made. */
export const newBudget = z
  .strictObject({
    name: oneLineName,
    scope: scope.default(null),
    period: z.enum(BUDGET_UNITS),
    amount,
    thresholds: thresholds.default([50, 80, 100]),
    startsOn: startsOn.default(null),
  })
  .transform(({ period: unit, ...budget }) => ({ ...budget, unit }));

/** What of a budget is to be changed. */
export const budgetChange = z
  .strictObject({
    name: oneLineName.optional(),
    scope: scope.optional(),
    period: z.enum(BUDGET_UNITS).optional(),
    amount: amount.optional(),
    thresholds: thresholds.optional(),
    startsOn: startsOn.optional(),
  })
  .transform(({ period: unit, ...change }) => ({ ...change, unit }));
