import { listMembers } from "@/lib/auth/members";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";

/** The organisation's members. */
export const GET = apiRoute("read", async ({ principal }) =>
  json({ members: await listMembers(principal.organizationId) }),
);
