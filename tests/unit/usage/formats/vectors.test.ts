import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { UsageRecord } from "@/lib/usage/usage-record";
import { sharedFile } from "../../../support/shared-files";
import { parse } from "../parse";

interface Vector {
  id: string;
  provider: string;
  api_flavor: string;
  raw_body: { model?: string; usage?: Record<string, unknown> };
  normalized_usage: Record<string, number>;
}

/** Vectors whose usage we do not share, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  r00824: "expected without the cache writes the response reports",
  r01562: "thoughts that only the total of Gemini's OpenAI-compatible API contains are billed, and counted here",
};

const vectors = readFileSync(sharedFile("vectors", "provider-responses.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Vector);

/** Anthropic's usage, whoever serves its models and through whatever API the vector was extracted. */
const isAnthropic = ({ raw_body: { model, usage = {} } }: Vector) =>
  model?.includes("claude") === true && "input_tokens" in usage;

/** The response around a vector's usage. */
function responseOf(vector: Vector): Record<string, unknown> {
  const { id, api_flavor: flavor, raw_body: body } = vector;
  if ("usageMetadata" in body) return { ...body, responseId: id, createTime: "2026-05-01T12:00:00Z" };
  if (isAnthropic(vector)) return { ...body, id, type: "message" };
  if (flavor === "embeddings") return { ...body, object: "list" };
  if ("input_tokens" in (body.usage ?? {})) return { ...body, id, object: "response", created_at: 1777636800 };
  return { ...body, id, object: "chat.completion", created: 1777636800 };
}

type Usage = Record<string, number & Record<string, number>>;

/** Usage that was extracted through another API than its own lacks classes; the usage itself says them all. */
function expectedOf(vector: Vector): Record<string, number> {
  const usage = (vector.raw_body.usage ?? {}) as Usage;
  if (isAnthropic(vector)) return ofMessage(usage);
  if (vector.api_flavor !== "anthropic") return vector.normalized_usage;
  return {
    ...vector.normalized_usage,
    cache_read_tokens: usage.input_tokens_details?.cached_tokens ?? 0,
    cache_write_tokens: usage.input_tokens_details?.cache_write_tokens ?? 0,
    output_reasoning_tokens: usage.output_tokens_details?.reasoning_tokens ?? 0,
  };
}

function ofMessage(usage: Usage): Record<string, number> {
  const [read, written] = [usage.cache_read_input_tokens ?? 0, usage.cache_creation_input_tokens ?? 0];
  return {
    input_tokens: (usage.input_tokens ?? 0) + read + written,
    cache_read_tokens: read,
    cache_write_tokens: written,
    cache_write_5m_tokens: usage.cache_creation?.ephemeral_5m_input_tokens ?? 0,
    cache_write_1h_tokens: usage.cache_creation?.ephemeral_1h_input_tokens ?? 0,
    output_tokens: usage.output_tokens ?? 0,
    output_reasoning_tokens: usage.output_tokens_details?.thinking_tokens ?? 0,
    web_searches: usage.server_tool_use?.web_search_requests ?? 0,
  };
}

function readUsage({ tokens, calls }: UsageRecord): Record<string, number> {
  return {
    input_tokens: tokens.input,
    cache_read_tokens: tokens.cacheRead,
    cache_write_tokens: tokens.cacheWrite,
    cache_write_5m_tokens: tokens.cacheWriteByTtl["5m"] ?? 0,
    cache_write_1h_tokens: tokens.cacheWriteByTtl["1h"] ?? 0,
    output_tokens: tokens.output,
    output_reasoning_tokens: tokens.reasoning,
    input_audio_tokens: tokens.audioInput,
    input_image_tokens: tokens.imageInput,
    cache_audio_read_tokens: tokens.cacheReadAudio,
    cache_image_read_tokens: tokens.cacheReadImage,
    output_audio_tokens: tokens.audioOutput,
    output_image_tokens: tokens.imageOutput,
    web_searches: calls.webSearch ?? 0,
  };
}

/** Whether a vector was extracted through an API that does not have its usage: the form of that says another one. */
const isOfAnotherApi = ({ api_flavor: flavor, raw_body: { usage = {} } }: Vector) =>
  flavor === "embeddings" && "completion_tokens" in usage;

/** Vectors of which a line is not read as expected. */
function differentAs(some: readonly Vector[], lineOf: (vector: Vector) => object): string[] {
  const different = some.filter((vector) => {
    const [item] = parse(JSON.stringify(lineOf(vector))).items;
    if (item?.kind !== "record") return true;
    const expected = expectedOf(vector);
    return Object.entries(readUsage(item.record)).some(([name, count]) => count !== (expected[name] ?? 0));
  });
  return different.map(({ id }) => id);
}

test.each([
  ["as they are", responseOf],
  ["as text in a log", (vector: Vector) => ({ time: 1777636800, body: JSON.stringify(responseOf(vector)) })],
])("real responses have the usage an independent extraction gives them, %s", (_, lineOf) => {
  expect(vectors.length).toBeGreaterThan(1400);
  expect(differentAs(vectors, lineOf)).toEqual(Object.keys(DIFFERENT));
});

test.each([
  ["as they are", ({ raw_body }: Vector) => raw_body],
  [
    "in a log that names the model",
    ({ raw_body: { model, ...body } }: Vector) => ({ timestamp: 1777636800, request: { model }, response: body }),
  ],
])("so have they without what marks them, %s", (_, lineOf) => {
  const ofTheirApi = vectors.filter((vector) => !isOfAnotherApi(vector));
  expect(ofTheirApi.length).toBeGreaterThan(1300);
  expect(differentAs(ofTheirApi, lineOf)).toEqual(Object.keys(DIFFERENT));
});

test("all of them in one file are records of their lines, in any order", () => {
  const lines = vectors.map((vector, index) => JSON.stringify(index % 2 ? vector.raw_body : responseOf(vector)));
  const { items } = parse(lines.join("\n"));
  expect(items.filter((item) => item.kind !== "record")).toEqual([]);
  // What was done besides a message is a record of its own.
  expect(new Set(items.map((item) => item.line)).size).toBe(vectors.length);
  const identities = (some: typeof items) => some.map((item) => (item.kind === "record" ? item.identity : "")).sort();
  expect(identities(parse(lines.toReversed().join("\n")).items)).toEqual(identities(items));
});
