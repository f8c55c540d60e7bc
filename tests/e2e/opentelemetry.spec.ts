import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { expect, type Page, test } from "@playwright/test";
import { chat, span, traces } from "../support/otlp";
import { foundOrganization, OWNER, signIn } from "./journey";

const PATH = "/api/v1/otlp/v1/traces";

/** Creates a key as the settings page does. */
async function createKey(page: Page, scopes: readonly string[]): Promise<string> {
  return page.evaluate(async (wanted) => {
    const body = JSON.stringify({ name: "exporter", scopes: wanted });
    const headers = { "content-type": "application/json" };
    return (await (await fetch("/api/v1/api-keys", { method: "POST", headers, body })).json()).key;
  }, scopes);
}

test("exporters send spans to the built application, and large requests are taken as a whole", async ({
  page,
  request,
  baseURL,
}) => {
  await signIn(page, OWNER);
  await foundOrganization(page, "Traced Engines");
  const key = await createKey(page, ["ingest", "read"]);
  const headers = { authorization: `Bearer ${key}` };
  const project = `traced-${key.slice(-6)}`;
  for (const [Exporter, compression] of [
    [JsonExporter, "none"],
    [ProtobufExporter, "gzip"],
  ] as const) {
    const exporter = new Exporter({ url: `${baseURL}${PATH}`, headers, compression: compression as never });
    const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
    const id = `${project}-${compression}`;
    provider
      .getTracer("test")
      .startSpan("chat", { attributes: chat({ "gen_ai.response.id": id, "outlay.project": project }) })
      .end();
    await provider.forceFlush();
    await provider.shutdown();
  }
  const prompt = { "gen_ai.input.messages": "x".repeat(1024 * 1024), "outlay.project": project };
  const spans = Array.from({ length: 20 }, (_, index) => span(index + 1, chat(prompt), { trace: Date.now() }));
  expect((await request.post(PATH, { headers, data: traces(spans) })).status()).toBe(200);
  const spend = await request.get(
    `/api/v1/spend?from=2026-01-01&to=2027-12-31&granularity=none&filter.project=${project}`,
    { headers },
  );
  expect((await spend.json()).totals).toMatchObject({ requests: 22, output: 2200 });
});
