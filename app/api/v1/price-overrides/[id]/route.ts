import { z } from "zod";
import { deletePriceOverride } from "@/lib/db/queries/price-book/delete-price-override";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";

/** Deletes an override. Stored costs stay until someone reprices. */
export const DELETE = apiRoute("admin", async ({ principal, params }) => {
  const id = z.uuid().safeParse(params.id);
  const isDeleted = id.success && (await deletePriceOverride(principal.organizationId, id.data));
  if (!isDeleted) throw new ApiError(404, "not_found", "There is no price override of this id.");
  return new Response(null, { status: 204 });
});
