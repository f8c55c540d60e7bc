import { z } from "zod";
import { countApiKeys, createApiKey, listApiKeys } from "@/lib/auth/api-key";
import { displayName } from "@/lib/auth/credentials";
import { SCOPES } from "@/lib/auth/roles";
import { ApiError } from "@/lib/http/api-error";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";

/** Keys of one organisation that are not revoked. */
const MOST_KEYS = 200;

const newApiKey = z.strictObject({
  name: displayName,
  scopes: z
    .array(z.enum(SCOPES))
    .min(1, "must name at least one scope")
    .transform((wanted) => SCOPES.filter((scope) => wanted.includes(scope))),
});

/** The organisation's API keys: what they are recognised by, never the keys. */
export const GET = apiRoute("admin", async ({ principal }) =>
  json({ apiKeys: await listApiKeys(principal.organizationId) }),
);

/** Creates a key. This answer is the only place the key itself is ever shown. */
export const POST = apiRoute("admin", async ({ principal, request }) => {
  const { name, scopes } = newApiKey.parse(await readJson(request));
  const { organizationId, actor } = principal;
  if ((await countApiKeys(organizationId)) >= MOST_KEYS)
    throw new ApiError(409, "too_many", "The organisation has as many API keys as it can have.");
  const createdById = actor.kind === "person" ? actor.userId : null;
  const created = await createApiKey({ organizationId, name, scopes, createdById });
  return json({ ...created, name, scopes }, { status: 201 });
});
