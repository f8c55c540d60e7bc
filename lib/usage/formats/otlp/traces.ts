import type { JsonFormat, JsonObject, LineReader, ReadContext, Reading } from "../format";
import { readCall } from "./call-record";
import { countRequests, SpanMemory } from "./enclosing-spans";
import { spansOf } from "./span";
import { isCall } from "./which-spans";

/** OpenTelemetry's spans, as OTLP writes them in JSON: what an exporter sends, or a collector writes to a file. */
export const otlpTraces: JsonFormat = {
  name: "otlp-traces",
  recognises: (value) => Array.isArray(value.resourceSpans),
  open: (context) => openTraces(context),
};

/** Reads documents of one source one after another. */
export function openTraces(context: ReadContext): LineReader<JsonObject> {
  const before = new SpanMemory();
  return {
    read: (document) => {
      const { readings, announced } = readTraces(document, context, before, "");
      before.add(announced);
      return readings;
    },
  };
}

/** What a document of spans says, and keys of the spans that earlier ones have announced. */
export interface TracesRead {
  readings: readonly Reading[];
  announced: readonly string[];
}

/**
 * Reads the spans of a document: a record for each that stands for a request to a model, and of spans within spans
 * for one. `before` knows what earlier documents of the same `scope` have announced, and should be told what this one
 * does.
 */
export function readTraces(
  document: JsonObject,
  context: ReadContext,
  before: Pick<SpanMemory, "has">,
  scope: string,
): TracesRead {
  const spans = [...spansOf(document)];
  const { requests, announced } = countRequests(spans, isCall, before, scope);
  const readings = spans.map((span): Reading => (requests.has(span) ? readCall(span, context) : { kind: "ignored" }));
  return { readings, announced };
}
