import { once } from "node:events";
import { rmSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { Readable } from "node:stream";
import { createGzip, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { OWNER, StartedOutlay } from "../support/started-outlay";

const MB = 1024 * 1024;
const MOST_MEMORY = 512 * MB;
const HEADER = "id,timestamp,provider,model,project,input,output\n";

let outlay: StartedOutlay;

beforeAll(async () => {
  outlay = await (await StartedOutlay.start(OWNER)).ready();
});

afterEach(async () => {
  expect(await (await fetch(`${outlay.url}/api/health`)).json()).toEqual({ status: "ok" });
  expect(outlay.peakMemory()).toBeLessThan(MOST_MEMORY);
});

afterAll(async () => {
  await outlay.stop();
  rmSync(outlay.dataDirectory, { recursive: true, force: true });
});

const headers = { authorization: `Bearer ${OWNER.OUTLAY_INIT_API_KEY}` };

async function ask(path: string) {
  return (await fetch(`${outlay.url}${path}`, { headers })).json();
}

/** Sends a body piece by piece, as fast as the server takes it, and reads the answer whenever it comes. */
async function send(body: Readable, query = "") {
  const sent = request(`${outlay.url}/api/v1/usage?source=large${query}`, { method: "POST", headers });
  const answered = once(sent, "response") as Promise<[IncomingMessage]>;
  // A server that has seen enough may close before it has been told everything.
  sent.on("error", () => undefined);
  body.pipe(sent);
  const [response] = await answered;
  body.destroy();
  let text = "";
  for await (const part of response) text += part;
  return { status: response.statusCode, body: JSON.parse(text) };
}

function* lines(series: string, count: number): Generator<string> {
  yield HEADER;
  for (let from = 0; from < count; from += 1000) {
    let text = "";
    for (let index = from; index < Math.min(count, from + 1000); index += 1)
      text += `${series}-${index},2026-11-${String(1 + (index % 24)).padStart(2, "0")}T09:14:07Z,openai,gpt-4.1,${series},100,10\n`;
    yield text;
  }
}

/** So many megabytes of one character, without a line break. */
function* oneLine(megabytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(MB, "x");
  for (let sent = 0; sent < megabytes; sent += 1) yield piece;
}

function* concat(...parts: Iterable<string | Buffer>[]): Generator<string | Buffer> {
  for (const part of parts) yield* part;
}

function* repeated(times: number, of: () => Iterable<string | Buffer>): Generator<string | Buffer> {
  for (let time = 0; time < times; time += 1) yield* of();
}

async function requestsOf(project: string): Promise<number> {
  return (await ask(`/api/v1/spend?from=2026-11-01&to=2026-12-01&filter.project=${project}&granularity=none`)).totals
    .requests;
}

test("every record of a body beyond 10 MB is counted, once", async () => {
  const count = 220_000;
  expect([...lines("ten", count)].join("").length).toBeGreaterThan(12 * MB);
  const whole = { received: count, inserted: count, duplicates: 0, revised: 0, rejected: 0 };
  expect(await send(Readable.from(lines("ten", count)))).toMatchObject({ status: 200, body: whole });
  expect(await requestsOf("ten")).toBe(count);
});

test("a large file that is sent twice at once counts once", async () => {
  const count = 30_000;
  const answers = await Promise.all([1, 2].map(() => send(Readable.from(lines("twice", count)))));
  for (const { status, body } of answers) {
    expect(status).toBe(200);
    expect(body.inserted + body.duplicates).toBe(count);
  }
  expect(answers.reduce((sum, { body }) => sum + body.inserted, 0)).toBe(count);
  expect(await requestsOf("twice")).toBe(count);
});

test.each([
  ["of a CSV file", () => concat([HEADER], oneLine(200), ["\n"], [...lines("csv", 10)].slice(1))],
  ["between quotes", () => concat([`${HEADER}"`], oneLine(200), ['"\n'], [...lines("csv", 10)].slice(1))],
])("a line of 200 MB %s is one reject, and the rest is read", async (_, body) => {
  const answer = await send(Readable.from(body()));
  expect(answer).toMatchObject({
    status: 200,
    body: { received: 11, rejected: 1, errors: [{ line: 2, code: "line_too_long" }] },
  });
  expect(answer.body.inserted + answer.body.duplicates).toBe(10);
  expect(await requestsOf("csv")).toBe(10);
});

test.each([
  ["at the beginning", () => oneLine(200)],
  ["of JSON", () => concat(['{"model":"'], oneLine(200))],
  ["of JSON in an array", () => concat(['[{"model":"'], oneLine(200))],
])("a line of 200 MB %s is refused with an answer", async (_, body) => {
  expect(await send(Readable.from(body()))).toMatchObject({
    status: 400,
    body: { error: { code: "unrecognised_format", message: expect.stringMatching(/^.{10,600}$/) } },
  });
});

test.each<[string, number, () => Iterable<string | Buffer>]>([
  ["too long", 60, () => repeated(60, () => concat(oneLine(17), ["\n"]))],
  ["long and no usage", 400, () => repeated(400, () => concat(['{"prompt":"'], oneLine(2), ['"}\n']))],
])("of rejected lines that are %s only what is kept stays in memory", async (_, count, longLines) => {
  const first = JSON.stringify({ timestamp: "2026-11-03T09:14:07Z", model: "gpt-4.1", tokens: { input: 1 } });
  const answer = await send(Readable.from(concat([`${first}\n`], longLines())).pipe(createGzip({ level: 1 })));
  expect(answer).toMatchObject({ status: 200, body: { received: count + 1, rejected: count } });
});

test("a small file that unpacks to a gigabyte does not fill the memory", async () => {
  const packed = Readable.from(concat([HEADER], oneLine(1024))).pipe(createGzip());
  expect(await send(packed)).toMatchObject({ status: 422, body: { received: 1, rejected: 1 } });
});

test.each([
  ["within a length that was stated", { "content-length": String(50 * MB) }],
  ["while it goes on", {}],
])("a connection dropped in the middle stores nothing: %s", async (_, length) => {
  const before = (await ask("/api/v1/batches?limit=1")).batches[0]?.id ?? "0";
  const sent = request(`${outlay.url}/api/v1/usage?source=dropped`, {
    method: "POST",
    headers: { ...headers, ...length },
  });
  sent.on("error", () => undefined);
  for (const text of lines("dropped", 20_000)) if (!sent.write(text)) await once(sent, "drain");
  const newest = async () => (await ask("/api/v1/batches?limit=1")).batches[0];
  await expect.poll(async () => Number((await newest())?.id)).toBeGreaterThan(Number(before));
  sent.destroy();
  await expect.poll(async () => (await newest())?.status).toBe("failed");
  expect(await newest()).toMatchObject({ source: "dropped", inserted: 0, received: 0, error: expect.any(String) });
  expect(await requestsOf("dropped")).toBe(0);
});

test("many large uploads at once leave room for pages, and all are taken", async () => {
  const count = 12_000;
  const series = Array.from({ length: 9 }, (_, index) => `many${index}`);
  const uploads = Promise.all(series.map((one) => send(Readable.from(lines(one, count)))));
  const page = await fetch(`${outlay.url}/api/v1/organizations/current`, { headers });
  expect(page.status).toBe(200);
  for (const { status, body } of await uploads)
    expect({ status, inserted: body.inserted }).toEqual({ status: 200, inserted: count });
  for (const one of series) expect(await requestsOf(one)).toBe(count);
});

test("a gzip that ends early stores nothing", async () => {
  const packed = gzipSync([...lines("cut", 30_000)].join(""));
  const half = packed.subarray(0, packed.length / 2);
  expect(await send(Readable.from([half]))).toMatchObject({ status: 400, body: { error: { code: "damaged_gzip" } } });
  expect(await requestsOf("cut")).toBe(0);
});
