import { z } from "zod";
import type { NoForecast } from "@/lib/spend/forecast/forecast";
import { FORECAST_UNITS } from "@/lib/spend/forecast/period-forecast";
import { answerOf, type OperationSpec } from "./operation";
import { FILTERS, query, TIME_ZONE } from "./parameters";
import { totals } from "./totals";
import { instant, smallCount, usd } from "./value-schemas";

/** Why there is no forecast. */
export const FORECAST_REASONS: { [Reason in NoForecast]: Reason } = {
  too_little_history: "too_little_history",
  no_recent_usage: "no_recent_usage",
  period_is_over: "period_is_over",
};

/** What is expected by the end of a period where costs lie between bounds. */
export const expectedHigh = usd
  .optional()
  .describe("The same by the upper bounds of costs that lie between two; `high` is of these too.");

const band = {
  expected: usd,
  low: usd.describe("Four of five outcomes lie between `low` and `high`, judging by what forecasts were off by."),
  high: usd,
};
const span = { from: instant, to: instant };

/** A forecast. */
export const spendForecastAnswers = {
  SpendForecast: z.strictObject({
    ...span,
    tz: z.string(),
    usageUntil: instant.nullable().describe("Up to when usage has come in: what is later is not known yet."),
    soFar: totals,
    forecast: z
      .strictObject({
        ...{ ...band, expectedHigh },
        daysOfHistory: smallCount,
        days: z
          .array(z.strictObject({ end: instant, ...band }))
          .describe("What the period is expected to have cost by the end of each day that is not over."),
      })
      .nullable(),
    reason: z.enum(FORECAST_REASONS).optional().describe("Why there is no forecast."),
    previous: z.strictObject({
      ...span,
      totals,
      sameSpan: z.strictObject({ ...span, totals }).describe("As much of it as is known of the current period."),
    }),
  }),
};

/** `GET /api/v1/spend/forecast`. */
export const getSpendForecast: OperationSpec = {
  operationId: "getSpendForecast",
  summary: "What the current day, week or month is heading for",
  description: "Goes on as the last weeks did, weekday by weekday, with a band from what such forecasts were off by.",
  access: "read",
  parameters: [
    query("period", "The calendar period, in `tz`.", { type: "string", enum: FORECAST_UNITS, default: "month" }),
    TIME_ZONE,
    ...FILTERS,
  ],
  answers: { 200: answerOf("The forecast.", "SpendForecast") },
  errors: { 400: ["invalid_request"] },
};
