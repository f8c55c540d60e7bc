import { z } from "zod";
import type { Principal } from "@/lib/auth/authorize";
import type { Viewer } from "@/lib/db/queries/views/saved-view-of";
import { ApiError } from "@/lib/http/api-error";
import { questionFromAddress } from "@/lib/spend/question-from-address";
import {
  LONGEST_VIEW_NAME,
  LONGEST_VIEW_QUERY,
  type SavedView,
  VIEW_PAGES,
  viewHref,
  viewQuery,
} from "@/lib/spend/saved-view";

const name = z.string().trim().min(1).max(LONGEST_VIEW_NAME);
const query = z.string().max(LONGEST_VIEW_QUERY);

/** A view to be saved. */
export const newView = z.strictObject({ name, page: z.enum(VIEW_PAGES), query, shared: z.boolean().default(false) });

/** What is to be changed of a view. */
export const viewChanges = z.strictObject({
  name: name.optional(),
  query: query.optional(),
  shared: z.boolean().optional(),
});

/** A view as the HTTP API gives it. */
export function viewToJson(view: SavedView) {
  const { createdAt, updatedAt, ...said } = view;
  return {
    ...said,
    path: viewHref(view),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** The query of an address, as it is saved. @throws InvalidParameter when no page could show it. */
export function readViewQuery(query: string, timeZone: string): string {
  questionFromAddress(new URLSearchParams(query), { timeZone, now: new Date() }, { groupBy: [] });
  return viewQuery(query);
}

/** Who looks at views. */
export function viewerOf({ actor, scopes }: Principal): Viewer {
  return { userId: actor.kind === "person" ? actor.userId : null, isAdmin: scopes.includes("admin") };
}

/** The person who saves or changes views. @throws ApiError 403 for API keys, and for viewers who want to share. */
export function requirePerson(principal: Principal, wants: { shared?: boolean }): Viewer & { userId: string } {
  const { userId, isAdmin } = viewerOf(principal);
  if (userId === null) throw new ApiError(403, "people_only", "Only a person can save views, not an API key.");
  if (wants.shared && principal.role === "viewer")
    throw new ApiError(403, "cannot_share", "Your role does not include sharing views with others.");
  return { userId, isAdmin };
}
