import "server-only";
import { prisma } from "@/lib/db/prisma";

/** Forgets a mapping; false when the organisation has none of that id. What was read by it stays. */
export async function deleteCsvMapping(organizationId: number, id: string): Promise<boolean> {
  const { count } = await prisma.csvMapping.deleteMany({ where: { organizationId, id } });
  return count > 0;
}
