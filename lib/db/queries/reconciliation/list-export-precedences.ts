import "server-only";
import { prisma } from "@/lib/db/prisma";

/** What people have said about which exports count; null for usage without a provider or kind. */
export async function listExportPrecedences(organizationId: number) {
  const rows = await prisma.exportPrecedence.findMany({
    where: { organizationId },
    orderBy: [{ provider: "asc" }, { endpoint: "asc" }],
  });
  return rows.map(({ provider, endpoint, view, createdAt }) => ({
    provider: provider || null,
    endpoint: endpoint || null,
    view,
    createdAt,
  }));
}
