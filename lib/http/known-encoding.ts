import { canUndoZstd, ZSTD_NOT_TAKEN } from "@/lib/ingest/unpack/zstd";
import { ApiError } from "./api-error";

/** What a body of usage may be packed with; the content says the same, so this is only asked for what cannot be undone. */
const KNOWN = ["identity", "gzip", "x-gzip", ...(canUndoZstd() ? ["zstd"] : [])];

/**
 * Sees that a body is packed in a way that can be undone.
 * @throws ApiError 415 when its Content-Encoding is another.
 */
export function requireKnownEncoding(request: Request): void {
  const stated = request.headers.get("content-encoding") ?? "identity";
  const unknown = stated
    .split(",")
    .map((one) => one.trim().toLowerCase())
    .find((one) => one !== "" && !KNOWN.includes(one));
  if (unknown === undefined) return;
  if (unknown === "zstd") throw new ApiError(415, "unsupported_encoding", ZSTD_NOT_TAKEN);
  const message = `The Content-Encoding "${unknown}" is not taken: send the body plain, or packed with gzip.`;
  throw new ApiError(415, "unsupported_encoding", message);
}
