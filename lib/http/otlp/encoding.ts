import { ApiError } from "../api-error";

/** How an OTLP message is written; an answer is written as its request was. */
export type OtlpEncoding = "protobuf" | "json";

/** Media types by encoding. */
export const MEDIA_TYPES: Readonly<Record<OtlpEncoding, string>> = {
  protobuf: "application/x-protobuf",
  json: "application/json",
};

/** How a request says that its body is written; null where it says neither. */
export function encodingOf(request: Request): OtlpEncoding | null {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type === MEDIA_TYPES.protobuf || type === "application/protobuf") return "protobuf";
  return type === MEDIA_TYPES.json ? "json" : null;
}

/** @throws ApiError 415 when a request's body is written in neither way. */
export function requireEncoding(request: Request): OtlpEncoding {
  const encoding = encodingOf(request);
  if (encoding) return encoding;
  const stated = request.headers.get("content-type") ?? "none";
  throw new ApiError(
    415,
    "unsupported_media_type",
    `The Content-Type is ${stated.slice(0, 100)}: OTLP/HTTP has application/x-protobuf and application/json.`,
  );
}
