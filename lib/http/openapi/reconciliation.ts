import { z } from "zod";
import { VIEW_DIMENSIONS } from "@/lib/spend/export-view";
import { exportPrecedence } from "../export-precedence-schema";
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

const toldView = z.strictObject({
  view: z.string().describe("Names how these exports tell usage: kind of export, seconds of its periods, dimensions."),
  periodSeconds: z.int().min(1).nullable().describe("Of its periods; null where they have no end."),
  dimensions: z.array(z.enum(VIEW_DIMENSIONS)).describe("What it tells usage apart by."),
  standing: z
    .enum(["counts", "aside", "doubtful"])
    .describe(
      "`aside`: another one tells the same, and counts. `doubtful`: counts, but may tell the same as another one.",
    ),
  toldBy: text.describe("The view that tells the same, and counts, for one that is set aside; otherwise null."),
  uploads: z.array(z.strictObject({ batchId: z.string().regex(/^\d+$/), source: z.string() })).min(1),
  sums,
});

const toldDay = z.strictObject({
  day: date.describe("In UTC."),
  provider: text,
  endpoint: text.describe("The kind of usage."),
  stated: text.describe("What a person said counts: a view, or `all`; null where nobody did."),
  views: z.array(toldView).min(2).describe("The finest first."),
});

const exportChoice = z.strictObject({ provider: text, endpoint: text, view: z.string(), createdAt: instant });

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
  requests: { NewOverlapPrecedence: overlapPrecedence, NewExportPrecedence: exportPrecedence },
  answers: {
    Overlap: overlap,
    OverlapList: z.strictObject({ ...period, overlaps: z.array(overlap) }),
    OverlapPrecedenceList: z.strictObject({ overlapPrecedences: z.array(precedence) }),
    ToldDay: toldDay,
    ToldDayList: z.strictObject({ ...period, days: z.array(toldDay) }),
    ExportPrecedenceList: z.strictObject({ exportPrecedences: z.array(exportChoice) }),
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
          "For a provider and project, or (null) for every one; the most particular holds. What is said of a project holds where both roads tell it. A precedence of null takes back what was said. Every figure follows at once.",
        access: "admin",
        body: "NewOverlapPrecedence",
        answers: { 204: NOTHING },
        errors: { 409: ["too_many"] },
      },
    },
    "/api/v1/export-views": {
      get: {
        operationId: "listExportViews",
        summary: "What exports tell of in several ways",
        description:
          "Days, providers and kinds of usage that exports tell of in other periods or by other dimensions, the newest first. Of those that tell the same usage one counts: the one that tells most, and of equal ones the finest. The others are set aside: kept, and out of every figure.",
        access: "read",
        parameters: PERIOD,
        answers: { 200: answerOf("The days.", "ToldDayList") },
        errors: { 400: ["invalid_request"] },
      },
    },
    "/api/v1/export-precedences": {
      get: {
        operationId: "listExportPrecedences",
        summary: "What people have said about which exports count",
        access: "read",
        answers: { 200: answerOf("What has been said.", "ExportPrecedenceList") },
      },
      post: {
        operationId: "setExportPrecedence",
        summary: "Say which exports count",
        description:
          "For a provider and kind of usage, or (null) for usage without one. A view counts wherever it is there, and what tells of the same projects and periods is set aside; `all` has all count, for exports of different accounts. A view of null takes back what was said. Every figure follows at once.",
        access: "admin",
        body: "NewExportPrecedence",
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
