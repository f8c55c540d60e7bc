import "server-only";
import { randomUUID } from "node:crypto";
import { authorize, type Principal } from "@/lib/auth/authorize";
import { IngestError } from "@/lib/ingest/ingest-error";
import { withinLimits } from "@/lib/ingest/sender-limits";
import { ApiError } from "../api-error";
import { failed } from "./answers";
import { encodingOf } from "./encoding";

/** Seconds after which a client may try again what failed on our side. */
const RETRY_AFTER = 5;

/**
 * A route of OTLP/HTTP: authorises for sending usage, calls the handler, and answers errors as the specification has them
 * (opentelemetry-proto, docs/specification.md): a Status, written as the request was. Exporters try again after 429 and
 * 503 only and drop the spans after anything else, so what goes wrong on our side is a 503.
 */
export function otlpRoute(handle: (request: Request, principal: Principal) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    try {
      const principal = await authorize(request, "ingest");
      return await withinLimits(principal.actor, () => handle(request, principal));
    } catch (error) {
      const encoding = encodingOf(request) ?? "json";
      if (error instanceof ApiError) return failed(encoding, error.status, error.message, error.headers);
      if (error instanceof IngestError) {
        const { status, message, retryAfter } = error;
        return failed(encoding, status, message, retryAfter === null ? {} : { "Retry-After": String(retryAfter) });
      }
      const id = randomUUID();
      console.error(`OTLP request ${id} failed:`, error);
      return failed(encoding, 503, `Something went wrong on our side (${id}): send it again.`, {
        "Retry-After": String(RETRY_AFTER),
      });
    }
  };
}
