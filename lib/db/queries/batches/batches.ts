import "server-only";
import type { Batch } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";

/** A batch as the API and the pages give it. */
export interface BatchJson {
  id: string;
  status: string;
  source: string;
  format: string | null;
  sample: boolean;
  sentBy: string | null;
  bytes: number;
  received: number;
  inserted: number;
  duplicates: number;
  revised: number;
  rejected: number;
  unpriced: number;
  firstUsageAt: string | null;
  lastUsageAt: string | null;
  error: string | null;
  startedAt: string;
  finishedAt: string | null;
}

/** Batches of an organisation, newest first, below `before` (a batch id). */
export async function listBatches(organizationId: number, limit: number, before: number | null): Promise<BatchJson[]> {
  const batches = await prisma.batch.findMany({
    where: { organizationId, ...(before === null ? {} : { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: limit,
  });
  return Promise.all(batches.map(toJson));
}

/** One batch of an organisation; null when it has none with that id. */
export async function getBatch(organizationId: number, id: number): Promise<BatchJson | null> {
  const batch = await prisma.batch.findUnique({ where: { organizationId_id: { organizationId, id } } });
  return batch && toJson(batch);
}

/** A batch's rejects in the order of their lines, after `after` (an ordinal). */
export function listRejects(organizationId: number, batchId: number, limit: number, after = -1) {
  return prisma.batchReject.findMany({
    where: { organizationId, batchId, ordinal: { gt: after } },
    orderBy: { ordinal: "asc" },
    take: limit,
  });
}

/** The header line of the CSV file a batch came as; null when it was none. */
export async function headerOfBatch(organizationId: number, id: number): Promise<string | null> {
  const batch = await prisma.batch.findUnique({
    where: { organizationId_id: { organizationId, id } },
    select: { header: true },
  });
  return batch?.header ?? null;
}

async function toJson(batch: Batch): Promise<BatchJson> {
  return {
    id: String(batch.id),
    status: batch.status,
    source: batch.source,
    format: batch.format,
    sample: batch.sample,
    sentBy: await senderOf(batch),
    bytes: Number(batch.bytes),
    received: Number(batch.received),
    inserted: Number(batch.inserted),
    duplicates: Number(batch.duplicates),
    revised: Number(batch.revised),
    rejected: Number(batch.rejected),
    unpriced: Number(batch.unpriced),
    firstUsageAt: batch.firstUsageAt?.toISOString() ?? null,
    lastUsageAt: batch.lastUsageAt?.toISOString() ?? null,
    error: batch.error,
    startedAt: batch.startedAt.toISOString(),
    finishedAt: batch.finishedAt?.toISOString() ?? null,
  };
}

async function senderOf({ organizationId, userId, apiKeyId }: Batch): Promise<string | null> {
  if (userId) {
    const user = await prisma.user.findUnique({ where: { id: userId }, select: { name: true, email: true } });
    return user && (user.name ?? user.email);
  }
  if (!apiKeyId) return null;
  const key = await prisma.apiKey.findUnique({
    where: { organizationId_id: { organizationId, id: apiKeyId } },
    select: { name: true },
  });
  return key && `API key ${key.name}`;
}
