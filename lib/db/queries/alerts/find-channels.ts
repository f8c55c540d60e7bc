import "server-only";
import type { AlertChannel } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { namesOfAuthors } from "../price-book/statement";

/** A channel as it is shown: nothing in it is secret. */
export interface ChannelJson {
  id: string;
  kind: AlertChannel["kind"];
  name: string;
  target: string;
  tells: AlertChannel["tells"];
  enabled: boolean;
  createdAt: string;
  createdBy: string | null;
}

/** An organisation's channels, as they were made. */
export async function listChannels(organizationId: number): Promise<ChannelJson[]> {
  return toJson(
    organizationId,
    await prisma.alertChannel.findMany({ where: { organizationId }, orderBy: { id: "asc" } }),
  );
}

/** One channel as it is shown; null when the organisation has none of that id. */
export async function findChannel(organizationId: number, id: string): Promise<ChannelJson | null> {
  const row = await channelOf(organizationId, id);
  return row ? ((await toJson(organizationId, [row]))[0] ?? null) : null;
}

/** One channel as it is stored, what is secret in it encrypted. */
export function channelOf(organizationId: number, id: string): Promise<AlertChannel | null> {
  return prisma.alertChannel.findUnique({ where: { organizationId_id: { organizationId, id } } });
}

async function toJson(organizationId: number, rows: readonly AlertChannel[]): Promise<ChannelJson[]> {
  const authors = rows.map((row) => ({ userId: row.createdById, apiKeyId: row.createdByKeyId }));
  const nameOf = await namesOfAuthors(organizationId, authors);
  return rows.map(({ id, kind, name, shown, tells, enabled, createdAt }, index) => ({
    ...{ id, kind, name, target: shown, tells, enabled, createdAt: createdAt.toISOString() },
    createdBy: nameOf(authors[index] ?? { userId: null, apiKeyId: null }),
  }));
}
