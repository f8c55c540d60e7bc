import { tracesTaken } from "@/lib/http/otlp/answers";
import { requireEncoding } from "@/lib/http/otlp/encoding";
import { otlpRoute } from "@/lib/http/otlp/otlp-route";
import { withBody } from "@/lib/http/otlp/with-body";
import { ingestTraces } from "@/lib/ingest/otlp/ingest-traces";

export const POST = otlpRoute(async (request, { organizationId, actor }) => {
  const encoding = requireEncoding(request);
  const result = await withBody(request, (body) => ingestTraces(organizationId, actor, body, encoding));
  return tracesTaken(encoding, result.rejected, result.reason);
});
