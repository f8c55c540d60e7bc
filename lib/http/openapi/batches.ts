import { z } from "zod";
import type { BatchJson } from "@/lib/db/queries/batches/batches";
import { answerOf, type Resource } from "./operation";
import { CURSOR, inPath, limit } from "./parameters";
import { instant, smallCount } from "./value-schemas";

const batchId = z.string().regex(/^[1-9]\d{0,8}$/);

const batch = z.strictObject({
  id: batchId,
  status: z
    .enum(["receiving", "committed", "failed", "deleted"])
    .describe("Only what is committed counts. A failed batch stored nothing, a deleted one no longer counts."),
  source: z.string(),
  format: z.string().nullable().describe("Null until it is recognised."),
  sample: z.boolean().describe("Whether it is sample data."),
  sentBy: z.string().nullable().describe("Who sent it, for people; null when unknown."),
  bytes: smallCount.describe("Read so far, unpacked."),
  received: smallCount,
  inserted: smallCount,
  duplicates: smallCount,
  revised: smallCount,
  rejected: smallCount,
  unpriced: smallCount,
  firstUsageAt: instant.nullable(),
  lastUsageAt: instant.nullable(),
  error: z.string().nullable().describe("Why it failed."),
  startedAt: instant,
  finishedAt: instant.nullable(),
}) satisfies z.ZodType<BatchJson>;

const ID = inPath("id", "Number of the batch.", { type: "string", pattern: "^[1-9]\\d{0,8}$" });

/** What came in. */
export const batches: Resource = {
  name: "Batches",
  description: "What came in, when, from where, and with what result.",
  answers: {
    Batch: batch,
    BatchList: z.strictObject({ batches: z.array(batch), nextCursor: batchId.nullable() }),
    DeletedBatch: z.strictObject({ deleted: batchId }),
  },
  paths: {
    "/api/v1/batches": {
      get: {
        operationId: "listBatches",
        summary: "The batches, the newest first",
        access: "read",
        parameters: [limit(500, 50), CURSOR],
        answers: { 200: answerOf("A page of batches.", "BatchList") },
        errors: { 400: ["invalid_request"] },
      },
    },
    "/api/v1/batches/{id}": {
      get: {
        operationId: "getBatch",
        summary: "One batch",
        access: "read",
        parameters: [ID],
        answers: { 200: answerOf("The batch.", "Batch") },
        errors: { 404: ["not_found"] },
      },
      delete: {
        operationId: "deleteBatch",
        summary: "Take a batch's records out of every figure",
        description: "What the batch had replaced does not come back.",
        access: "ingest",
        parameters: [ID],
        answers: { 200: answerOf("It counts no longer.", "DeletedBatch") },
        errors: { 404: ["not_found"] },
      },
    },
    "/api/v1/batches/{id}/rejects": {
      get: {
        operationId: "getRejects",
        summary: "The rejected lines as a file that can be mended and sent again",
        description:
          "Lines of a CSV file stand under their own header, others in a column `raw`; columns at the end say what was wrong.",
        access: "read",
        parameters: [ID],
        answers: { 200: { description: "A CSV file.", content: { "text/csv": { schema: { type: "string" } } } } },
        errors: { 404: ["not_found"] },
      },
    },
  },
};
