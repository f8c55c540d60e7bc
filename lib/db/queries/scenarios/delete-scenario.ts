import "server-only";
import { prisma } from "@/lib/db/prisma";

/** Deletes a scenario with its runs; false when the organisation has none of that id. */
export async function deleteScenario(organizationId: number, id: string): Promise<boolean> {
  const { count } = await prisma.scenario.deleteMany({ where: { organizationId, id } });
  return count > 0;
}
