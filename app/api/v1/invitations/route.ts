import { z } from "zod";
import { emailAddress } from "@/lib/auth/credentials";
import { createInvitation, listInvitations } from "@/lib/auth/invitations";
import { ROLES } from "@/lib/auth/roles";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";

const newInvitation = z.strictObject({
  email: emailAddress.nullish().transform((email) => email ?? null),
  role: z.enum(ROLES),
});

/** The invitations that can still be accepted, without their links. */
export const GET = apiRoute("admin", async ({ principal }) =>
  json({ invitations: await listInvitations(principal.organizationId) }),
);

/** Invites somebody. This answer is the only place the link is ever shown. */
export const POST = apiRoute("admin", async ({ principal, request }) => {
  const { email, role } = newInvitation.parse(await readJson(request));
  const { organizationId, actor } = principal;
  if (actor.kind !== "person")
    throw new ApiError(403, "people_only", "Only a person can invite somebody, not an API key.");
  if (role === "owner" && principal.role !== "owner")
    throw new ApiError(403, "owners_only", "Only an owner can invite an owner.");
  const created = await createInvitation(organizationId, { email, role, createdById: actor.userId });
  if (!created) throw new ApiError(409, "too_many", "There are as many open invitations as there can be.");
  return json({ ...created, email, role }, { status: 201 });
});
