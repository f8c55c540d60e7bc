import { authorOf } from "@/lib/db/queries/price-book/statement";
import { withdrawPriceOverride } from "@/lib/db/queries/price-book/withdraw-price-override";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";
import { pathId } from "@/lib/http/path-id";

/** Withdraws a price override; it stays in the history. Stored costs stay until someone reprices. */
export const DELETE = apiRoute("admin", async ({ principal, params }) => {
  const { organizationId, actor } = principal;
  const isWithdrawn = await withdrawPriceOverride(organizationId, pathId(params.id, absent), authorOf(actor));
  if (!isWithdrawn) throw absent();
  return new Response(null, { status: 204 });
});

function absent(): ApiError {
  return new ApiError(404, "not_found", "There is no price override of this id.");
}
