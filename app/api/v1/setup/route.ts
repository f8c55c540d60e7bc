import { z } from "zod";
import { displayName, emailAddress, newPassword, timeZoneName } from "@/lib/auth/credentials";
import { createOwner } from "@/lib/auth/initial-owner";
import { organizationCookie } from "@/lib/auth/organization-cookie";
import { sessionCookie } from "@/lib/auth/session-token";
import { readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { visitorRoute } from "@/lib/http/session-route";

const newOwner = z.strictObject({
  email: emailAddress,
  password: newPassword,
  name: displayName.nullish().transform((name) => name ?? null),
  organizationName: displayName,
  timeZone: timeZoneName,
});

/** Creates the first owner with an organisation, and signs them in. 409 when there is a user already. */
export const POST = visitorRoute(async ({ request }) => {
  const owner = newOwner.parse(await readJson(request));
  const { userId, organizationId } = await createOwner(owner);
  const headers = [await sessionCookie(userId), organizationCookie(organizationId)];
  return json({ userId, organizationId }, { status: 201, headers });
});
