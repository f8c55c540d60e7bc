import { ApiError } from "@/lib/http/api-error";
import { apiRoute } from "@/lib/http/api-route";
import { json } from "@/lib/http/json";
import { IngestError } from "@/lib/ingest/ingest-error";
import { type Preview, preview } from "@/lib/ingest/preview/preview";
import { statedMapping } from "../stated-mapping";
import { previewToJson } from "./preview-to-json";

/** Says what an upload would bring, from its beginning, and stores nothing. */
export const POST = apiRoute("ingest", async ({ principal, request, url }) => {
  if (!request.body) throw new ApiError(400, "empty_input", "There is nothing in the body: send the usage itself.");
  const seen = await previewOrRefuse({
    organizationId: principal.organizationId,
    stream: request.body as unknown as AsyncIterable<Uint8Array>,
    format: url.searchParams.get("format"),
    mapping: await statedMapping(principal.organizationId, url.searchParams.get("mapping")),
  });
  return json(previewToJson(seen));
});

async function previewOrRefuse(request: Parameters<typeof preview>[0]): Promise<Preview> {
  try {
    return await preview(request);
  } catch (error) {
    if (error instanceof IngestError) throw new ApiError(error.status, error.code, error.message);
    throw error;
  }
}
