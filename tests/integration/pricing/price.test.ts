import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { POST } from "@/app/api/v1/price/route";
import { apiRequest, createOrganization } from "../../support/factories";

const { key } = await createOrganization("UTC", ["read"]);

async function price(body: unknown, as: string | null = key) {
  const text = typeof body === "string" || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body);
  const response = await POST(apiRequest("/api/v1/price", as, { method: "POST", body: text }));
  return { status: response.status, body: await response.json() };
}

const usage = { provider: "openai", model: "gpt-4.1", tokens: { input: 10_000, cacheRead: 6000, output: 500 } };

test("prices one usage, with its receipt", async () => {
  const { status, body } = await price(usage);
  expect(status).toBe(200);
  expect(body).toMatchObject({ cost: "0.015", receipt: { model: "gpt-4.1", lines: [{}, {}, {}], source: {} } });
  const sum = body.receipt.lines.reduce((total: number, line: { cost: string }) => total + Number(line.cost), 0);
  expect(sum).toBeCloseTo(0.015, 12);
});

test("prices many, in their order; unknown ones among them are unpriced", async () => {
  const { status, body } = await price([usage, { ...usage, model: "gpt-9" }, { ...usage, model: "gpt-5" }]);
  expect(status).toBe(200);
  expect(body.map((answer: { cost: string | null }) => answer.cost)).toEqual(["0.015", null, "0.01075"]);
  expect(body[1]).toMatchObject({ unpriced: { reason: "unknown_model" } });
  expect((await price([])).body).toEqual([]);
});

test("10,000 usages are a request, one more is too many", async () => {
  const { body } = await price(Array.from({ length: 10_000 }, () => usage));
  expect(body).toHaveLength(10_000);
  expect(await price(Array.from({ length: 10_001 }, () => usage))).toMatchObject({
    status: 400,
    body: { error: { code: "too_many" } },
  });
});

test("impossible usage is a 422 that names the field, and in an array the index", async () => {
  const impossible = { ...usage, tokens: { input: 10, cacheRead: 11 } };
  expect(await price(impossible)).toMatchObject({
    status: 422,
    body: {
      error: {
        code: "impossible_usage",
        message: expect.stringContaining("cacheRead (11) cannot be more than input (10)"),
        details: [{ field: "tokens.cacheRead", code: "part_exceeds_whole" }],
      },
    },
  });
  expect(await price([usage, impossible, { ...usage, tokens: { input: 0.5 } }])).toMatchObject({
    status: 422,
    body: {
      error: {
        details: [
          { index: 1, field: "tokens.cacheRead" },
          { index: 2, field: "tokens.input", code: "not_whole" },
        ],
      },
    },
  });
});

test("a count beyond 2^53 is exact, as text and as a number", async () => {
  for (const input of ['"123456789012345678901"', "123456789012345678901"]) {
    const { body } = await price(`{"provider":"openai","model":"gpt-4.1-nano","tokens":{"input":${input}}}`);
    expect(body).toMatchObject({
      cost: "12345678901234.5678901",
      receipt: { lines: [{ tokens: "123456789012345678901" }] },
    });
  }
});

test("malformed usage is a 400", async () => {
  expect(await price("{")).toMatchObject({ status: 400, body: { error: { code: "invalid_json" } } });
  expect(await price({ tokens: { input: 1 } })).toMatchObject({
    status: 400,
    body: { error: { code: "invalid_request", details: [{ field: "model" }] } },
  });
});

test("a body in UTF-8 may begin with a byte order mark; one in anything else is refused", async () => {
  const text = JSON.stringify({ ...usage, model: "Büro" });
  expect((await price(`\ufeff${JSON.stringify(usage)}`)).body).toMatchObject({ cost: "0.015" });
  for (const bytes of [Buffer.from(text, "latin1"), Buffer.from(text, "utf16le"), gzipSync(text)]) {
    const { status, body } = await price(bytes);
    expect([status, body.error.code]).toEqual([400, "invalid_json"]);
  }
});

test("without a key there is no price", async () => {
  expect(await price(usage, null)).toMatchObject({ status: 401 });
  const { key: ingestOnly } = await createOrganization("UTC", ["ingest"]);
  expect(await price(usage, ingestOnly)).toMatchObject({ status: 403 });
});
