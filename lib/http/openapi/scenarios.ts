import { z } from "zod";
import { DRIVERS } from "@/lib/switch/back-test/back-test";
import type { BackTestJson } from "@/lib/switch/back-test/back-test-to-json";
import type { ScenarioJson, ScenarioWithRunsJson } from "@/lib/switch/scenarios/scenario";
import type { ScenarioChangesJson } from "@/lib/switch/scenarios/scenario-changes";
import type { ScenarioResultJson } from "@/lib/switch/scenarios/scenario-result";
import { type Answer, answerOf, NOTHING, type Resource, schemaNamed } from "./operation";
import { query, uuidInPath } from "./parameters";
import { cost, difference, estimate, estimatedDifference, perMonth, unpriced } from "./switch-amounts";
import { checkedLimits, fitState } from "./switch-fit";
import { switchQuestion } from "./switch-question";
import { count, instant, share, signedUsd, smallCount, sourceDate, usd, uuid } from "./value-schemas";

const name = z.string().min(1).max(200);

const notKept = z.null().optional().describe("Not kept: ask /api/v1/switch, and keep the moves it finds.");
const keptQuestion = switchQuestion
  .extend({ bestSplit: notKept, bestAssignment: notKept })
  .describe("As it is sent to /api/v1/switch, but for what looks for other moves.");

const newScenario = z.strictObject({ name, question: keptQuestion });
const scenarioChange = z.strictObject({ name: name.optional(), question: keptQuestion.optional() });
const duplicateOf = z.strictObject({ name: name.optional().describe("The name with “(copy)” unless stated.") });

const ratePlace = {
  side: z.enum(["now", "there"]),
  model: z.string(),
  serviceTier: z.string(),
  region: z.string().nullable(),
  context: z.string(),
  window: z.string().nullable(),
  class: z.string(),
  per: z.enum(["million", "call"]),
};

const result = z
  .strictObject({
    from: instant,
    to: instant,
    tz: z.string(),
    requests: count,
    baseline: cost,
    result: cost,
    difference,
    estimate,
    estimatedDifference,
    perMonth,
    fit: fitState,
    rateLimits: z
      .array(checkedLimits)
      .optional()
      .describe("What each target was held against; missing of runs that are older than such limits."),
    requestsThatDoNotFit: smallCount,
    unpriced,
    moves: z.array(
      z.strictObject({
        fromModel: z.string().nullable(),
        toModel: z.string(),
        toServiceTier: z.string().nullable(),
        share,
        requests: count,
        baseline: cost,
        result: cost,
        difference,
        unpriced: z
          .strictObject({ now: unpriced, there: unpriced })
          .optional()
          .describe("Traffic without a price; missing of runs that are older than this."),
        fit: fitState,
      }),
    ),
    prices: z
      .array(z.strictObject({ ...ratePlace, validFrom: instant.nullable(), rate: usd, source: z.string() }))
      .describe("Every rate that was applied, in USD per million tokens or per call."),
  })
  .describe("The answer in short.") satisfies z.ZodType<ScenarioResultJson>;

const amountChange = z.strictObject({ before: signedUsd, after: signedUsd, change: signedUsd });
const counts = z.strictObject({ before: smallCount, after: smallCount });

const changes = z
  .strictObject({
    since: instant,
    period: z.boolean(),
    limits: z.boolean().describe("What a target is held against is another."),
    question: z.boolean(),
    requests: z.strictObject({ before: count, after: count }),
    baseline: amountChange,
    result: amountChange,
    difference: amountChange,
    fit: z.strictObject({ before: fitState, after: fitState }),
    requestsThatDoNotFit: counts,
    prices: z.array(z.strictObject({ ...ratePlace, before: z.string(), after: z.string() })),
  })
  .describe("What is different from the run before.") satisfies z.ZodType<ScenarioChangesJson>;

const run = z.strictObject({
  id: uuid,
  ranAt: instant,
  ranBy: z.string().nullable(),
  priceData: z.strictObject({ list: z.string(), published: sourceDate, outlay: z.string() }),
  result,
  changes: changes.nullable(),
});

const scenario = z.strictObject({
  id: uuid,
  name,
  question: switchQuestion,
  createdAt: instant,
  createdBy: z.string().nullable(),
  changedAt: instant,
  changedBy: z.string().nullable(),
  mayDelete: z.boolean().describe("Whether who asks may delete it."),
  lastRun: run,
  outdated: z
    .strictObject({
      prices: z.boolean(),
      data: z.boolean(),
      period: z.boolean(),
      limits: z.boolean().describe("The organisation's rate limits or usage tiers, where the question states none."),
    })
    .describe("What has changed since the last run."),
}) satisfies z.ZodType<ScenarioJson>;

const withRuns = scenario.extend({
  runs: z.array(run).min(1).describe("The newest first; 50 are kept."),
}) satisfies z.ZodType<ScenarioWithRunsJson>;

const newBackTest = z.strictObject({
  at: z
    .string()
    .nullish()
    .describe("When the switch happened: a date or an instant; looked for in the traffic unless stated."),
  days: z.int().min(1).max(90).optional().describe("Days on both sides of it; 14 unless stated."),
});

const period = z.strictObject({ from: instant, to: instant });
const perRequest = z.number().min(0).nullable();

const backTest = z
  .strictObject({
    at: instant,
    proposed: z.boolean().describe("The date was found in the traffic: nobody named it."),
    before: period,
    after: period.describe("Until now where it is not over."),
    predicted: z
      .strictObject({
        requests: z.number().min(0),
        cost: usd,
        costAtActualVolume: usd.describe("With as many requests as there were."),
      })
      .describe(
        "What the traffic of before would cost with the scenario's moves and levers, and what was there already.",
      ),
    actual: z
      .strictObject({ requests: z.number().min(0), cost: usd, unpricedRequests: z.number().min(0) })
      .describe("What ran on the targets afterwards."),
    difference: signedUsd.describe("From predicted to actual."),
    parts: z
      .array(z.strictObject({ cause: z.enum([...DRIVERS, "prices"]), cost: signedUsd }))
      .describe("They add up to it."),
    explains: z
      .enum([...DRIVERS, "prices"])
      .nullable()
      .describe("The cause of most of the difference, the volume aside."),
    drivers: z
      .array(z.strictObject({ driver: z.enum(DRIVERS), predicted: perRequest, actual: perRequest }))
      .describe(
        "Requests; tokens per request of input, output (without reasoning) and reasoning; the cached share of input.",
      ),
  })
  .describe("A scenario against what really came of it.") satisfies z.ZodType<BackTestJson>;

const ID = uuidInPath("id", "Id of the scenario.");
const FORMAT = query("format", "For links that people click.", { type: "string", enum: ["csv"] });
const UNANSWERABLE = ["unknown_model", "ambiguous_model", "shares_exceed_whole", "too_many_labels"];

function jsonOrCsv(description: string, schema: string): Answer {
  const csv = { schema: { type: "string" } };
  return { description, content: { "application/json": { schema: schemaNamed(schema) }, "text/csv": csv } };
}

/** What-ifs that are kept. */
export const scenarios: Resource = {
  name: "Scenarios",
  description:
    "What-ifs that are kept under a name, with what they came to at each time. Keeping and changing them takes the scopes `read` and `ingest`.",
  requests: {
    NewScenario: newScenario,
    ScenarioChange: scenarioChange,
    DuplicateOfScenario: duplicateOf,
    NewBackTest: newBackTest,
  },
  answers: {
    ScenarioResult: result,
    ScenarioChanges: changes,
    ScenarioRun: run,
    Scenario: scenario,
    ScenarioWithRuns: withRuns,
    BackTest: backTest,
    ScenarioList: z.strictObject({ scenarios: z.array(scenario) }),
    ScenarioComparison: z.strictObject({ scenarios: z.array(scenario).min(2).max(4) }),
  },
  paths: {
    "/api/v1/scenarios": {
      get: {
        operationId: "listScenarios",
        summary: "The organisation's scenarios with their last runs",
        description: "The last changed first. CSV with `Accept: text/csv`, or with `format=csv`.",
        access: "read",
        parameters: [FORMAT],
        answers: { 200: jsonOrCsv("The scenarios.", "ScenarioList") },
        errors: { 400: ["invalid_request"] },
      },
      post: {
        operationId: "createScenario",
        summary: "Keep a what-if under a name, with what it comes to now",
        access: "read",
        body: "NewScenario",
        answers: { 201: answerOf("The scenario.", "ScenarioWithRuns") },
        errors: { 409: ["too_many"], 422: UNANSWERABLE },
      },
    },
    "/api/v1/scenarios/compare": {
      get: {
        operationId: "compareScenarios",
        summary: "Two to four scenarios side by side",
        description: "CSV with `Accept: text/csv`, or with `format=csv`.",
        access: "read",
        parameters: [
          {
            ...query("scenario", "Id of a scenario; to be repeated.", {
              type: "array",
              items: { type: "string", format: "uuid" },
              minItems: 2,
              maxItems: 4,
            }),
            required: true,
          },
          FORMAT,
        ],
        answers: { 200: jsonOrCsv("The scenarios, in the order asked for.", "ScenarioComparison") },
        errors: { 400: ["invalid_request"], 404: ["not_found"] },
      },
    },
    "/api/v1/scenarios/{id}": {
      get: {
        operationId: "getScenario",
        summary: "A scenario with its runs, and what changed from each to the next",
        description: "CSV with `Accept: text/csv`, or with `format=csv`: a line for each run.",
        access: "read",
        parameters: [ID, FORMAT],
        answers: { 200: jsonOrCsv("The scenario.", "ScenarioWithRuns") },
        errors: { 400: ["invalid_request"], 404: ["not_found"] },
      },
      patch: {
        operationId: "changeScenario",
        summary: "Give a scenario another name or another question",
        description: "Another question is answered at once.",
        access: "read",
        parameters: [ID],
        body: "ScenarioChange",
        answers: { 200: answerOf("The scenario.", "ScenarioWithRuns") },
        errors: { 404: ["not_found"], 422: UNANSWERABLE },
      },
      delete: {
        operationId: "deleteScenario",
        summary: "Delete a scenario with its runs",
        description: "By who made it, and by administrators.",
        access: "read",
        parameters: [ID],
        answers: { 204: NOTHING },
        errors: { 404: ["not_found"] },
      },
    },
    "/api/v1/scenarios/{id}/duplicate": {
      post: {
        operationId: "duplicateScenario",
        summary: "Make another scenario of the same question",
        access: "read",
        parameters: [ID],
        body: "DuplicateOfScenario",
        answers: { 201: answerOf("The new scenario.", "ScenarioWithRuns") },
        errors: { 404: ["not_found"], 409: ["too_many"], 422: UNANSWERABLE },
      },
    },
    "/api/v1/scenarios/{id}/runs": {
      post: {
        operationId: "runScenario",
        summary: "Answer a scenario again, with the prices and the data of now",
        access: "read",
        parameters: [ID],
        answers: { 201: answerOf("The scenario, with the new run.", "ScenarioWithRuns") },
        errors: { 404: ["not_found"], 422: UNANSWERABLE },
      },
    },
    "/api/v1/scenarios/{id}/back-test": {
      post: {
        operationId: "backTestScenario",
        summary: "Set what a scenario predicted against what really came of it",
        description: "Nothing is stored.",
        access: "read",
        parameters: [ID],
        body: "NewBackTest",
        answers: { 200: answerOf("The comparison.", "BackTest") },
        errors: { 404: ["not_found"], 422: [...UNANSWERABLE, "no_switch_found"] },
      },
    },
  },
};
