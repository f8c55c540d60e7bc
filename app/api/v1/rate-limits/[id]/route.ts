import { deleteRateLimit } from "@/lib/db/queries/rate-limits/write-rate-limit";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";
import { pathId } from "@/lib/http/path-id";

/** Removes a limit: what-ifs are held against the usage tier again, where one is stated. */
export const DELETE = apiRoute("admin", async ({ principal, params }) => {
  if (!(await deleteRateLimit(principal.organizationId, pathId(params.id, absent)))) throw absent();
  return new Response(null, { status: 204 });
});

function absent(): ApiError {
  return new ApiError(404, "not_found", "There is no rate limit of this id.");
}
