import "server-only";
import { prisma } from "@/lib/db/prisma";
import type { SavedView } from "@/lib/spend/saved-view";
import { savedViewOf, type Viewer } from "./saved-view-of";

/** What of a view can be changed. */
export type ViewChanges = Partial<Pick<SavedView, "name" | "query" | "shared">>;

/** Why a view was not changed: the viewer sees none of that id, or sees it and may not change it. */
export type NotChanged = "not_found" | "forbidden";

/** Renames, shares or redirects a view. */
export async function changeView(
  organizationId: number,
  viewer: Viewer,
  id: string,
  changes: ViewChanges,
): Promise<SavedView | NotChanged> {
  const where = { organizationId, id, ...changeableBy(viewer) };
  const [row] = await prisma.savedView.updateManyAndReturn({ where, data: changes });
  return row ? savedViewOf(row, viewer) : reasonFor(organizationId, id);
}

/** Deletes a view. */
export async function deleteView(organizationId: number, viewer: Viewer, id: string): Promise<"deleted" | NotChanged> {
  const { count } = await prisma.savedView.deleteMany({ where: { organizationId, id, ...changeableBy(viewer) } });
  return count > 0 ? "deleted" : reasonFor(organizationId, id);
}

function changeableBy({ userId, isAdmin }: Viewer) {
  const own = userId === null ? [] : [{ createdById: userId }];
  return { OR: [...own, ...(isAdmin ? [{ shared: true }] : [])] };
}

/** What is shared is seen by all; of others' own views nobody learns that they are there. */
async function reasonFor(organizationId: number, id: string): Promise<NotChanged> {
  return (await prisma.savedView.count({ where: { organizationId, id, shared: true } })) > 0
    ? "forbidden"
    : "not_found";
}
