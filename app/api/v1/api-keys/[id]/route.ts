import { z } from "zod";
import { revokeApiKey } from "@/lib/auth/api-key";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";

/** Revokes a key: from now on it opens nothing. */
export const DELETE = apiRoute("admin", async ({ principal, params }) => {
  const id = z.uuid().safeParse(params.id);
  const isRevoked = id.success && (await revokeApiKey(principal.organizationId, id.data));
  if (!isRevoked) throw new ApiError(404, "not_found", "There is no API key of this id in use.");
  return new Response(null, { status: 204 });
});
