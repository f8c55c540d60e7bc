import { ApiError } from "@/lib/http/api-error";
import { otlpRoute } from "@/lib/http/otlp/otlp-route";

/** Metrics and logs of GenAI instrumentations repeat what the spans say, with less detail: taking them would count twice. */
export const POST = otlpRoute(async () => {
  throw new ApiError(
    404,
    "not_found",
    "Of OpenTelemetry's signals Outlay takes traces only, at /api/v1/otlp/v1/traces: set OTEL_EXPORTER_OTLP_TRACES_ENDPOINT.",
  );
});
