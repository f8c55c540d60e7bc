import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { loadSampleData, removeSampleData } from "@/lib/ingest/sample-data";

export const POST = apiRoute("ingest", async ({ principal }) =>
  json(await loadSampleData(principal.organizationId, principal.actor)),
);

export const DELETE = apiRoute("ingest", async ({ principal }) =>
  json({ removedBatches: await removeSampleData(principal.organizationId) }),
);
