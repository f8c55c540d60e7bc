import { z } from "zod";
import { organizationCookie } from "@/lib/auth/organization-cookie";
import { isMember } from "@/lib/auth/organizations";
import { ApiError } from "@/lib/http/api-error";
import { readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { sessionRoute } from "@/lib/http/session-route";

const choice = z.strictObject({ organizationId: z.int32().positive() });

/** Makes one of the person's organisations the one they look at. */
export const POST = sessionRoute(async ({ user, request }) => {
  const { organizationId } = choice.parse(await readJson(request));
  if (!(await isMember(organizationId, user.id)))
    throw new ApiError(404, "not_found", "You are not a member of such an organisation.");
  return json({ organizationId }, { headers: [organizationCookie(organizationId)] });
});
