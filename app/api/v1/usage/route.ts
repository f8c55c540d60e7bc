import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { ingest } from "@/lib/ingest/ingest";
import { IngestError } from "@/lib/ingest/ingest-error";
import type { IngestRequest, IngestResult } from "@/lib/ingest/upload";
import { statedMapping } from "./stated-mapping";

export const POST = apiRoute("ingest", async ({ principal, request, url }) => {
  if (!request.body) throw new ApiError(400, "empty_input", "There is nothing in the body: send the usage itself.");
  const result = await ingestOrRefuse({
    organizationId: principal.organizationId,
    stream: request.body as unknown as AsyncIterable<Uint8Array>,
    source: url.searchParams.get("source")?.replaceAll("\0", "").trim() || principal.actor.name,
    format: url.searchParams.get("format"),
    mapping: await statedMapping(principal.organizationId, url.searchParams.get("mapping")),
    actor: principal.actor,
  });
  const allRejected = result.received > 0 && result.rejected === result.received;
  return json(result, { status: allRejected ? 422 : 200 });
});

async function ingestOrRefuse(request: IngestRequest): Promise<IngestResult> {
  try {
    return await ingest(request);
  } catch (error) {
    if (error instanceof IngestError) throw new ApiError(error.status, error.code, error.message);
    throw error;
  }
}
