import { z } from "zod";
import { answerOf, type Resource } from "./operation";
import { smallCount } from "./value-schemas";

/** Sample data. */
export const sampleData: Resource = {
  name: "Sample data",
  description: "Invented usage to look around with.",
  answers: { RemovedSampleData: z.strictObject({ removedBatches: smallCount }) },
  paths: {
    "/api/v1/sample-data": {
      post: {
        operationId: "loadSampleData",
        summary: "Load it, up to the last full hour",
        access: "ingest",
        answers: { 200: answerOf("What became of it, as of any upload.", "IngestResult") },
      },
      delete: {
        operationId: "removeSampleData",
        summary: "Take all of it out of every figure",
        access: "ingest",
        answers: { 200: answerOf("How many batches it was.", "RemovedSampleData") },
      },
    },
  },
};
