import { z } from "zod";
import { listDeliveries } from "@/lib/db/queries/alerts/list-deliveries";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";

const query = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.uuid("must be taken from `nextCursor` of the answer before").optional(),
});

/** What became of alerts on their way, the newest first. */
export const GET = apiRoute("admin", async ({ principal, url }) => {
  const { limit, cursor } = query.parse(Object.fromEntries(url.searchParams));
  const deliveries = await listDeliveries(principal.organizationId, limit, cursor ?? null);
  return json({ deliveries, nextCursor: deliveries.length === limit ? deliveries.at(-1)?.id : null });
});
