import { z } from "zod";
import { authorOf } from "@/lib/db/queries/price-book/statement";
import { withdrawModelAlias } from "@/lib/db/queries/price-book/withdraw-model-alias";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";

/** Withdraws a model alias; it stays in the history. Stored costs stay until someone reprices. */
export const DELETE = apiRoute("admin", async ({ principal, params }) => {
  const id = z.uuid().safeParse(params.id);
  const { organizationId, actor } = principal;
  const isWithdrawn = id.success && (await withdrawModelAlias(organizationId, id.data, authorOf(actor)));
  if (!isWithdrawn) throw new ApiError(404, "not_found", "There is no model alias of this id.");
  return new Response(null, { status: 204 });
});
