import { TracesData } from "@/lib/usage/formats/otlp/messages";

/** Attributes as OTLP's JSON has them. */
export function keyValues(attributes: Readonly<Record<string, string | number | boolean>>) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: string | number | boolean) {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/** A span as OTLP's JSON has it. `id` and `parent` are numbers: the tests count, and the ids have the digits they must. */
export function span(
  id: number,
  attributes: Readonly<Record<string, string | number | boolean>>,
  some: { parent?: number; trace?: number; failed?: boolean } & Record<string, unknown> = {},
) {
  const { parent, trace = 1, failed = false, ...rest } = some;
  return {
    traceId: trace.toString(16).padStart(32, "a"),
    spanId: id.toString(16).padStart(16, "b"),
    ...(parent === undefined ? {} : { parentSpanId: parent.toString(16).padStart(16, "b") }),
    name: "test",
    kind: 3,
    startTimeUnixNano: "1795445950000000000",
    endTimeUnixNano: "1795445951000000000",
    attributes: keyValues(attributes),
    status: failed ? { code: 2, message: "failed" } : {},
    ...rest,
  };
}

/** A document of spans of one scope. */
export function traces(
  spans: readonly object[],
  scope = "test",
  resource: Readonly<Record<string, string>> = { "service.name": "shop" },
) {
  return {
    resourceSpans: [
      { resource: { attributes: keyValues(resource) }, scopeSpans: [{ scope: { name: scope, version: "1" }, spans }] },
    ],
  };
}

/** Attributes of a chat with usage. */
export function chat(some: Readonly<Record<string, string | number | boolean>> = {}) {
  return {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4.1",
    "gen_ai.response.model": "gpt-4.1-2025-04-14",
    "gen_ai.usage.input_tokens": 1000,
    "gen_ai.usage.output_tokens": 100,
    ...some,
  };
}

/** The same document in protobuf: ids as bytes. */
export function encoded(document: ReturnType<typeof traces>): Uint8Array<ArrayBuffer> {
  const withBytes = structuredClone(document);
  for (const ofResource of withBytes.resourceSpans)
    for (const ofScope of ofResource.scopeSpans)
      for (const one of ofScope.spans as Record<string, unknown>[])
        for (const id of ["traceId", "spanId", "parentSpanId"])
          if (typeof one[id] === "string") one[id] = Buffer.from(one[id], "hex");
  return new Uint8Array(TracesData.encode(TracesData.fromObject(withBytes)).finish());
}
