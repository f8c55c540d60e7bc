import { gzipSync } from "node:zlib";
import protobuf from "protobufjs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { POST as postOther } from "@/app/api/v1/otlp/v1/[signal]/route";
import { POST } from "@/app/api/v1/otlp/v1/traces/route";
import { pool } from "@/lib/db/pool";
import { countRollupDifferences } from "@/lib/ingest/rebuild-rollups";
import { apiRequest, createOrganization } from "../../support/factories";
import { chat, encoded, span, traces } from "../../support/otlp";
import { createMember, pageRequest } from "../../support/people";

const { root } = protobuf.parse(`
  syntax = "proto3";
  message Taken { PartialSuccess partial_success = 1; }
  message PartialSuccess { int64 rejected_spans = 1; string error_message = 2; }
  message Status { int32 code = 1; string message = 2; }
`);

let organizationId: number;
let key: string;

beforeAll(async () => {
  ({ organizationId, key } = await createOrganization());
});

type Body = string | Uint8Array<ArrayBuffer>;

async function send(body: Body, headers: Record<string, string> = {}, withKey: string | null = key) {
  const all = { "content-type": "application/json", ...headers };
  return POST(apiRequest("/api/v1/otlp/v1/traces", withKey, { method: "POST", body, headers: all }));
}

async function sendJson(document: unknown, withKey = key) {
  const response = await send(JSON.stringify(document), {}, withKey);
  return { status: response.status, body: await response.json() };
}

async function decoded(response: Response, type: string) {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const message = root.lookupType(type);
  return message.toObject(message.decode(bytes), { longs: String });
}

async function stored(organization = organizationId) {
  const { rows } = await pool().query(
    "SELECT external_id, requests, input_uncached::int + cache_read::int AS input FROM usage_records WHERE organization_id = $1 ORDER BY line",
    [organization],
  );
  expect(await countRollupDifferences(organization)).toBe(0);
  return rows.map((row) => [row.external_id, row.input]);
}

async function batches(organization = organizationId) {
  const { rows } = await pool().query("SELECT status, format, source FROM batches WHERE organization_id = $1", [
    organization,
  ]);
  return rows;
}

describe("taken", () => {
  test("spans become records, once however often they are sent", async () => {
    const own = await createOrganization();
    const document = traces([
      span(2, chat({ "gen_ai.response.id": "otlp-1" }), { parent: 1 }),
      span(1, { "gen_ai.operation.name": "invoke_agent", "gen_ai.usage.input_tokens": 1000 }),
      span(3, chat({ "gen_ai.usage.input_tokens": 70 }), { trace: 9 }),
    ]);
    for (let time = 0; time < 3; time += 1)
      expect(await sendJson(document, own.key)).toEqual({ status: 200, body: {} });
    expect(await stored(own.organizationId)).toEqual([
      ["otlp-1", 1000],
      [`${"a".repeat(31)}9:${"b".repeat(15)}3`, 70],
    ]);
    expect((await batches(own.organizationId))[0]).toEqual({
      status: "committed",
      format: "otlp-traces",
      source: "test",
    });
  });

  test("gzip, in JSON and protobuf", async () => {
    const own = await createOrganization();
    const headers = { "content-encoding": "gzip" };
    const text = gzipSync(JSON.stringify(traces([span(1, chat({ "gen_ai.response.id": "packed-1" }))])));
    expect((await send(new Uint8Array(text), headers, own.key)).status).toBe(200);
    const binary = gzipSync(encoded(traces([span(2, chat({ "gen_ai.response.id": "packed-2" }))])));
    const type = { "content-type": "application/x-protobuf" };
    expect((await send(new Uint8Array(binary), { ...headers, ...type }, own.key)).status).toBe(200);
    expect((await stored(own.organizationId)).map(([id]) => id).sort()).toEqual(["packed-1", "packed-2"]);
  });

  test.each([
    ["no spans", {}],
    ["an empty list", { resourceSpans: [] }],
    ["spans of other things", traces([span(1, { "http.request.method": "GET" })])],
  ])("%s are a success that leaves nothing behind", async (_, document) => {
    const own = await createOrganization();
    expect(await sendJson(document, own.key)).toEqual({ status: 200, body: {} });
    expect(await batches(own.organizationId)).toEqual([]);
  });

  test("an empty message in protobuf is answered by one", async () => {
    const response = await send(new Uint8Array(), { "content-type": "application/x-protobuf" });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/x-protobuf"]);
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });

  test("a signed-in member may send too", async () => {
    const body = JSON.stringify(traces([span(1, chat({ "gen_ai.response.id": "by-person" }))]));
    const member = await createMember(organizationId, "member");
    const init = { method: "POST", body, headers: { "content-type": "application/json" } };
    expect((await POST(pageRequest("/api/v1/otlp/v1/traces", member, init))).status).toBe(200);
    const viewer = await createMember(organizationId, "viewer");
    expect((await POST(pageRequest("/api/v1/otlp/v1/traces", viewer, init))).status).toBe(403);
  });
});

describe("spans within spans", () => {
  const inner = traces([span(2, chat({ "gen_ai.response.id": "nested-inner" }), { parent: 1, trace: 77 })]);
  const outer = traces([span(1, chat(), { trace: 77 })]);

  test("count once when they come in requests of their own", async () => {
    const own = await createOrganization();
    await sendJson(inner, own.key);
    await sendJson(outer, own.key);
    await sendJson(outer, own.key);
    expect((await stored(own.organizationId)).map(([id]) => id)).toEqual(["nested-inner"]);
  });

  test("of another organisation do not matter", async () => {
    const [one, other] = [await createOrganization(), await createOrganization()];
    await sendJson(inner, one.key);
    await sendJson(outer, other.key);
    expect(await stored(other.organizationId)).toHaveLength(1);
  });
});

describe("partial success", () => {
  const document = traces([
    span(5, chat({ "gen_ai.response.id": "partly" }), { trace: 5 }),
    span(6, chat({ "gen_ai.usage.output_tokens": -3 }), { trace: 5 }),
  ]);
  const reason = "span bbbbbbbbbbbbbbb6: gen_ai.usage.output_tokens is negative";

  test("in JSON counts as a decimal string and says why", async () => {
    const { status, body } = await sendJson(document);
    expect(status).toBe(200);
    expect(body).toEqual({ partialSuccess: { rejectedSpans: "1", errorMessage: expect.stringContaining(reason) } });
    expect((await stored()).map(([id]) => id)).toContain("partly");
  });

  test("of a span nested deeper than can be written down, and the others are taken", async () => {
    const { organizationId: id, key: own } = await createOrganization();
    const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    const document = JSON.stringify(
      traces([span(1, chat()), { ...span(2, { ...chat(), "gen_ai.usage.input_tokens": -1 }), x: "DEEP" }]),
    );
    const response = await send(document.replace('"DEEP"', deep), {}, own);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ partialSuccess: { rejectedSpans: "1" } });
    expect(await stored(id)).toHaveLength(1);
  });

  test("in protobuf, also when every span is rejected", async () => {
    const body = encoded(traces([span(6, chat({ "gen_ai.usage.output_tokens": -3 }))]));
    const response = await send(body, { "content-type": "application/x-protobuf" });
    expect(response.status).toBe(200);
    expect(await decoded(response, "Taken")).toEqual({
      partialSuccess: { rejectedSpans: "1", errorMessage: expect.stringContaining("negative") },
    });
  });
});

describe("refused with a status message, written as the request was", () => {
  const large = 64 * 1024 * 1024 + 1;
  const document = JSON.stringify(traces([span(1, chat())]));
  const protobufType = { "content-type": "application/x-protobuf" };

  test.each<[string, Body, Record<string, string>, number, number]>([
    ["no JSON", "{", {}, 400, 3],
    ["JSON of something else", '{"resourceSpans": 1}', {}, 400, 3],
    ["a list", "[]", {}, 400, 3],
    ["no protobuf", "hello", protobufType, 400, 3],
    ["damaged gzip", new Uint8Array(gzipSync(document).subarray(0, 60)), { "content-encoding": "gzip" }, 400, 3],
    ["another packing", document, { "content-encoding": "br" }, 415, 3],
    ["another type", document, { "content-type": "text/plain" }, 415, 3],
    ["a body that says it is too large", document, { "content-length": String(large) }, 413, 8],
    ["a body that is too large", " ".repeat(large), {}, 413, 8],
    ["one that is too large once unpacked", new Uint8Array(gzipSync(Buffer.alloc(large, 32))), {}, 413, 8],
  ])("%s", async (_, body, headers, status, code) => {
    const response = await send(body, headers);
    expect(response.status).toBe(status);
    const isBinary = headers["content-type"] === "application/x-protobuf";
    expect(response.headers.get("content-type")).toBe(isBinary ? "application/x-protobuf" : "application/json");
    const answer = isBinary ? await decoded(response, "Status") : await response.json();
    expect(answer).toEqual({ code, message: expect.stringMatching(/./) });
  });

  test("strangers and keys without the scope", async () => {
    const readOnly = await createOrganization("UTC", ["read"]);
    const cases: [string | null, number, number][] = [
      [null, 401, 16],
      ["wrong", 401, 16],
      [readOnly.key, 403, 7],
    ];
    for (const [withKey, status, code] of cases) {
      const response = await send(document, protobufType, withKey);
      expect(response.status).toBe(status);
      expect((await decoded(response, "Status")).code).toBe(code);
    }
    expect(await batches(readOnly.organizationId)).toEqual([]);
  });

  test("what goes wrong on our side is to be sent again, and then counts once", async () => {
    const own = await createOrganization();
    const body = JSON.stringify(traces([span(1, chat({ "gen_ai.response.id": "again" }), { parent: 8 })]));
    const outer = JSON.stringify(traces([span(8, chat({ "gen_ai.response.id": "outer" }))]));
    const quiet = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await pool().query("ALTER TABLE batches RENAME TO elsewhere");
    const response = await send(body, {}, own.key);
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await response.json()).toEqual({ code: 14, message: expect.not.stringContaining("batches") });
    await pool().query("ALTER TABLE elsewhere RENAME TO batches");
    quiet.mockRestore();
    // What was not kept has announced nothing: the outer span is all there is.
    expect((await send(outer, {}, own.key)).status).toBe(200);
    expect((await send(body, {}, own.key)).status).toBe(200);
    expect((await stored(own.organizationId)).map(([id]) => id).sort()).toEqual(["again", "outer"]);
  });
});

test("other signals are not taken, and the answer says so", async () => {
  for (const signal of ["metrics", "logs"]) {
    const path = `/api/v1/otlp/v1/${signal}`;
    const init = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };
    const response = await postOther(apiRequest(path, key, init));
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ code: 5, message: expect.stringContaining("traces") });
    expect((await postOther(apiRequest(path, null, init))).status).toBe(401);
  }
});
