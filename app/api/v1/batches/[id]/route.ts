import { getBatch } from "@/lib/db/queries/batches/batches";
import { apiRoute } from "@/lib/http/api-route";
import { noSuchBatch, parseBatchId } from "@/lib/http/batch-id";
import { json } from "@/lib/http/json";
import { deleteBatch } from "@/lib/ingest/delete-batch";

export const GET = apiRoute("read", async ({ principal, params }) => {
  const id = parseBatchId(params.id);
  const batch = await getBatch(principal.organizationId, id);
  if (!batch) throw noSuchBatch(id);
  return json(batch);
});

export const DELETE = apiRoute("ingest", async ({ principal, params }) => {
  const id = parseBatchId(params.id);
  if (!(await deleteBatch(principal.organizationId, id))) throw noSuchBatch(id);
  return json({ deleted: String(id) });
});
