import { z } from "zod";
import { revokeInvitation } from "@/lib/auth/invitations";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";

/** Withdraws an invitation: its link opens nothing any more. */
export const DELETE = apiRoute("admin", async ({ principal, params }) => {
  const id = z.uuid().safeParse(params.id);
  const isRevoked = id.success && (await revokeInvitation(principal.organizationId, id.data));
  if (!isRevoked) throw new ApiError(404, "not_found", "There is no open invitation of this id.");
  return new Response(null, { status: 204 });
});
