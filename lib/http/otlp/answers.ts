import protobuf from "protobufjs";
import { json } from "../json";
import { MEDIA_TYPES, type OtlpEncoding } from "./encoding";

const { root } = protobuf.parse(`
  syntax = "proto3";

  // opentelemetry/proto/collector/trace/v1/trace_service.proto
  message ExportTraceServiceResponse { ExportTracePartialSuccess partial_success = 1; }
  message ExportTracePartialSuccess { int64 rejected_spans = 1; string error_message = 2; }

  // google/rpc/status.proto
  message Status { int32 code = 1; string message = 2; }
`);
const Response200 = root.lookupType("ExportTraceServiceResponse");
const Status = root.lookupType("Status");

/** Codes of google.rpc.Code by HTTP status. */
const CODES: Readonly<Record<number, number>> = {
  400: 3, // INVALID_ARGUMENT
  401: 16, // UNAUTHENTICATED
  403: 7, // PERMISSION_DENIED
  404: 5, // NOT_FOUND
  413: 8, // RESOURCE_EXHAUSTED
  415: 3,
  422: 3,
  429: 8,
  503: 14, // UNAVAILABLE
};
const UNKNOWN = 2;

/** The answer to spans that were taken; all but `rejected` of them, if any, and then with the reason. */
export function tracesTaken(encoding: OtlpEncoding, rejected: number, reason: string): Response {
  const message = rejected > 0 ? { partialSuccess: { rejectedSpans: rejected, errorMessage: reason } } : {};
  if (encoding === "protobuf") return binary(Response200.encode(Response200.fromObject(message)).finish(), 200, {});
  // 64-bit numbers are decimal strings in protobuf's JSON.
  return json(rejected > 0 ? { partialSuccess: { rejectedSpans: String(rejected), errorMessage: reason } } : {}, {
    status: 200,
  });
}

/** The answer to a request that failed as a whole. */
export function failed(
  encoding: OtlpEncoding,
  status: number,
  message: string,
  headers: Readonly<Record<string, string>>,
): Response {
  const body = { code: CODES[status] ?? UNKNOWN, message };
  if (encoding === "protobuf") return binary(Status.encode(Status.fromObject(body)).finish(), status, headers);
  return json(body, { status, headers: { ...headers } });
}

function binary(bytes: Uint8Array, status: number, headers: Readonly<Record<string, string>>): Response {
  const body = new Uint8Array(bytes);
  return new Response(body, {
    status,
    headers: { ...headers, "Content-Type": MEDIA_TYPES.protobuf, "Cache-Control": "no-store" },
  });
}
