import { ApiError } from "@/lib/http/api-error";
import { isBinaryCloudEvent, isCloudEventsBatch, structuredCloudEvent } from "@/lib/http/cloud-events";
import { idempotencyKeyOf } from "@/lib/http/idempotency-key";
import { ingestRoute } from "@/lib/http/ingest-route";
import { json } from "@/lib/http/json";
import { requireKnownEncoding } from "@/lib/http/known-encoding";
import { requireNoForm } from "@/lib/http/no-form";
import { ingest } from "@/lib/ingest/ingest";
import { ingestOnce } from "@/lib/ingest/once/ingest-once";
import type { IngestRequest, IngestResult } from "@/lib/ingest/upload";
import { statedMapping } from "./stated-mapping";

/** Without this Next.js watches every look at the request, to find out whether its answer could be prepared at build time. */
export const dynamic = "force-dynamic";

/** Takes usage of any recognised format; answers after the commit. */
export const POST = ingestRoute(async ({ principal, request, url }) => {
  requireKnownEncoding(request);
  requireNoForm(request);
  if (!request.body) throw new ApiError(400, "empty_input", "There is nothing in the body: send the usage itself.");
  const upload = {
    organizationId: principal.organizationId,
    stream: isBinaryCloudEvent(request) ? structuredCloudEvent(request) : piecesOf(request.body),
    source: url.searchParams.get("source")?.replaceAll("\0", "").trim() || principal.actor.name,
    format: url.searchParams.get("format"),
    emptyFormat: isCloudEventsBatch(request) ? "cloudevents" : null,
    mapping: await statedMapping(principal.organizationId, url.searchParams.get("mapping")),
    actor: principal.actor,
  };
  const key = idempotencyKeyOf(request);
  return key === null ? answer(await ingest(upload)) : answerOnce(upload, key, url);
});

/** A body, piece by piece. Its own iterator would take several promises for each. */
function piecesOf(body: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = body.getReader();
  const next = () => reader.read() as Promise<IteratorResult<Uint8Array>>;
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

async function answerOnce(upload: IngestRequest, key: string, url: URL): Promise<Response> {
  const { result, isRepeated } = await ingestOnce(upload, { key, parameters: url.search });
  return answer(result, isRepeated ? { "Idempotency-Replayed": "true" } : {});
}

function answer(result: IngestResult, headers: Record<string, string> = {}): Response {
  const allRejected = result.received > 0 && result.rejected === result.received;
  return json(result, { status: allRejected ? 422 : 200, headers });
}
