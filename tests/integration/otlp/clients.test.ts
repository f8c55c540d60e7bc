import { LegacyOpenTelemetry, OpenTelemetry } from "@ai-sdk/otel";
import { SpanKind, type Tracer } from "@opentelemetry/api";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  SimpleSpanProcessor,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-node";
import { embed, generateText, streamText } from "ai";
import { MockEmbeddingModelV4, MockLanguageModelV4, simulateReadableStream } from "ai/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { POST } from "@/app/api/v1/otlp/v1/traces/route";
import { pool } from "@/lib/db/pool";
import { countRollupDifferences } from "@/lib/ingest/rebuild-rollups";
import { createOrganization } from "../../support/factories";
import { chat } from "../../support/otlp";
import { type ServedRoutes, serveRoutes } from "../../support/serve-routes";

const PATH = "/api/v1/otlp/v1/traces";
const RESOURCE = resourceFromAttributes({ "service.name": "shop" });

let served: ServedRoutes;

beforeAll(async () => {
  served = await serveRoutes({ [PATH]: POST });
});
afterAll(() => served.close());

const EXPORTERS = [
  ["http/json", JsonExporter],
  ["http/protobuf", ProtobufExporter],
] as const;
const PROCESSORS = [
  ["in batches", (exporter: SpanExporter) => new BatchSpanProcessor(exporter)],
  ["one by one", (exporter: SpanExporter) => new SimpleSpanProcessor(exporter)],
] as const;
const WAYS = EXPORTERS.flatMap(([protocol, Exporter]) =>
  PROCESSORS.map(([how, processor]) => [protocol, how, Exporter, processor] as const),
);

/** Runs something that makes spans, has them all exported, and answers what was stored. */
async function exported(
  Exporter: typeof JsonExporter | typeof ProtobufExporter,
  processor: (exporter: SpanExporter) => BatchSpanProcessor | SimpleSpanProcessor,
  scope: string,
  run: (tracer: Tracer) => unknown,
) {
  const { organizationId, key } = await createOrganization();
  const headers = { authorization: `Bearer ${key}` };
  const exporter = new Exporter({ url: served.url + PATH, headers, compression: "gzip" as never });
  const provider = new NodeTracerProvider({ resource: RESOURCE, spanProcessors: [processor(exporter)] });
  await run(provider.getTracer(scope));
  await provider.forceFlush();
  await provider.shutdown();
  return stored(organizationId);
}

async function stored(organizationId: number) {
  const { rows } = await pool().query(
    `SELECT r.external_id AS id, model.value AS model, project.value AS project, input_uncached::int AS input,
            cache_read::int AS read, output::int AS output, reasoning::int AS reasoning
       FROM usage_records r
       JOIN dimension_values model ON model.organization_id = r.organization_id AND model.id = r.model_id
       JOIN dimension_values project ON project.organization_id = r.organization_id AND project.id = r.project_id
      WHERE r.organization_id = $1 AND model.dimension = 'model' AND project.dimension = 'project' ORDER BY 1`,
    [organizationId],
  );
  expect(await countRollupDifferences(organizationId)).toBe(0);
  return rows;
}

describe.each(WAYS)("OpenTelemetry's exporter for %s, %s", (_protocol, _how, Exporter, processor) => {
  test("sends what is stored", async () => {
    const rows = await exported(Exporter, processor, "test", (tracer) => {
      tracer.startActiveSpan("work", (parent) => {
        tracer
          .startSpan("chat gpt-4.1", {
            kind: SpanKind.CLIENT,
            attributes: chat({ "gen_ai.response.id": "chatcmpl-1", "gen_ai.usage.cache_read.input_tokens": 800 }),
          })
          .end();
        parent.end();
      });
    });
    expect(rows).toEqual([
      {
        ...{ id: "chatcmpl-1", model: "gpt-4.1-2025-04-14", project: "shop" },
        ...{ input: 200, read: 800, output: 100, reasoning: 0 },
      },
    ]);
    expect(served.requests.at(-1)?.headers).toMatchObject({
      "content-encoding": "gzip",
      "content-type": _protocol === "http/json" ? "application/json" : "application/x-protobuf",
      "user-agent": expect.stringMatching(/^OTel-OTLP-Exporter-JavaScript/),
    });
  });
});

const usage = {
  inputTokens: { total: 2006, noCache: 86, cacheRead: 1920, cacheWrite: 0 },
  outputTokens: { total: 300, text: 108, reasoning: 192 },
};
const finishReason = { unified: "stop" as const, raw: "stop" };
const timestamp = new Date("2026-11-03T09:14:07Z");

const answering = new MockLanguageModelV4({
  provider: "openai.responses",
  modelId: "gpt-5",
  doGenerate: async () => ({
    content: [{ type: "text", text: "Hello" }],
    ...{ finishReason, usage, warnings: [] },
    response: { id: "resp_1", modelId: "gpt-5-2025-08-07", timestamp },
  }),
  doStream: async () => ({
    stream: simulateReadableStream({
      chunks: [
        { type: "stream-start" as const, warnings: [] },
        { type: "response-metadata" as const, id: "resp_2", modelId: "gpt-5-2025-08-07", timestamp },
        { type: "text-start" as const, id: "1" },
        { type: "text-delta" as const, id: "1", delta: "Hello" },
        { type: "text-end" as const, id: "1" },
        { type: "finish" as const, finishReason, usage },
      ],
    }),
  }),
});
const embedding = new MockEmbeddingModelV4({
  provider: "openai.embedding",
  modelId: "text-embedding-3-small",
  doEmbed: async () => ({ embeddings: [[0.1, 0.2]], usage: { tokens: 8 }, warnings: [] }),
});

/** With the names their own tracers have, and the reasoning they state. */
const TELEMETRIES = [
  ["the AI SDK's telemetry", OpenTelemetry, "gen_ai", 0],
  ["its older telemetry", LegacyOpenTelemetry, "ai", 192],
] as const;

describe.each(TELEMETRIES)("%s", (_, Telemetry, scope, reasoning) => {
  test.each(WAYS)("over %s, %s: each request counts once", async (_protocol, _how, Exporter, processor) => {
    const rows = await exported(Exporter, processor, scope, async (tracer) => {
      const telemetry = { isEnabled: true, integrations: [new Telemetry({ tracer })] };
      await generateText({ model: answering, prompt: "hi", telemetry });
      await streamText({ model: answering, prompt: "hi", telemetry }).consumeStream();
      await embed({ model: embedding, value: "hi", telemetry });
    });
    const called = { model: "gpt-5-2025-08-07", project: "shop", input: 86, read: 1920, output: 300, reasoning };
    expect(rows).toEqual([
      {
        ...{
          id: expect.stringMatching(/^[0-9a-f]{32}:[0-9a-f]{16}$/),
          model: "text-embedding-3-small",
          project: "shop",
        },
        ...{ input: 8, read: 0, output: 0, reasoning: 0 },
      },
      { id: "resp_1", ...called },
      { id: "resp_2", ...called },
    ]);
  });
});
