import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { POST as sendUsage } from "@/app/api/v1/usage/route";
import { settings } from "@/lib/settings";
import { apiRequest } from "../../factories";
import { zipOf } from "../../zip-of";
import type { Call } from "../ask";
import type { Home } from "../home";
import type { CallsByOperation } from "../operation-calls";

/** Usage that bears the mark of an organisation in every name: records with a price, one without, and one that is rejected. */
export function markedUsage({ mark }: Home): string {
  return `id,timestamp,endTimestamp,requests,provider,model,serviceTier,region,endpoint,project,apiKey,user,tag.team,input,cacheRead,output
${mark}-1,2026-11-03T09:14:07.120Z,,,openai,gpt-4.1,default,,chat_completions,${mark},${mark},${mark},${mark},10000,6000,500
${mark}-2,2026-11-04T09:14:07.120Z,,,openai,${mark}-model,,${mark},,${mark},${mark},${mark},,10000,6000,500
${mark}-3,2026-11-04T09:14:07.120Z,,,openai,gpt-4.1,,,,${mark},${mark},${mark},,-1,0,500
,2026-11-05T00:00:00Z,2026-11-06T00:00:00Z,12,anthropic,claude-sonnet-4-5,,,,${mark},,,,120000,0,6000
`;
}

const UNKNOWN_CSV = "Moment;Machine;Read;Written;Cached\n03.11.2026 10:00;gpt-4.1;100;20;80\n";

function mappingOf(model: string): string {
  const columns = { timestamp: "Moment", model, input: "Read", output: "Written", cacheRead: "Cached" };
  return encodeURIComponent(JSON.stringify({ columns, conventions: { dates: "day-first" } }));
}

const TOO_MANY_REQUESTS = "5,000 requests in a second; tests/unit/ingest/sender-limits.test.ts has a smaller limit";

/** Packed in ways that are refused. */
const damagedArchives: CallsByOperation[string]["fails"] = {
  "400 damaged_zip": () => ({ body: Buffer.from("PK\x03\x04") }),
  "400 damaged_zstd": "older versions of Node.js cannot undo zstd; tests/integration/ingest/packed.test.ts",
  "400 encrypted_zip": () => ({ body: readFileSync("tests/support/archives/encrypted.zip") }),
  "400 mixed_archive": (home) => ({
    body: zipOf([
      ["calls.csv", markedUsage(home)],
      ["account.csv", "start_time,end_time,num_model_requests,input_tokens,model\n1793664000,1793750400,1,1,gpt-4.1\n"],
    ]),
  }),
};

/** Sending usage. */
export const usageCalls: CallsByOperation = {
  "POST /api/v1/usage": {
    succeeds: (home) => ({ query: `source=${home.mark}.csv`, body: markedUsage(home) }),
    alsoSucceeds: {
      "packed, and of a format that is named": (home) => ({
        query: "format=outlay-csv",
        body: gzipSync(markedUsage(home)),
        headers: { "content-encoding": "gzip" },
      }),
      "an archive": (home) => ({ body: zipOf([["usage.csv", markedUsage(home)]]) }),
      "by a mapping": () => ({ query: `mapping=${mappingOf("Machine")}`, body: UNKNOWN_CSV }),
      "sent again with its key": async (home) => {
        const headers = { "idempotency-key": home.mark };
        await sendUsage(apiRequest("/api/v1/usage", home.key, { method: "POST", headers, body: markedUsage(home) }));
        return { body: markedUsage(home), headers };
      },
      "all of it rejected": () => ({
        body: "timestamp,model,input\n2026-11-03T09:14:07Z,gpt-4.1,-1\n",
      }),
    },
    fails: {
      "400 empty_input": () => ({ body: " \n" }),
      "400 invalid_request": () => ({ query: "mapping={", body: UNKNOWN_CSV }),
      "400 mapping_does_not_fit": () => ({ query: `mapping=${mappingOf("Gone")}`, body: UNKNOWN_CSV }),
      "400 invalid_json": () => ({ body: "{", headers: { "ce-specversion": "1.0" } }),
      "400 unrecognised_format": () => ({ body: "name,age\nAda,36\n" }),
      "400 counts_too_large": () => ({
        body: `timestamp,model,input\n${`2026-11-03T09:14:07Z,gpt-4.1,${Number.MAX_SAFE_INTEGER}\n`.repeat(1100)}`,
      }),
      "415 unsupported_encoding": (home) => ({ body: markedUsage(home), headers: { "content-encoding": "br" } }),
      "415 unsupported_media_type": (home) => ({
        body: markedUsage(home),
        headers: { "content-type": "multipart/form-data; boundary=x" },
      }),
      "400 damaged_gzip": (home) => ({ body: gzipSync(markedUsage(home)).subarray(0, 100) }),
      ...damagedArchives,
      "400 invalid_idempotency_key": (home) => ({
        body: markedUsage(home),
        headers: { "idempotency-key": "x".repeat(256) },
      }),
      "409 idempotency_key_in_progress": async (home) => {
        const headers = { "idempotency-key": home.mark };
        await sendForever(home, headers);
        return { body: markedUsage(home), headers };
      },
      "422 idempotency_key_reused": async (home) => {
        const headers = { "idempotency-key": home.mark };
        await sendUsage(apiRequest("/api/v1/usage", home.key, { method: "POST", headers, body: markedUsage(home) }));
        return { body: "timestamp,model,input\n2026-11-03T09:14:07Z,gpt-4.1,1\n", headers };
      },
      "408 upload_stalled": "two minutes of silence; tests/integration/ingest/limits.test.ts waits less",
      "429 too_many_requests": TOO_MANY_REQUESTS,
      "429 too_many_uploads": tooManyUploads,
      "503 busy": "it takes 16 MiB of small uploads at once; tests/integration/ingest/limits.test.ts",
      "413 too_large": "64 GiB take a minute to unpack",
    },
  },
  "POST /api/v1/usage/preview": {
    succeeds: (home) => ({ body: markedUsage(home) }),
    alsoSucceeds: {
      "an archive": (home) => ({ body: zipOf([["usage.csv", markedUsage(home)]]) }),
      "no known format": () => ({ body: UNKNOWN_CSV }),
      "by a mapping": () => ({ query: `mapping=${mappingOf("Machine")}`, body: UNKNOWN_CSV }),
    },
    fails: {
      "429 too_many_requests": TOO_MANY_REQUESTS,
      "429 too_many_uploads": tooManyUploads,
      "400 invalid_request": () => ({ query: "mapping=7", body: UNKNOWN_CSV }),
      "400 unrecognised_format": () => ({ query: "format=odt", body: UNKNOWN_CSV }),
      "400 empty_input": () => ({ body: "" }),
      "415 unsupported_encoding": (home) => ({ body: markedUsage(home), headers: { "content-encoding": "br" } }),
      "415 unsupported_media_type": (home) => ({
        body: markedUsage(home),
        headers: { "content-type": "multipart/form-data; boundary=x" },
      }),
      "400 damaged_gzip": () => ({ body: Buffer.from([0x1f, 0x8b, 0, 0]) }),
      ...damagedArchives,
    },
  },
};

/** A call while as many uploads are under way as may be. */
async function tooManyUploads(home: Home): Promise<Call> {
  await Promise.all(Array.from({ length: settings().limits.concurrentUploads }, () => sendForever(home)));
  return { body: markedUsage(home) };
}

/** Begins an upload that does not end; returns when its body is being read. */
function sendForever({ key }: Home, headers: HeadersInit = {}): Promise<void> {
  return new Promise((resolve) => {
    const pull = () => new Promise<void>(() => resolve());
    const body = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 });
    void sendUsage(apiRequest("/api/v1/usage", key, { method: "POST", headers, body }));
  });
}
