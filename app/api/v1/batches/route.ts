import { z } from "zod";
import { listBatches } from "@/lib/db/queries/batches/batches";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";

const query = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
});

export const GET = apiRoute("read", async ({ principal, url }) => {
  const { limit, cursor } = query.parse(Object.fromEntries(url.searchParams));
  const batches = await listBatches(principal.organizationId, limit, cursor ?? null);
  return json({ batches, nextCursor: batches.length === limit ? batches.at(-1)?.id : null });
});
