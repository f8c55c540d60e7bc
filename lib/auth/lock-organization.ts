import "server-only";
import type { Prisma } from "@/lib/db/generated/client";

/** Makes changes of an organisation's members wait for each other until the transaction ends: each sees who is left. */
export async function lockOrganization(tx: Prisma.TransactionClient, organizationId: number): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM organizations WHERE id = ${organizationId} FOR NO KEY UPDATE`;
}
