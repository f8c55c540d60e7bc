import { z } from "zod";
import { displayName, timeZoneName } from "@/lib/auth/credentials";
import { organizationCookie } from "@/lib/auth/organization-cookie";
import { createOrganization } from "@/lib/auth/organizations";
import { ApiError } from "@/lib/http/api-error";
import { readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { sessionRoute } from "@/lib/http/session-route";

const newOrganization = z.strictObject({ name: displayName, timeZone: timeZoneName });

/** Creates an organisation owned by the signed-in person, who looks at it from now on. */
export const POST = sessionRoute(async ({ user, request }) => {
  const created = await createOrganization(user.id, newOrganization.parse(await readJson(request)));
  if (!created) throw new ApiError(409, "too_many", "You own as many organisations as one person can.");
  return json(created, { status: 201, headers: [organizationCookie(created.id)] });
});
