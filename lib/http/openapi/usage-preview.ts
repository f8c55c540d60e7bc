import { z } from "zod";
import { MIXED_FILES } from "@/lib/ingest/files-reader";
import { MAPPED_FIELDS } from "@/lib/usage/mapping/csv-mapping";
import { FORMAT_NAMES } from "@/lib/usage/open-parser";
import { csvMapping } from "../csv-mapping-schema";
import { unpricedReason } from "./price";
import { tokenCounts } from "./token-schemas";
import { archiveResult, fileOfArchive } from "./usage-archive";
import { instant, smallCount, usd } from "./value-schemas";

const text = z.string().nullable();
const line = z.int().min(1);

const evidence = z.strictObject({
  convention: z.enum(["cache", "unit", "decimal", "thousands", "dates", "timeZone"]),
  finding: z.string(),
  rowsFor: smallCount,
  rowsAgainst: smallCount,
  contradictions: z.array(line).max(5).describe("The first lines that contradict it."),
  assumed: z.boolean().describe("Nothing in the data decides it."),
});

const model = z.strictObject({
  provider: text,
  model: z.string(),
  records: smallCount,
  inputTokens: smallCount,
  outputTokens: smallCount,
  cost: usd.describe("Of the records that have a price."),
  costHigh: usd.optional().describe("Upper bound, where `cost` is the lower one."),
  unpriced: smallCount,
  unpricedReason: unpricedReason.nullable(),
});

const record = z.looseObject({
  line,
  timestamp: instant,
  model: z.string(),
  tokens: tokenCounts,
  cost: usd.nullable(),
  costHigh: usd.optional(),
});

/** What POST /api/v1/usage/preview answers. */
export const usagePreview = z.strictObject({
  format: z
    .enum([...FORMAT_NAMES, "mixed-json", MIXED_FILES])
    .nullable()
    .describe("Null when it is no format Outlay knows."),
  problem: text.describe("Why it was not recognised."),
  complete: z.boolean().describe("All of it was read, not only its beginning."),
  received: smallCount,
  rejected: smallCount,
  billed: smallCount.describe("Of those received: what a provider has billed."),
  ignored: smallCount,
  unpriced: smallCount,
  cost: usd,
  costHigh: usd.optional(),
  from: instant.nullable(),
  to: instant.nullable(),
  known: z
    .strictObject({ looked: smallCount, known: smallCount })
    .describe("Records looked up, and those stored already."),
  models: z.array(model).max(200).describe("Those without a price first."),
  records: z.array(record).max(10).describe("The first ones in the normal form."),
  errors: z
    .array(z.strictObject({ file: fileOfArchive, line, field: text, code: z.string(), message: z.string() }))
    .max(20),
  header: z.array(z.string()).nullable().describe("Columns of a CSV file."),
  proposal: z
    .strictObject({ mapping: csvMapping, evidence: z.array(evidence), missing: z.array(z.enum(MAPPED_FIELDS)) })
    .nullable()
    .describe("What the columns of a CSV file of no known format probably mean."),
  archive: archiveResult.nullable(),
});
