import { z } from "zod";
import { type Principal, requireScope } from "@/lib/auth/authorize";
import { type Asking, changeRole, removeMember } from "@/lib/auth/members";
import { ROLES } from "@/lib/auth/roles";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { pathId } from "@/lib/http/path-id";

const change = z.strictObject({ role: z.enum(ROLES) });

/** Gives a member another role. */
export const PATCH = apiRoute("admin", async ({ principal, request, params }) => {
  const { role } = change.parse(await readJson(request));
  const userId = userIdOf(params);
  await changeRole(principal.organizationId, userId, role, asking(principal));
  return json({ userId, role });
});

/** Ends a membership. Everybody may leave; removing others takes an administrator. */
export const DELETE = apiRoute("read", async ({ principal, params }) => {
  const userId = userIdOf(params);
  const by = asking(principal);
  if (by.userId !== userId) requireScope(principal, "admin");
  await removeMember(principal.organizationId, userId, by);
  return new Response(null, { status: 204 });
});

function userIdOf(params: Record<string, string>): string {
  return pathId(params.userId, () => new ApiError(404, "not_found", "There is no such member."));
}

function asking({ actor, role }: Principal): Asking {
  return { userId: actor.kind === "person" ? actor.userId : null, role };
}
