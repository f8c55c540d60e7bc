import { z } from "zod";
import { overlapPrecedence } from "../overlap-precedence-schema";
import { answerOf, NOTHING, type Resource } from "./operation";
import { PERIOD } from "./parameters";
import { count, date, instant, signedUsd, usd } from "./value-schemas";

const text = z.string().nullable();
const signedCount = z.union([z.int(), z.string().regex(/^-?[1-9]\d{15,}$/)]);
const road = z.enum(["export", "requests"]);

const sums = z.strictObject({
  cost: usd.describe("Of the records that have a price."),
  records: count,
  requests: count.describe("Of the records that say it."),
  inputTokens: count,
  outputTokens: count,
  unpricedRecords: count,
});

const overlap = z.strictObject({
  day: date.describe("In UTC."),
  provider: text,
  project: text.describe("Null where one of the two does not tell projects apart."),
  counted: road.describe("Which of the two is in the figures."),
  export: sums,
  requests: sums,
  notExplained: z
    .strictObject({ cost: signedUsd, requests: signedCount, inputTokens: signedCount, outputTokens: signedCount })
    .describe("What the export has beyond the single requests; negative where these are more."),
});

const precedence = z.strictObject({ provider: text, project: text, precedence: road, createdAt: instant });

const billedCost = z.strictObject({
  day: date.describe("In UTC."),
  provider: z.string(),
  billed: z.string().regex(/^-?\d+(\.\d+)?$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  computed: usd.nullable().describe("What the usage of that day and provider costs; null where there is none."),
  unpricedRequests: count,
});

const period = { from: instant, to: instant };

/** Usage that came by two roads, and what was billed beside what it costs. */
export const reconciliation: Resource = {
  name: "Reconciliation",
  description: "Usage that came by two roads and counts once, and what was billed beside what usage costs.",
  requests: { NewOverlapPrecedence: overlapPrecedence },
  answers: {
    Overlap: overlap,
    OverlapList: z.strictObject({ ...period, overlaps: z.array(overlap) }),
    OverlapPrecedenceList: z.strictObject({ overlapPrecedences: z.array(precedence) }),
    BilledCostList: z.strictObject({ ...period, billedCosts: z.array(billedCost) }),
  },
  paths: {
    "/api/v1/overlaps": {
      get: {
        operationId: "listOverlaps",
        summary: "What came both as a provider's export and as single requests",
        description:
          "By UTC day, the newest first. One of the two counts, the other is set aside: out of every figure.",
        access: "read",
        parameters: PERIOD,
        answers: { 200: answerOf("The overlaps.", "OverlapList") },
        errors: { 400: ["invalid_request"] },
      },
    },
    "/api/v1/overlap-precedences": {
      get: {
        operationId: "listOverlapPrecedences",
        summary: "What people have said about which road counts",
        description: "Where nothing is said, the export counts.",
        access: "read",
        answers: { 200: answerOf("What has been said.", "OverlapPrecedenceList") },
      },
      post: {
        operationId: "setOverlapPrecedence",
        summary: "Say which road counts",
        description:
          "For a provider and project, or (null) for every one; the most particular holds. A precedence of null takes back what was said. Every figure follows at once.",
        access: "admin",
        body: "NewOverlapPrecedence",
        answers: { 204: NOTHING },
        errors: { 409: ["too_many"] },
      },
    },
    "/api/v1/billed-costs": {
      get: {
        operationId: "listBilledCosts",
        summary: "What was billed, beside what usage costs",
        description: "By UTC day and provider, the newest first. Billed costs are never part of another figure.",
        access: "read",
        parameters: PERIOD,
        answers: { 200: answerOf("The billed costs.", "BilledCostList") },
        errors: { 400: ["invalid_request"] },
      },
    },
  },
};
