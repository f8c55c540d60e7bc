import "server-only";
import type { Prisma } from "@/lib/db/generated/client";

/** First key of the advisory lock on an organisation's members. */
const MEMBERS_LOCK_CLASS = 7102;

/** Makes changes of an organisation's members wait for each other until the transaction ends: each sees who is left. */
export async function lockMembers(tx: Prisma.TransactionClient, organizationId: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${MEMBERS_LOCK_CLASS}::int, ${organizationId}::int)`;
}
