import "server-only";
import { prisma } from "@/lib/db/prisma";

/** What people have said about which road counts; null for every provider or project. */
export async function listPrecedences(organizationId: number) {
  const rows = await prisma.overlapPrecedence.findMany({
    where: { organizationId },
    orderBy: [{ provider: "asc" }, { project: "asc" }],
  });
  return rows.map(({ provider, project, precedence, createdAt }) => ({
    provider: provider || null,
    project: project || null,
    precedence: precedence === "requests" ? ("requests" as const) : ("export" as const),
    createdAt,
  }));
}
