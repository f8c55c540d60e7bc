import { revokeApiKey } from "@/lib/auth/api-key";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";
import { pathId } from "@/lib/http/path-id";

/** Revokes a key: from now on it opens nothing. */
export const DELETE = apiRoute("admin", async ({ principal, params }) => {
  const isRevoked = await revokeApiKey(principal.organizationId, pathId(params.id, absent));
  if (!isRevoked) throw absent();
  return new Response(null, { status: 204 });
});

function absent(): ApiError {
  return new ApiError(404, "not_found", "There is no API key of this id in use.");
}
