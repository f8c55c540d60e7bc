import { isObject, type JsonObject } from "../format";
import { Attributes } from "./attributes";

/** A span as far as usage is concerned, with the scope and resource it came under. */
export interface Span {
  /** 32 and 16 hexadecimal digits, small; "" where there is no valid one. */
  traceId: string;
  spanId: string;
  parentSpanId: string;
  /** When it ended, nanoseconds since 1970 as text or number; when it began where no end is stated. */
  time: unknown;
  failed: boolean;
  attributes: Attributes;
  scope: { name: string; version: string };
  resource: Attributes;
  /** The span as it came, and what stood around it. */
  raw: { span: JsonObject; scope: unknown; resource: unknown };
}

/** Longer attributes are prompts, answers and the like: they are not kept with a span that is rejected. */
const LONGEST_KEPT = 1000;

/** Every span of a document: `{resourceSpans: [{resource, scopeSpans: [{scope, spans}]}]}`. What is not of that form is passed over. */
export function* spansOf(document: JsonObject): Generator<Span> {
  for (const ofResource of objects(document.resourceSpans)) {
    const resource = new Attributes(isObject(ofResource.resource) ? ofResource.resource.attributes : null);
    // Before version 0.15 of OTLP scopes were called instrumentation libraries.
    for (const ofScope of objects(ofResource.scopeSpans ?? ofResource.instrumentationLibrarySpans)) {
      const stated = ofScope.scope ?? ofScope.instrumentationLibrary;
      const { name, version } = isObject(stated) ? stated : {};
      const scope = { name: String(name ?? ""), version: String(version ?? "") };
      for (const span of objects(ofScope.spans))
        yield spanOf({ span, scope: stated, resource: ofResource.resource }, scope, resource);
    }
  }
}

/** A document of one span, as it is kept when the span is rejected: it can be mended and sent again. */
export function documentOf({ raw: { span, scope, resource } }: Span): JsonObject {
  const { events: _, links: __, attributes, ...rest } = span;
  const isKept = (attribute: unknown) => (JSON.stringify(attribute) ?? "").length <= LONGEST_KEPT;
  const kept = Array.isArray(attributes) ? attributes.filter(isKept) : attributes;
  return { resourceSpans: [{ resource, scopeSpans: [{ scope, spans: [{ ...rest, attributes: kept }] }] }] };
}

function spanOf(raw: Span["raw"], scope: Span["scope"], resource: Attributes): Span {
  const { endTimeUnixNano: end, startTimeUnixNano: start, status } = raw.span;
  return {
    traceId: identifier(raw.span.traceId, 32),
    spanId: identifier(raw.span.spanId, 16),
    parentSpanId: identifier(raw.span.parentSpanId, 16),
    time: end && end !== "0" ? end : start,
    failed: isObject(status) && (status.code === 2 || status.code === "STATUS_CODE_ERROR"),
    attributes: new Attributes(raw.span.attributes),
    scope,
    resource,
    raw,
  };
}

/** An id of so many hexadecimal digits, of any case; all zeros stand for none. */
function identifier(value: unknown, digits: number): string {
  const text = typeof value === "string" ? value.toLowerCase() : "";
  return text.length === digits && /^[0-9a-f]+$/.test(text) && !/^0+$/.test(text) ? text : "";
}

/** The objects of a list; none where there is no list. */
export function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
