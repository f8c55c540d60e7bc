import { changeView, deleteView, type NotChanged } from "@/lib/db/queries/views/change-view";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { pathId } from "@/lib/http/path-id";
import { wellFormed } from "@/lib/http/well-formed";
import { readViewQuery, requirePerson, viewChanges, viewToJson } from "../view-schema";

/** Renames a view, shares it or keeps it to oneself, or saves another state in it. */
export const PATCH = apiRoute("read", async ({ principal, request, params }) => {
  const { query, ...changes } = viewChanges.parse(wellFormed(await readJson(request)));
  const viewer = requirePerson(principal, changes);
  const changed = await changeView(principal.organizationId, viewer, viewId(params), {
    ...changes,
    ...(query === undefined ? {} : { query: readViewQuery(query, principal.timeZone) }),
  });
  if (typeof changed === "string") throw refusal(changed);
  return json(viewToJson(changed));
});

/** Deletes a view: one's own, or as an administrator one that is shared. */
export const DELETE = apiRoute("read", async ({ principal, params }) => {
  const viewer = requirePerson(principal, {});
  const outcome = await deleteView(principal.organizationId, viewer, viewId(params));
  if (outcome !== "deleted") throw refusal(outcome);
  return new Response(null, { status: 204 });
});

function viewId(params: Record<string, string>): string {
  return pathId(params.id, () => refusal("not_found"));
}

function refusal(reason: NotChanged): ApiError {
  if (reason === "not_found") return new ApiError(404, "not_found", "There is no view of this id.");
  return new ApiError(403, "forbidden", "Somebody else shares this view: only they and administrators may change it.");
}
