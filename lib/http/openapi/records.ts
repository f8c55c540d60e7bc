import { z } from "zod";
import type { Uncertainty } from "@/lib/usage/usage-record";
import { answerOf, type Resource, schemaNamed } from "./operation";
import { CURSOR, FILTERS, inPath, limit, PERIOD, query } from "./parameters";
import { priced, pricedBetween, unpricedReason } from "./price";
import { tokenCounts } from "./token-schemas";
import { instant, smallCount, usd } from "./value-schemas";

const UNCERTAINTIES: { [Name in Uncertainty]: Name } = {
  cache_unknown: "cache_unknown",
  cache_write_ttl_unknown: "cache_write_ttl_unknown",
  service_tier_unknown: "service_tier_unknown",
  modality_overlap: "modality_overlap",
  usage_missing: "usage_missing",
  estimated: "estimated",
  inclusive_assumed: "inclusive_assumed",
  output_lower_bound: "output_lower_bound",
  subscription: "subscription",
  partial_call: "partial_call",
  time_zone_assumed: "time_zone_assumed",
  time_of_upload: "time_of_upload",
};

const text = z.string().nullable();
const recordId = z.string().regex(/^\d{4}-\d\d-\d\d\.[0-9a-f-]{36}$/);
const unpriced = z.strictObject({ reason: unpricedReason });

const reported = z.strictObject({
  status: z.enum(["ok", "error", "cancelled", "gateway_cache_hit"]).optional(),
  cost: z
    .string()
    .regex(/^-?\d{1,20}(\.\d{1,40})?$/)
    .optional()
    .describe("The source's own idea of the cost: USD, with the digits it has there."),
  costBasis: z.enum(["provider_billed", "gateway_charged", "computed_by_source", "byok_upstream"]).optional(),
  requestedModel: z.string().optional().describe("The model asked for, where another one answered."),
});

const promptSizes = z.strictObject({
  above: smallCount,
  upTo: smallCount.nullable().describe("This many tokens are still within; null without an upper limit."),
});

const usageRecord = z
  .strictObject({
    recordId: recordId.describe("Names it within the organisation."),
    id: text.describe("The source's own id."),
    timestamp: instant,
    endTimestamp: instant.nullable(),
    provider: text,
    model: z.string(),
    serviceTier: text,
    region: text,
    endpoint: text,
    project: text,
    apiKey: text,
    user: text,
    tags: z.record(z.string(), z.string()),
    requests: smallCount.nullable().describe("Null where an aggregate does not say."),
    features: z.array(z.string()),
    tokens: tokenCounts,
    promptSizes: promptSizes
      .optional()
      .describe("Of an aggregate: how long every single prompt was, where that is said."),
    calls: z.record(z.string(), smallCount),
    uncertainties: z.array(z.enum(UNCERTAINTIES)).min(1).optional().describe("What the source leaves open."),
    reported: reported.optional().describe("What the source says besides usage; never part of a figure."),
    cost: usd.nullable().describe("Null where it has no price."),
    costHigh: usd.optional().describe("Upper bound, where the price is an interval; then `cost` is the lower one."),
    unpriced: unpriced.optional(),
    source: text,
    batchId: z.string(),
    file: z.string().optional().describe("File of the archive, where the upload was one."),
    line: z.int().min(0).describe("Line of the upload, or of the file."),
  })
  .describe("A usage record in the normal form, what it cost, and where it is from.");

const receiptOfRecord = z.union([
  priced.extend({ recordId }),
  pricedBetween.extend({ recordId }),
  z.strictObject({ recordId, cost: z.null(), unpriced: unpriced.extend({ message: z.string().optional() }) }),
]);

/** The records themselves. */
export const records: Resource = {
  name: "Records",
  description: "The usage records themselves.",
  answers: {
    TokenCounts: tokenCounts,
    UsageRecord: usageRecord,
    UsageRecordList: z.strictObject({ records: z.array(usageRecord), nextCursor: z.string().nullable() }),
    RecordReceipt: receiptOfRecord,
  },
  paths: {
    "/api/v1/records": {
      get: {
        operationId: "listRecords",
        summary: "The records of a period, a page at a time",
        description: "CSV with `Accept: text/csv`, or with `format=csv`.",
        access: "read",
        parameters: [
          ...PERIOD,
          ...FILTERS,
          query("sort", "The newest first, or the dearest.", {
            type: "string",
            enum: ["time", "cost"],
            default: "time",
          }),
          limit(1000, 100),
          CURSOR,
          query("format", "For links that people click.", { type: "string", enum: ["csv"] }),
        ],
        answers: {
          200: {
            description: "A page of records.",
            headers: {
              Link: {
                description: 'Of CSV that is not all of it: where the next page is (`rel="next"`).',
                required: false,
                schema: { type: "string" },
              },
            },
            content: {
              "application/json": { schema: schemaNamed("UsageRecordList") },
              "text/csv": { schema: { type: "string" } },
            },
          },
        },
        errors: { 400: ["invalid_request", "invalid_cursor"] },
      },
    },
    "/api/v1/records/{id}": {
      get: {
        operationId: "getRecord",
        summary: "One record",
        access: "read",
        parameters: [inPath("id", "`recordId` of the record.")],
        answers: { 200: answerOf("The record.", "UsageRecord") },
        errors: { 404: ["not_found"] },
      },
    },
    "/api/v1/records/{id}/receipt": {
      get: {
        operationId: "getReceipt",
        summary: "How the cost of a record was computed",
        access: "read",
        parameters: [inPath("id", "`recordId` of the record.")],
        answers: { 200: answerOf("The receipt, at the rates that applied when it was priced.", "RecordReceipt") },
        errors: { 404: ["not_found"] },
      },
    },
  },
};
