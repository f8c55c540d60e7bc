import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { POST } from "@/app/api/v1/usage/route";
import { apiRequest, createOrganization } from "../../support/factories";
import { sampleBytes } from "../../support/samples";

const ATTRIBUTES = {
  specversion: "1.0",
  id: "00001",
  source: "my-service",
  type: "prompt",
  time: "2026-09-01T09:00:00Z",
};
const DATA = { tokens: 2006, model: "gpt-4o-2024-08-06", type: "input" };

async function send(key: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) {
  const response = await POST(apiRequest("/api/v1/usage", key, { method: "POST", body, headers }));
  return { status: response.status, body: await response.json() };
}

test("an event is the same in binary mode, structured mode and a batch", async () => {
  const { key } = await createOrganization();
  const binary = Object.fromEntries(Object.entries(ATTRIBUTES).map(([name, value]) => [`ce-${name}`, value]));
  const first = await send(key, JSON.stringify(DATA), {
    ...binary,
    "ce-subject": "customer%2D1",
    "content-type": "application/json",
  });
  expect(first).toMatchObject({ status: 200, body: { format: "cloudevents", inserted: 1 } });
  const event = JSON.stringify({ ...ATTRIBUTES, subject: "customer-1", data: DATA });
  const second = await send(key, event, { "content-type": "application/cloudevents+json" });
  expect(second.body).toMatchObject({ format: "cloudevents", inserted: 0, duplicates: 1 });
  const batch = await send(key, new Uint8Array(sampleBytes("25a_cloudevents_openmeter_batch.json")), {
    "content-type": "application/cloudevents-batch+json",
  });
  expect(batch.body).toMatchObject({ received: 3, inserted: 1, duplicates: 2 });
});

test("data that is no JSON is refused, and a stranger is", async () => {
  const { key } = await createOrganization();
  const headers = { "ce-specversion": "1.0", "ce-id": "1", "ce-source": "s", "ce-type": "prompt" };
  expect(await send(key, "{", headers)).toMatchObject({ status: 400, body: { error: { code: "invalid_json" } } });
  const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
  expect(await send(key, deep, headers)).toMatchObject({ status: 400, body: { error: { code: "invalid_json" } } });
  expect((await send("wrong", JSON.stringify(DATA), headers)).status).toBe(401);
});

test("data in binary mode may be packed", async () => {
  const { key } = await createOrganization();
  const binary = Object.fromEntries(Object.entries(ATTRIBUTES).map(([name, value]) => [`ce-${name}`, value]));
  const headers = { ...binary, "content-encoding": "gzip" };
  const packed = new Uint8Array(gzipSync(JSON.stringify(DATA)));
  expect(await send(key, packed, headers)).toMatchObject({ status: 200, body: { inserted: 1 } });
  const damaged = await send(key, packed.subarray(0, 30), headers);
  expect(damaged).toMatchObject({ status: 400, body: { error: { code: "damaged_gzip" } } });
});

test("a batch without events is taken, and says nothing", async () => {
  const { key } = await createOrganization();
  const taken = await send(key, "[]", { "content-type": "application/cloudevents-batch+json; charset=utf-8" });
  expect(taken).toMatchObject({ status: 200, body: { format: "cloudevents", received: 0, inserted: 0 } });
  const refused = await send(key, "[]", { "content-type": "application/json" });
  expect(refused).toMatchObject({ status: 400, body: { error: { code: "empty_input" } } });
});
