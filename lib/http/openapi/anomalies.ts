import { z } from "zod";
import { SENSITIVITIES } from "@/lib/spend/anomalies/judge";
import { answerOf, type Resource } from "./operation";
import { totals } from "./totals";
import { date, instant, smallCount, usd } from "./value-schemas";

const sensitivity = z.enum(SENSITIVITIES).describe("How far from usual a day has to be; `off`: nobody is told.");
const watch = {
  sensitivity,
  byModel: z.boolean().describe("Whether each model is watched by itself too."),
  byProject: z.boolean(),
};

const judged = z.strictObject({
  scope: z.strictObject({ dimension: z.enum(["model", "project"]), value: z.string() }).nullable(),
  day: date,
  whole: z.boolean().describe("False: the day so far, compared with the same part of earlier ones."),
  ...{ from: instant, to: instant, spent: totals },
  judgement: z.enum(["more", "usual", "less", "too_little_history"]),
  usual: z
    .strictObject({ median: usd, low: usd, high: usd })
    .nullable()
    .describe("What the same part of the same weekday cost in the last weeks."),
  weeks: smallCount.describe("How many weeks that is, up to 8; four are needed."),
  text: z.string(),
});

/** Days that are not as usual. */
export const anomalies: Resource = {
  name: "Anomalies",
  description: "How days compare with their weekday.",
  requests: {
    AnomalyWatchChange: z.strictObject({
      ...{ sensitivity: sensitivity.optional(), byModel: z.boolean().optional(), byProject: z.boolean().optional() },
    }),
  },
  answers: {
    AnomalyWatch: z.strictObject(watch),
    Anomalies: z.strictObject({ ...watch, judged: z.array(judged) }),
  },
  paths: {
    "/api/v1/anomalies": {
      get: {
        operationId: "getAnomalies",
        summary: "How today so far and yesterday compare with what is usual",
        access: "read",
        answers: { 200: answerOf("The organisation first, then the dearest models and projects.", "Anomalies") },
      },
      patch: {
        operationId: "changeAnomalyWatch",
        summary: "Change how days are watched",
        access: "admin",
        body: "AnomalyWatchChange",
        answers: { 200: answerOf("How they are watched.", "AnomalyWatch") },
      },
    },
  },
};
