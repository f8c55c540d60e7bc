import type { SavedView as Row } from "@/lib/db/generated/client";
import type { SavedView, ViewPage } from "@/lib/spend/saved-view";

/** Who looks at views: a person, or nobody in particular (an API key). */
export interface Viewer {
  userId: string | null;
  /** May change what others share. */
  isAdmin: boolean;
}

/** A stored view as somebody sees it. */
export function savedViewOf({ organizationId: _, createdById, page, ...row }: Row, viewer: Viewer): SavedView {
  const mine = createdById === viewer.userId;
  return { ...row, page: page as ViewPage, mine, canChange: mine || (row.shared && viewer.isAdmin) };
}
