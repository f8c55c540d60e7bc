import "server-only";
import { prisma } from "@/lib/db/prisma";
import type { ModelAlias } from "@/lib/pricing/match-model";
import { instantFromDate } from "@/lib/usage/instant";

/** An organisation's model aliases, the newest first. */
export async function listModelAliases(organizationId: number): Promise<ModelAlias[]> {
  const rows = await prisma.modelAlias.findMany({
    where: { organizationId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return rows.map((row) => ({
    id: row.id,
    provider: row.provider,
    pattern: row.pattern,
    targetProvider: row.targetProvider,
    targetModel: row.targetModel,
    validFrom: row.validFrom && instantFromDate(row.validFrom),
    validTo: row.validTo && instantFromDate(row.validTo),
  }));
}
