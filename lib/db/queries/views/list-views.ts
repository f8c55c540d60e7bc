import "server-only";
import { prisma } from "@/lib/db/prisma";
import type { SavedView } from "@/lib/spend/saved-view";
import { savedViewOf, type Viewer } from "./saved-view-of";

/** The views that somebody sees, by name: their own and those shared in the organisation. */
export async function listViews(organizationId: number, viewer: Viewer): Promise<SavedView[]> {
  const own = viewer.userId === null ? [] : [{ createdById: viewer.userId }];
  const rows = await prisma.savedView.findMany({
    where: { organizationId, OR: [{ shared: true }, ...own] },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => savedViewOf(row, viewer));
}
