import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { POST as preview } from "@/app/api/v1/usage/preview/route";
import { POST as send } from "@/app/api/v1/usage/route";
import { canUndoZstd } from "@/lib/ingest/unpack/zstd";
import { apiRequest, createOrganization } from "../../support/factories";
import { ZSTD_SAMPLE } from "../../support/zstd-sample";

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

  test.each(["br", "deflate", "gzip, br"])("packed as %s is refused before it is read", async (encoding) => {
    for (const route of [send, preview]) {
      const refused = await answer(route, csv(count), { "content-encoding": encoding });
      expect(refused).toMatchObject({ status: 415, body: { error: { code: "unsupported_encoding" } } });
    }
  });
});

describe("zstd", () => {
  const WAYS: Record<string, string>[] = [{}, { "content-encoding": "zstd" }];
  const small = ZSTD_SAMPLE;
  const large = Buffer.concat(Array.from({ length: 1500 }, () => ZSTD_SAMPLE));

  test.runIf(canUndoZstd()).each([small, large])(
    "is undone, stated or not, and refused when it is cut off",
    async (body) => {
      const count = (body.length / ZSTD_SAMPLE.length) * 51 - 1;
      for (const headers of WAYS) {
        const taken = await answer(send, body, headers);
        expect(taken).toMatchObject({ status: 200, body: { received: count } });
        const cut = await answer(send, body.subarray(0, -1), headers);
        expect(cut).toMatchObject({ status: 400, body: { error: { code: "damaged_zstd" } } });
      }
    },
  );

  test.skipIf(canUndoZstd())("is refused by a Node.js that cannot undo it, and told what can", async () => {
    for (const headers of WAYS) {
      for (const route of [send, preview]) {
        const refused = await answer(route, small, headers);
        expect(refused).toMatchObject({ status: 415, body: { error: { code: "unsupported_encoding" } } });
        expect(refused.body.error.message).toMatch(/zstd.*Node\.js 22\.15.*gzip/);
      }
    }
  });
});
