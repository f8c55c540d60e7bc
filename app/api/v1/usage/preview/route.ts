import { ApiError } from "@/lib/http/api-error";
import { ingestRoute } from "@/lib/http/ingest-route";
import { json } from "@/lib/http/json";
import { requireKnownEncoding } from "@/lib/http/known-encoding";
import { requireNoForm } from "@/lib/http/no-form";
import { preview } from "@/lib/ingest/preview/preview";
import { statedMapping } from "../stated-mapping";
import { previewToJson } from "./preview-to-json";

/** Says what an upload would bring, from its beginning, and stores nothing. */
export const POST = ingestRoute(async ({ principal, request, url }) => {
  requireKnownEncoding(request);
  requireNoForm(request);
  if (!request.body) throw new ApiError(400, "empty_input", "There is nothing in the body: send the usage itself.");
  const seen = await preview({
    organizationId: principal.organizationId,
    stream: request.body as unknown as AsyncIterable<Uint8Array>,
    format: url.searchParams.get("format"),
    mapping: await statedMapping(principal.organizationId, url.searchParams.get("mapping")),
  });
  return json(previewToJson(seen));
});
