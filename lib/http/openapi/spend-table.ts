import { z } from "zod";
import { MEASURES } from "@/lib/spend/measure";
import { MOST_ROWS, ROW_CHOICES } from "@/lib/spend/table-question";
import { groupKey } from "./group-key";
import { type OperationSpec, schemaNamed } from "./operation";
import { COMPARISON, DIMENSION, FILTERS, PERIOD, query, RANGE } from "./parameters";
import { count, instant, share, signedUsd, smallCount } from "./value-schemas";

const value = z
  .union([signedUsd, count, share])
  .nullable()
  .describe("Spend in USD, a count, or a share from 0 to 1; null where there is nothing to divide by.");
const figures = {
  values: z
    .partialRecord(z.enum(MEASURES), value)
    .describe("The measure asked for, and those that always stand beside it."),
  before: value.optional().describe("The measure in the period it is compared with, where that was asked for."),
};

/** A table of groups. */
export const spendTableAnswers = {
  SpendTable: z.strictObject({
    from: instant,
    to: instant,
    tz: z.string(),
    measure: z.enum(MEASURES),
    rows: z.array(z.strictObject({ key: groupKey, ...figures })),
    others: z
      .strictObject({ groups: smallCount, ...figures })
      .nullable()
      .describe("All groups that have no row, so that rows and others add up to the total."),
    total: z.strictObject(figures),
  }),
};

/** `GET /api/v1/spend/table`. */
export const getSpendTable: OperationSpec = {
  operationId: "getSpendTable",
  summary: "Groups by any measure, the largest first",
  description: "What the explore page shows at the same address. CSV with `Accept: text/csv`, or with `format=csv`.",
  access: "read",
  parameters: [
    RANGE,
    ...PERIOD,
    {
      ...query("groupBy", "One or two dimensions. The model.", { type: "array", items: DIMENSION, maxItems: 2 }),
      explode: false,
    },
    query("measure", "What the groups are measured by.", { type: "string", enum: MEASURES, default: "cost" }),
    query("sort", "The measure (or `change`, beside `compare`) that comes first. `measure`.", {
      type: "string",
      enum: ["change", ...MEASURES],
    }),
    query("rows", "Most rows; one more where that leaves no others.", {
      type: "integer",
      minimum: 1,
      maximum: MOST_ROWS,
      default: ROW_CHOICES[0],
    }),
    ...FILTERS,
    ...COMPARISON,
    query("format", "For links that people click.", { type: "string", enum: ["csv"] }),
  ],
  answers: {
    200: {
      description: "The table.",
      content: {
        "application/json": { schema: schemaNamed("SpendTable") },
        "text/csv": { schema: { type: "string" } },
      },
    },
  },
  errors: { 400: ["invalid_request"] },
};
