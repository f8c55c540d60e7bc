import "server-only";
import { prisma } from "@/lib/db/prisma";
import type { Sensitivity } from "@/lib/spend/anomalies/judge";

/** How an organisation's days are watched. */
export interface WatchSettings {
  sensitivity: Sensitivity;
  /** Each model and each project by itself too. */
  byModel: boolean;
  byProject: boolean;
}

const USUAL: WatchSettings = { sensitivity: "medium", byModel: false, byProject: false };

/** How an organisation's days are watched; as usual where nobody has said. */
export async function anomalyWatch(organizationId: number): Promise<WatchSettings> {
  const row = await prisma.anomalyWatch.findUnique({ where: { organizationId } });
  if (!row) return USUAL;
  const { sensitivity, byModel, byProject } = row;
  return { sensitivity, byModel, byProject };
}

/** Changes how they are watched. */
export async function changeAnomalyWatch(organizationId: number, change: Partial<WatchSettings>): Promise<void> {
  const create = { ...USUAL, ...change, organizationId };
  await prisma.anomalyWatch.upsert({ where: { organizationId }, create, update: change });
}
