import { z } from "zod";
import { listAlerts } from "@/lib/db/queries/alerts/list-alerts";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";

const query = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.uuid("must be taken from `nextCursor` of the answer before").optional(),
  budget: z.uuid("must be the id of a budget").optional(),
});

/** What has fired, the newest first. */
export const GET = apiRoute("read", async ({ principal, url }) => {
  const { limit, cursor, budget } = query.parse(Object.fromEntries(url.searchParams));
  const alerts = await listAlerts(principal.organizationId, limit, cursor ?? null, budget ?? null);
  return json({ alerts, nextCursor: alerts.length === limit ? alerts.at(-1)?.id : null });
});
