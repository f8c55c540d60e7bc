import "server-only";
import { prisma } from "@/lib/db/prisma";
import { NEWEST_FIRST, type StoredScenario, storedScenario } from "./stored-scenario";

/** Runs that a scenario of a list has: the last, and the one it is compared with. */
const RUNS_IN_LIST = 2;

/** An organisation's scenarios, the last changed first. */
export async function listScenarios(organizationId: number): Promise<StoredScenario[]> {
  const rows = await prisma.scenario.findMany({
    where: { organizationId },
    orderBy: [{ changedAt: "desc" }, { id: "desc" }],
    include: { runs: { orderBy: [...NEWEST_FIRST], take: RUNS_IN_LIST } },
  });
  return rows.map(storedScenario);
}

/** A scenario with all its runs; null when the organisation has none of that id. */
export async function findScenario(organizationId: number, id: string): Promise<StoredScenario | null> {
  const row = await prisma.scenario.findUnique({
    where: { organizationId_id: { organizationId, id } },
    include: { runs: { orderBy: [...NEWEST_FIRST] } },
  });
  return row && storedScenario(row);
}
