import { revokeInvitation } from "@/lib/auth/invitations";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";
import { pathId } from "@/lib/http/path-id";

/** Withdraws an invitation: its link opens nothing any more. */
export const DELETE = apiRoute("admin", async ({ principal, params }) => {
  const isRevoked = await revokeInvitation(principal.organizationId, pathId(params.id, absent));
  if (!isRevoked) throw absent();
  return new Response(null, { status: 204 });
});

function absent(): ApiError {
  return new ApiError(404, "not_found", "There is no open invitation of this id.");
}
