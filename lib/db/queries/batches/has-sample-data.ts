import "server-only";
import { prisma } from "@/lib/db/prisma";

/** Whether sample data counts in an organisation's figures. */
export async function hasSampleData(organizationId: number): Promise<boolean> {
  const found = await prisma.batch.findFirst({
    where: { organizationId, sample: true, status: "committed" },
    select: { id: true },
  });
  return found !== null;
}
