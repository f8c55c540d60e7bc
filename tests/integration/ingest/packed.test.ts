import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { POST as preview } from "@/app/api/v1/usage/preview/route";
import { POST as send } from "@/app/api/v1/usage/route";
import { apiRequest, createOrganization } from "../../support/factories";

const line = (id: number) => `r${id},2026-11-03T09:14:07.120Z,openai,gpt-4.1,checkout,1000,500`;
const csv = (count: number) =>
  Buffer.from(
    `id,timestamp,provider,model,project,input,output\n${Array.from({ length: count }, (_, id) => line(id)).join("\n")}\n`,
  );

async function answer(route: typeof send, body: Buffer, headers: Record<string, string> = {}) {
  const { key } = await createOrganization();
  const sent = { method: "POST", body: new Uint8Array(body), headers };
  const response = await route(apiRequest("/api/v1/usage", key, sent));
  return { status: response.status, body: await response.json() };
}

describe.each([
  ["a small body", 3],
  ["a large body", 5000],
])("%s", (_, count) => {
  test.each(["identity", "gzip", "X-GZIP"])("may be packed as %s says, and as it does not say", async (encoding) => {
    const body = encoding === "identity" ? csv(count) : gzipSync(csv(count));
    const stated = await answer(send, body, { "content-encoding": encoding });
    expect(stated).toMatchObject({ status: 200, body: { inserted: count } });
    expect(await answer(send, body)).toMatchObject({ status: 200, body: { inserted: count } });
  });

  test("packed with zstd is refused, stated or not, and told what to do", async () => {
    const body = Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), csv(count)]);
    const { status, body: said } = await answer(send, body);
    expect(status).toBe(415);
    expect(said.error.code).toBe("unsupported_encoding");
    expect(said.error.message).toMatch(/zstd.*gzip/);
  });

  test.each(["br", "deflate", "zstd", "gzip, br"])("packed as %s is refused before it is read", async (encoding) => {
    for (const route of [send, preview]) {
      const refused = await answer(route, csv(count), { "content-encoding": encoding });
      expect(refused).toMatchObject({ status: 415, body: { error: { code: "unsupported_encoding" } } });
    }
  });
});
