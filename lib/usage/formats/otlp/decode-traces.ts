import protobuf from "protobufjs";
import type { JsonObject } from "../format";
import { TracesData } from "./messages";
import { objects } from "./span";

/**
 * Decodes spans from protobuf into the form that OTLP's JSON has.
 * @throws Error when the bytes are no such message.
 */
export function decodeTraces(bytes: Uint8Array): JsonObject {
  const document = TracesData.toObject(TracesData.decode(bytes), { longs: String });
  for (const ofResource of objects(document.resourceSpans))
    for (const ofScope of objects(ofResource.scopeSpans)) for (const span of objects(ofScope.spans)) writeIds(span);
  return document;
}

/** Ids are hexadecimal in OTLP's JSON, not base64 as other bytes are. */
function writeIds(span: Record<string, unknown>): void {
  for (const name of ["traceId", "spanId", "parentSpanId"]) {
    const id = span[name];
    if (id instanceof Uint8Array) span[name] = Buffer.from(id.buffer, id.byteOffset, id.length).toString("hex");
  }
}

/** How much of the beginning `beginsLikeTraces` looks at. */
export const TRACES_HEAD = 64;

/**
 * Whether bytes begin like the message: a first field 1 with a length, in which a field 1, 2 or 3 begins whose length fits
 * into it, and bytes that no text has.
 */
export function beginsLikeTraces(beginning: Uint8Array): boolean {
  const head = beginning.subarray(0, TRACES_HEAD);
  if (head[0] !== 0x0a || !head.some(isNoText)) return false;
  const reader = protobuf.Reader.create(head.subarray(1));
  try {
    const outer = reader.uint32();
    const start = reader.pos;
    const tag = reader.uint32();
    const inner = reader.uint32();
    return (tag === 0x0a || tag === 0x12 || tag === 0x1a) && reader.pos - start + inner <= outer;
  } catch {
    return false;
  }
}

/** A control character other than tabs and line breaks. UTF-8 has bytes from 128 on as well. */
function isNoText(byte: number): boolean {
  return byte < 32 && byte !== 9 && byte !== 10 && byte !== 13;
}

/** Whether a document has spans with the ids spans must have: another signal's message decodes as well, to nonsense. */
export function hasSpans(document: JsonObject): boolean {
  return objects(document.resourceSpans).some((ofResource) =>
    objects(ofResource.scopeSpans).some((ofScope) =>
      objects(ofScope.spans).some(({ traceId }) => typeof traceId === "string" && traceId.length === 32),
    ),
  );
}
