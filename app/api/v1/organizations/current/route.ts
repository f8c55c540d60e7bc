import { z } from "zod";
import { displayName, timeZoneName } from "@/lib/auth/credentials";
import { getOrganization, renameOrganization } from "@/lib/auth/organizations";
import { apiRoute, readJson } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { changeTimeZone } from "@/lib/ingest/change-time-zone";

const change = z.strictObject({ name: displayName.optional(), timeZone: timeZoneName.optional() });

/** The organisation of the API key, or the one the person looks at. */
export const GET = apiRoute("read", async ({ principal }) => json(await getOrganization(principal.organizationId)));

/** Gives it another name or reporting time zone. Another zone cuts all days anew. */
export const PATCH = apiRoute("admin", async ({ principal, request }) => {
  const { name, timeZone } = change.parse(await readJson(request));
  const { organizationId } = principal;
  if (timeZone) await changeTimeZone(organizationId, timeZone);
  if (name) await renameOrganization(organizationId, name);
  return json(await getOrganization(organizationId));
});
