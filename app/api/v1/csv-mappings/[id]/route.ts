import { deleteCsvMapping } from "@/lib/db/queries/csv-mappings/delete-csv-mapping";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";
import { pathId } from "@/lib/http/path-id";

/** Forgets a mapping. What was read by it stays. */
export const DELETE = apiRoute("ingest", async ({ principal, params }) => {
  const isDeleted = await deleteCsvMapping(principal.organizationId, pathId(params.id, absent));
  if (!isDeleted) throw absent();
  return new Response(null, { status: 204 });
});

function absent(): ApiError {
  return new ApiError(404, "not_found", "There is no mapping of this id.");
}
