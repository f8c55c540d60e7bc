import "server-only";
import { IngestError } from "@/lib/ingest/ingest-error";
import { withinLimits } from "@/lib/ingest/sender-limits";
import { ApiError } from "./api-error";
import { type ApiCall, apiRoute } from "./api-route";

/** A route that takes usage, within the limits of who sends it. What it is refused for is answered as an error of the API. */
export function ingestRoute(handle: (call: ApiCall) => Promise<Response>) {
  return apiRoute("ingest", async (call) => {
    try {
      return await withinLimits(call.principal.actor, () => handle(call));
    } catch (error) {
      if (!(error instanceof IngestError)) throw error;
      const { status, code, message, retryAfter } = error;
      throw new ApiError(
        status,
        code,
        message,
        retryAfter === null ? {} : { headers: { "Retry-After": `${retryAfter}` } },
      );
    }
  });
}
