import "server-only";
import { prisma } from "@/lib/db/prisma";
import { generateSampleRecords } from "@/lib/sample-data/generate";
import { deleteBatch } from "./delete-batch";
import { ingest } from "./ingest";
import type { IngestActor, IngestResult } from "./upload";

/** Name of the source that sample records come from. */
export const SAMPLE_SOURCE = "Sample data";

/** Records of about this many bytes are handed to the pipeline at once. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Loads the sample data into an organisation, up to the last full hour, through the same pipeline as an upload.
 * Loading it again within the hour changes nothing.
 */
export async function loadSampleData(organizationId: number, actor: IngestActor): Promise<IngestResult> {
  return ingest({
    organizationId,
    actor,
    source: SAMPLE_SOURCE,
    format: null,
    stream: sampleLines(new Date()),
    sample: true,
  });
}

/** Takes every sample record out of an organisation's figures; answers how many uploads were removed. */
export async function removeSampleData(organizationId: number): Promise<number> {
  const batches = await prisma.batch.findMany({
    where: { organizationId, sample: true, status: "committed" },
    select: { id: true },
  });
  for (const batch of batches) await deleteBatch(organizationId, batch.id);
  return batches.length;
}

async function* sampleLines(end: Date): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = "";
  for (const record of generateSampleRecords(end)) {
    text += `${JSON.stringify(record)}\n`;
    if (text.length < CHUNK_BYTES) continue;
    yield encoder.encode(text);
    text = "";
  }
  yield encoder.encode(text);
}
