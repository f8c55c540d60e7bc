import { z } from "zod";
import { MIXED_FILES } from "@/lib/ingest/files-reader";
import type { IngestResult } from "@/lib/ingest/upload";
import { FORMAT_NAMES } from "@/lib/usage/open-parser";
import { answerOf, type Resource, schemaNamed } from "./operation";
import { header, query } from "./parameters";
import { sentTokens } from "./token-schemas";
import { archiveResult, fileOfArchive } from "./usage-archive";
import { usagePreview } from "./usage-preview";
import { name, smallCount, usageInstant } from "./value-schemas";

const text = z.string().nullish();

/** The normal form, as Outlay's own JSON lines have it; what else a line says is passed over. */
const newUsageRecord = z.object({
  id: text.describe("The provider's response id, if there is one: it keeps a call from being counted twice."),
  timestamp: usageInstant,
  endTimestamp: usageInstant.nullish().describe("End of an aggregate, which is not part of it."),
  provider: text,
  model: name.describe("As the provider writes it."),
  serviceTier: text,
  region: text,
  endpoint: text,
  project: text,
  apiKey: text.describe("Name of the provider's key, never the key itself."),
  user: text,
  tags: z.record(z.string(), z.string()).nullish(),
  requests: smallCount.nullish().describe("1 unless stated; null where an aggregate does not say."),
  features: z.array(z.string()).nullish(),
  tokens: sentTokens,
  calls: z.record(z.string(), smallCount).nullish().describe("Calls with a fee of their own, by kind."),
});

const ingestResult = z.strictObject({
  batchId: z.string().regex(/^[1-9]\d*$/),
  format: z
    .enum([...FORMAT_NAMES, "mixed-json", MIXED_FILES])
    .describe("`mixed-json`: lines of several formats; `mixed-files`: files of several formats in one archive."),
  received: smallCount.describe("Lines that say something; each is counted in one of the next four."),
  inserted: smallCount,
  duplicates: smallCount.describe("Known already, with the same content."),
  revised: smallCount.describe("Known already, with other content, which the new one replaces."),
  rejected: smallCount,
  unpriced: smallCount.describe("Of those stored: without a price. They count in usage and not in cost."),
  ignored: smallCount.describe("Lines that carry no usage by design; not part of `received`."),
  errors: z
    .array(
      z.strictObject({
        file: fileOfArchive,
        line: z.int().min(1),
        field: z.string().nullable(),
        code: z.string(),
        message: z.string(),
      }),
    )
    .max(100)
    .describe("The first 100 rejected lines; all of them are at /api/v1/batches/{id}/rejects."),
  warnings: z
    .array(z.strictObject({ code: z.enum(["told_in_another_way", "told_twice"]), message: z.string() }))
    .min(1)
    .optional()
    .describe(
      "What is to be known of figures now. `told_twice`: another export tells the same usage in other periods or groups, and one of the two counts; the message says which. `told_in_another_way`: another export tells of the same days in other periods or groups, nothing shows whether it is the same usage, and both count.",
    ),
  archive: archiveResult.optional(),
}) satisfies z.ZodType<IngestResult>;

const FORMAT = query("format", "Takes the body for this format instead of recognising it.", {
  type: "string",
  enum: FORMAT_NAMES,
});

const SOURCE = query("source", "Name of the source, such as the file's. The name of the API key or person.", {
  type: "string",
});

const MAPPING = query(
  "mapping",
  "How to read a CSV file of no known format: a mapping as JSON (see CsvMapping), or the id of a remembered one.",
  { type: "string" },
);

const BODY = {
  description: "Records of Outlay's own format, or an export or log as another product writes it.",
  content: {
    "application/json": {
      schema: {
        anyOf: [schemaNamed("NewUsageRecord"), { type: "array" }, { type: "object" }],
      },
    },
    "application/x-ndjson": { schema: { type: "string", description: "One JSON object on each line." } },
    "text/csv": { schema: { type: "string" } },
    "application/gzip": { schema: { description: "Any of the others, packed." } },
    "application/zstd": {
      schema: { description: "Any of the others, packed; where Outlay runs on Node.js 22.15 or newer." },
    },
    "application/zip": { schema: { description: "An archive of files of any of the others." } },
  },
};

const IDEMPOTENCY_KEY = header(
  "Idempotency-Key",
  "For requests that are sent again when their answer did not arrive: the same key with the same body and parameters gets the first answer again within 24 hours, and nothing is stored twice. Keys of different senders are different.",
  { type: "string", pattern: "^[!-~]{1,255}$", examples: ["0193b5a4-6e7c-7d7a-9f0e-3a5c1d2b4e6f"] },
);

/** More than one API key or person may send; how much that is, the operator sets. */
const TOO_MUCH = ["too_many_requests", "too_many_uploads"];

/** Sending usage. */
export const usage: Resource = {
  name: "Usage",
  description: "Sending usage.",
  requests: { NewUsageRecord: newUsageRecord },
  answers: { IngestResult: ingestResult, UsagePreview: usagePreview },
  paths: {
    "/api/v1/usage": {
      post: {
        operationId: "sendUsage",
        summary: "Send usage in any recognised format",
        description:
          "The format is recognised by the content, and the body is read as a stream: it may be of any size. It may be packed with gzip or (where Outlay runs on Node.js 22.15 or newer) zstd, with or without saying so in `Content-Encoding`, and it may be a zip archive: each of its files is recognised by itself, and together they are one batch. The answer comes after the commit: everything it counts is stored, or nothing is. Sending the same again changes nothing. A CloudEvent may come in binary mode too: its attributes in `ce-` headers, its data (JSON, at most 1 MiB) as the body.",
        access: "ingest",
        parameters: [FORMAT, MAPPING, SOURCE, IDEMPOTENCY_KEY],
        body: BODY,
        answers: {
          200: {
            ...answerOf("What became of every line.", "IngestResult"),
            headers: {
              "Idempotency-Replayed": {
                description: "`true` when this is the answer that the first request with the key got.",
                required: false,
                schema: { type: "string", const: "true" },
              },
            },
          },
          422: answerOf("Every line was rejected.", "IngestResult"),
        },
        errors: {
          400: [
            ...["empty_input", "unrecognised_format", "mapping_does_not_fit", "counts_too_large"],
            ...["damaged_gzip", "damaged_zstd", "damaged_zip", "encrypted_zip", "mixed_archive"],
            ...["invalid_request", "invalid_json", "invalid_idempotency_key"],
          ],
          408: ["upload_stalled"],
          409: ["idempotency_key_in_progress"],
          413: ["too_large"],
          415: ["unsupported_encoding", "unsupported_media_type"],
          422: ["idempotency_key_reused"],
          429: TOO_MUCH,
          503: ["busy"],
        },
      },
    },
    "/api/v1/usage/preview": {
      post: {
        operationId: "previewUsage",
        summary: "See what an upload would bring",
        description:
          "Reads the beginning (at most 1 MiB unpacked) and stores nothing. A part of a file will do: what its end cuts off is left out.",
        access: "ingest",
        parameters: [FORMAT, MAPPING],
        body: BODY,
        answers: { 200: answerOf("What it would bring.", "UsagePreview") },
        errors: {
          400: [
            ...["empty_input", "unrecognised_format", "invalid_request"],
            ...["damaged_gzip", "damaged_zstd", "damaged_zip", "encrypted_zip", "mixed_archive"],
          ],
          415: ["unsupported_encoding", "unsupported_media_type"],
          429: TOO_MUCH,
        },
      },
    },
  },
};
