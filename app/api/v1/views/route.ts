import { createView } from "@/lib/db/queries/views/create-view";
import { listViews } from "@/lib/db/queries/views/list-views";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { wellFormed } from "@/lib/http/well-formed";
import { newView, readViewQuery, requirePerson, viewerOf, viewToJson } from "./view-schema";

/** The views that the caller sees: a person's own, and those shared in the organisation. */
export const GET = apiRoute("read", async ({ principal }) => {
  const views = await listViews(principal.organizationId, viewerOf(principal));
  return json({ views: views.map(viewToJson) });
});

/** Saves a state of a page under a name. */
export const POST = apiRoute("read", async ({ principal, request }) => {
  const { query, ...view } = newView.parse(wellFormed(await readJson(request)));
  const viewer = requirePerson(principal, view);
  const saved = await createView(principal.organizationId, viewer, {
    ...view,
    query: readViewQuery(query, principal.timeZone),
  });
  if (!saved) throw new ApiError(409, "too_many", "You have as many saved views as you can: delete some first.");
  return json(viewToJson(saved), { status: 201 });
});
