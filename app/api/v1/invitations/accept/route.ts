import { z } from "zod";
import { acceptInvitation } from "@/lib/auth/accept-invitation";
import { displayName, emailAddress, newPassword } from "@/lib/auth/credentials";
import { organizationCookie } from "@/lib/auth/organization-cookie";
import { sessionCookie } from "@/lib/auth/session-token";
import { ApiError } from "@/lib/http/api-error";
import { readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { visitorRoute } from "@/lib/http/session-route";

const acceptance = z.strictObject({
  token: z.string().min(1).max(100),
  /** Of somebody who has no account yet; left out by somebody who is signed in. */
  person: z.strictObject({ name: displayName, email: emailAddress, password: newPassword }).optional(),
});

/** Accepts an invitation as the signed-in person, or as somebody new, who is signed in by it. */
export const POST = visitorRoute(async ({ user, request }) => {
  const { token, person } = acceptance.parse(await readJson(request));
  const who = person ? { kind: "new" as const, ...person } : user && { kind: "user" as const, ...user };
  if (!who) throw new ApiError(401, "unauthorized", "Sign in first, or choose a name and a password.");
  const { userId, organizationId } = await acceptInvitation(token, who);
  const session = person ? [await sessionCookie(userId)] : [];
  return json({ userId, organizationId }, { headers: [...session, organizationCookie(organizationId)] });
});
