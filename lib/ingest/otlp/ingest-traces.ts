import "server-only";
import type { ParsedItem } from "@/lib/usage/formats/format";
import { isObject, type JsonObject } from "@/lib/usage/formats/format";
import { decodeTraces } from "@/lib/usage/formats/otlp/decode-traces";
import { SpanMemory } from "@/lib/usage/formats/otlp/enclosing-spans";
import { otlpTraces, readTraces } from "@/lib/usage/formats/otlp/traces";
import { instantFromDate } from "@/lib/usage/instant";
import { addItems } from "@/lib/usage/items-of-reading";
import { ingest } from "../ingest";
import { IngestError } from "../ingest-error";
import type { IngestActor } from "../upload";

/** Spans that earlier requests of any organisation have announced; their keys hold the organisation. */
const announcedSpans = new SpanMemory();

/** What became of the spans of one request: how many were rejected, and why the first of them was. */
export interface TracesResult {
  rejected: number;
  reason: string;
}

/**
 * Takes the spans of one OTLP request: those that stand for requests to a model become records, all others are passed
 * over, and a request without any leaves nothing behind. Returns after the commit.
 * @throws IngestError 400 when the body is no such message.
 */
export async function ingestTraces(
  organizationId: number,
  actor: IngestActor,
  body: Uint8Array,
  encoding: "protobuf" | "json",
): Promise<TracesResult> {
  const document = encoding === "protobuf" ? fromProtobuf(body) : fromJson(body);
  const context = { now: instantFromDate(new Date()) };
  const { readings, announced } = readTraces(document, context, announcedSpans, `${organizationId}:`);
  const items: ParsedItem[] = [];
  let ignored = 0;
  for (const [index, reading] of readings.entries()) ignored += addItems(items, reading, lineOf(index + 1));
  // At once: the enclosing span may come while this one is being stored.
  const added = announcedSpans.add(announced);
  try {
    if (items.length > 0)
      await ingest({
        ...{ organizationId, actor, source: actor.name, format: null },
        stream: once(body),
        openParser: () => ({ push: () => [], end: () => [...items], format: otlpTraces.name, header: null, ignored }),
      });
  } catch (error) {
    announcedSpans.forget(added);
    throw error;
  }
  const rejects = items.filter((item) => item.kind === "reject");
  return { rejected: rejects.length, reason: rejects[0]?.message ?? "" };
}

function fromProtobuf(body: Uint8Array): JsonObject {
  try {
    return decodeTraces(body);
  } catch {
    throw undecodable("The body is no ExportTraceServiceRequest in protobuf.");
  }
}

function fromJson(body: Uint8Array): JsonObject {
  const document = parsed(Buffer.from(body.buffer, body.byteOffset, body.length).toString("utf8"));
  const spans = isObject(document) ? (document.resourceSpans ?? []) : null;
  if (!isObject(document) || !Array.isArray(spans))
    throw undecodable('The body is no ExportTraceServiceRequest in JSON: {"resourceSpans": […]}.');
  return document;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function undecodable(message: string): IngestError {
  return new IngestError(400, "undecodable", message);
}

/** Where a span stands among those of its request. */
function lineOf(line: number) {
  return { line, text: "", start: 0, end: 0, tooLong: false };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
