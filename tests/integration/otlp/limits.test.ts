import { expect, test } from "vitest";
import { chat, span, traces } from "../../support/otlp";

test("beyond the limits of a sender exporters are told to send the same again", async () => {
  process.env.OUTLAY_REQUESTS_PER_SECOND = "2";
  // Settings are read once, by what is imported only now.
  const { POST } = await import("@/app/api/v1/otlp/v1/traces/route");
  const { apiRequest, createOrganization } = await import("../../support/factories");
  const { key } = await createOrganization();
  const body = JSON.stringify(traces([span(1, chat())]));
  const headers = { "content-type": "application/json" };
  const send = () => POST(apiRequest("/api/v1/otlp/v1/traces", key, { method: "POST", body, headers }));
  const responses = await Promise.all([send(), send(), send()]);
  const refused = responses.find(({ status }) => status !== 200);
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
  expect(refused?.headers.get("retry-after")).toBe("1");
  expect(await refused?.json()).toEqual({ code: 8, message: expect.stringContaining("requests a second") });
});
