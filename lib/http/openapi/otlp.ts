import { z } from "zod";
import { type Answer, type JsonSchema, type Resource, schemaNamed } from "./operation";

const request = z
  .object({ resourceSpans: z.array(z.object({})).optional() })
  .describe("ExportTraceServiceRequest of OTLP. Of the spans, those that stand for requests to a model are taken.");

const taken = z
  .strictObject({
    partialSuccess: z
      .strictObject({
        rejectedSpans: z.string().regex(/^[1-9]\d*$/),
        errorMessage: z.string().min(1).describe("Why the first of them was rejected."),
      })
      .optional()
      .describe("There where spans were rejected. All others are stored; none is to be sent again."),
  })
  .describe("ExportTraceServiceResponse of OTLP.");

const status = z
  .strictObject({
    code: z.int().describe("As google.rpc.Code."),
    message: z.string().min(1).describe("For people: what is wrong and what to do."),
  })
  .describe("google.rpc.Status.");

/** Both ways of writing a message; an answer is written as its request was. */
function message(schema: JsonSchema) {
  return { "application/json": { schema }, "application/x-protobuf": { schema: {} } };
}

function failure(description: string, headers?: Answer["headers"]): Answer {
  return { description, ...(headers ? { headers } : {}), content: message(schemaNamed("OtlpStatus")) };
}

const RETRY_AFTER: Answer["headers"] = { "Retry-After": { description: "Seconds.", schema: { type: "integer" } } };

const ACCESS: Readonly<Record<number, Answer>> = {
  401: failure("No valid credentials were sent."),
  403: failure("The caller may not do this."),
  429: failure("More than one API key or person may send: send the same again later.", RETRY_AFTER),
  503: failure(
    "Something went wrong on the server, or it is busy: send the same again. Exporters do so by themselves.",
    RETRY_AFTER,
  ),
};

/** OpenTelemetry's protocol. */
export const otlp: Resource = {
  name: "OpenTelemetry",
  description:
    "OTLP over HTTP, for exporters: `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` is this path, and `OTEL_EXPORTER_OTLP_TRACES_HEADERS` is `Authorization=Bearer%20<key>`. Errors are as that protocol has them.",
  requests: { OtlpTraces: request },
  answers: { OtlpTracesTaken: taken, OtlpStatus: status },
  paths: {
    "/api/v1/otlp/v1/traces": {
      post: {
        operationId: "sendTraces",
        summary: "Send spans",
        description:
          "Spans that stand for requests to a model become usage records; of spans within spans that state the usage of one request the innermost counts. The body may be packed with gzip, and has at most 64 MiB, unpacked too. The answer comes after the commit. Sending the same again changes nothing.",
        access: "ingest",
        body: { description: "Spans in JSON or protobuf.", content: message(schemaNamed("OtlpTraces")) },
        answers: { 200: { description: "Taken.", content: message(schemaNamed("OtlpTracesTaken")) } },
        failures: {
          ...ACCESS,
          400: failure("The body is no such message, its gzip data is damaged, or its counts are beyond counting."),
          413: failure("The body is larger than 64 MiB."),
          415: failure("The body is neither JSON nor protobuf, or packed in another way than gzip."),
        },
      },
    },
    "/api/v1/otlp/v1/{signal}": {
      post: {
        operationId: "sendOtherSignals",
        summary: "Send metrics or logs: they are not taken",
        description: "They repeat what spans say, with less detail.",
        access: "ingest",
        parameters: [
          {
            ...{ name: "signal", in: "path", required: true, schema: { type: "string" } },
            description: "Any but traces.",
          },
        ],
        answers: {},
        failures: { ...ACCESS, 404: failure("This signal is not taken.") },
      },
    },
  },
};
