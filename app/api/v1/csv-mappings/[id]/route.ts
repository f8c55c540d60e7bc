import { z } from "zod";
import { deleteCsvMapping } from "@/lib/db/queries/csv-mappings/delete-csv-mapping";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";

/** Forgets a mapping. What was read by it stays. */
export const DELETE = apiRoute("ingest", async ({ principal, params }) => {
  const id = z.uuid().safeParse(params.id);
  const isDeleted = id.success && (await deleteCsvMapping(principal.organizationId, id.data));
  if (!isDeleted) throw new ApiError(404, "not_found", "There is no mapping of this id.");
  return new Response(null, { status: 204 });
});
