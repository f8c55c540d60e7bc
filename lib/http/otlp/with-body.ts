import "server-only";
import { decompressed } from "@/lib/ingest/unpack/decompress";
import { ApiError } from "../api-error";

/** Largest body, packed or unpacked: what the specification recommends. */
const LARGEST_BODY = 64 * 1024 * 1024;
/** Bytes of bodies that are held at once, over all requests; further ones are to come again. */
const MOST_HELD = 256 * 1024 * 1024;

let held = 0;

/**
 * Reads a request's body into memory, unpacked, and calls `use` with it.
 * @throws ApiError 413 when it is larger than 64 MiB, 415 when it is packed in another way than gzip, 503 when too much is
 * held already; IngestError 400 when the gzip data is damaged.
 */
export async function withBody<T>(request: Request, use: (body: Uint8Array) => Promise<T>): Promise<T> {
  const packing = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (packing !== "gzip" && packing !== "identity")
    throw new ApiError(415, "unsupported_media_type", `The body is packed with ${packing}: only gzip is taken.`);
  if (Number(request.headers.get("content-length") ?? 0) > LARGEST_BODY) throw tooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of decompressed(bounded(request.body))) {
      size += part.length;
      held += part.length;
      if (size > LARGEST_BODY) throw tooLarge();
      if (held > MOST_HELD) throw busy();
      parts.push(part);
    }
    return await use(Buffer.concat(parts));
  } finally {
    held -= size;
  }
}

async function* bounded(body: Request["body"]): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > LARGEST_BODY) throw tooLarge();
    yield part;
  }
}

function tooLarge(): ApiError {
  return new ApiError(413, "too_large", "The body is larger than 64 MiB: send fewer spans at a time.");
}

function busy(): ApiError {
  return new ApiError(503, "busy", "Too many large requests are being taken at once.", {
    headers: { "Retry-After": "1" },
  });
}
