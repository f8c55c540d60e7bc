import "server-only";
import { prisma } from "@/lib/db/prisma";
import type { SavedView } from "@/lib/spend/saved-view";
import { savedViewOf, type Viewer } from "./saved-view-of";

/** Most views of one person in an organisation. */
const MOST_VIEWS = 200;

/** Saves a view for a person; null when they have as many as they can. */
export async function createView(
  organizationId: number,
  viewer: Viewer & { userId: string },
  view: Pick<SavedView, "name" | "page" | "query" | "shared">,
): Promise<SavedView | null> {
  const own = { organizationId, createdById: viewer.userId };
  if ((await prisma.savedView.count({ where: own })) >= MOST_VIEWS) return null;
  return savedViewOf(await prisma.savedView.create({ data: { ...own, ...view } }), viewer);
}
