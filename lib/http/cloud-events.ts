import "server-only";
import { decompressed } from "@/lib/ingest/unpack/decompress";
import { ApiError } from "./api-error";
import { readJson } from "./api-route";

/** Attributes of an event that are read, by the headers that have them. */
const ATTRIBUTES = ["specversion", "id", "source", "type", "time", "subject"];
/** Largest data of one event. */
const MOST_BYTES = 1024 * 1024;

/** Whether a request is a CloudEvent in binary mode: its attributes are headers, its body is the data. */
export function isBinaryCloudEvent({ headers }: Request): boolean {
  return headers.has("ce-specversion");
}

/** Whether a request says that it is a batch of CloudEvents, which may be empty. */
export function isCloudEventsBatch({ headers }: Request): boolean {
  return /^\s*application\/cloudevents-batch\+json/i.test(headers.get("content-type") ?? "");
}

/**
 * The event of a request in binary mode, as it stands in a file (structured mode).
 * @throws ApiError 400 when the data is no JSON, 413 when it is larger than 1 MiB; IngestError when it is packed and damaged.
 */
export async function* structuredCloudEvent(request: Request): AsyncGenerator<Uint8Array> {
  const plain = decompressed((request.body ?? []) as AsyncIterable<Uint8Array>);
  const data = await readJson({ body: plain as unknown as Request["body"] }, MOST_BYTES);
  const event: Record<string, unknown> = { data };
  for (const name of ATTRIBUTES) {
    const value = request.headers.get(`ce-${name}`);
    if (value !== null) event[name] = decoded(value);
  }
  yield Buffer.from(textOf(event));
}

function textOf(event: Record<string, unknown>): string {
  try {
    return JSON.stringify(event);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ApiError(400, "invalid_json", "The data is nested thousands of levels deep.");
  }
}

/** What is not plain ASCII is percent-encoded in these headers. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new ApiError(400, "invalid_request", "A ce- header is not percent-encoded as it should be.");
  }
}
