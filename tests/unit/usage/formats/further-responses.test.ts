import { describe, expect, test } from "vitest";
import type { RecordItem } from "@/lib/usage/formats/format";
import { instant } from "../../../support/usage";
import { parse } from "../parse";

const ndjson = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
const itemsOf = (...values: unknown[]) => parse(ndjson(...values)).items;
const recordOf = (value: unknown) => (itemsOf(value)[0] as RecordItem).record;
const inLog = (model: string, response: object) => ({
  ...{ timestamp: "2026-11-03T09:14:07Z", request: { model }, response },
});

describe("Cohere", () => {
  const units = {
    billed_units: { input_tokens: 12, output_tokens: 5 },
    tokens: { input_tokens: 70, output_tokens: 5 },
  };
  const embedded = { id: "e-1", embeddings: [[0.1]], texts: ["a"], meta: { billed_units: { input_tokens: 9 } } };

  test.each([
    ["version 2", { id: "c-1", finish_reason: "COMPLETE", message: {}, usage: units }],
    ["version 1", { response_id: "c-1", text: "Hi", meta: { api_version: { version: "1" }, ...units } }],
  ])("chat of %s has what is billed of it", (_, response) => {
    expect(recordOf(inLog("command-r-plus", response))).toMatchObject({
      ...{ id: "c-1", provider: "cohere", model: "command-r-plus", timestamp: instant("2026-11-03T09:14:07Z") },
      tokens: { input: 12, output: 5 },
    });
  });

  test("embeddings have no output, and reranking is said not to be read", () => {
    expect(recordOf(inLog("embed-v4.0", embedded))).toMatchObject({
      endpoint: "embeddings",
      tokens: { input: 9, output: 0 },
    });
    const reranked = { id: "r-1", results: [], meta: { billed_units: { search_units: 1 } } };
    expect(itemsOf(inLog("rerank-v3.5", reranked), inLog("embed-v4.0", embedded))).toMatchObject([
      { kind: "reject", code: "unsupported_units", message: expect.stringContaining("search_units") },
      { kind: "record" },
    ]);
  });

  test("without a log that names the model they are rejected, and say so", () => {
    expect(itemsOf(embedded)).toMatchObject([{ kind: "reject", line: 1, field: "request.model", code: "missing" }]);
  });
});

test("Mistral's OCR counts pages, and those with annotations apart", () => {
  const answer = {
    model: "mistral-ocr-2505-completion",
    pages: [],
    usage_info: { pages_processed: 4, doc_size_bytes: 10 },
  };
  expect(recordOf(answer)).toMatchObject({ provider: "mistral", calls: { documentPages: 4 }, tokens: { input: 0 } });
  expect(recordOf({ ...answer, document_annotation: "{}" }).calls).toEqual({ annotatedDocumentPages: 4 });
  const image = { pages: [{ images: [{ image_annotation: "a cat" }] }] };
  expect(recordOf({ ...answer, ...image }).calls).toEqual({ annotatedDocumentPages: 4 });
  expect(itemsOf({ ...answer, usage_info: { pages_processed: -1 } })).toMatchObject([{ code: "negative" }]);
});

describe("OpenAI's Images API", () => {
  const usage = {
    ...{ total_tokens: 100, input_tokens: 50, output_tokens: 50 },
    input_tokens_details: { text_tokens: 10, image_tokens: 40 },
  };
  const answer = { created: 1793697247, data: [{ b64_json: "…" }], usage };

  test("counts images in and out", () => {
    expect(recordOf({ model: "gpt-image-1", response: answer })).toMatchObject({
      ...{ provider: "openai", model: "gpt-image-1", endpoint: "images", timestamp: instant("2026-11-03T09:14:07Z") },
      tokens: { input: 50, imageInput: 40, output: 50, imageOutput: 50 },
    });
    const told = { ...usage, output_tokens_details: { text_tokens: 20, image_tokens: 30 } };
    expect(recordOf(inLog("gpt-image-1.5", { ...answer, usage: told })).tokens).toMatchObject({ imageOutput: 30 });
  });

  test("streams it with the last event", () => {
    const done = {
      type: "image_generation.completed",
      created_at: 1793697247,
      b64_json: "…",
      model: "gpt-image-1",
      usage,
    };
    const { items, ignored } = parse(ndjson({ type: "image_generation.partial_image", b64_json: "…" }, done));
    expect(items).toMatchObject([{ kind: "record", line: 2, record: { tokens: { input: 50 } } }]);
    expect(ignored).toBe(1);
  });
});

describe("OpenAI's transcriptions", () => {
  test("count audio in tokens", () => {
    const usage = {
      ...{ type: "tokens", input_tokens: 14, output_tokens: 45, total_tokens: 59 },
      input_token_details: { text_tokens: 4, audio_tokens: 10 },
    };
    const record = recordOf(inLog("gpt-4o-transcribe", { text: "Hi", usage }));
    expect(record).toMatchObject({
      endpoint: "audio_transcriptions",
      tokens: { input: 14, audioInput: 10, output: 45 },
    });
    const streamed = [
      { type: "transcript.text.delta", delta: "H" },
      inLog("m", { type: "transcript.text.done", text: "Hi", usage }),
    ];
    expect(parse(ndjson(...streamed))).toMatchObject({
      ignored: 1,
      items: [{ line: 2, record: { tokens: { input: 14 } } }],
    });
  });

  test("or in seconds", () => {
    const response = { text: "Hi", usage: { type: "duration", seconds: 9 } };
    expect(recordOf(inLog("whisper-1", response)).calls).toEqual({ audioSeconds: 9 });
    expect(itemsOf(inLog("whisper-1", { text: "", usage: { type: "duration" } }))).toMatchObject([
      { field: "usage.seconds" },
    ]);
  });
});

describe("usage without the mark of a response", () => {
  const call = { timestamp: "2026-11-03T09:14:07Z", model: "gpt-5", prompt_tokens: 10, completion_tokens: 5 };

  test("is that of a call, with what its log says", () => {
    const record = recordOf({ ...call, request_id: "req_1", user_id: "u", project: "p", provider: "OpenAI" });
    expect(record).toMatchObject({
      ...{ id: "req_1", provider: "openai", model: "gpt-5", user: "u", project: "p", endpoint: null },
      ...{ timestamp: instant("2026-11-03T09:14:07Z"), tokens: { input: 10, output: 5 } },
    });
  });

  test("has Anthropic's form where it counts the cache beside the input", () => {
    const usage = { input_tokens: 10, cache_read_input_tokens: 20, output_tokens: 5 };
    expect(recordOf({ time: 1793697247, model: "claude-sonnet-4-5", usage }).tokens).toMatchObject({
      input: 30,
      cacheRead: 20,
    });
  });

  test("a number of the log's own is no identity, the whole line is", () => {
    const [first, second, again] = itemsOf(
      { ...call, id: "1" },
      { ...call, id: "2" },
      { ...call, id: "1" },
    ) as RecordItem[];
    expect(first?.record.id).toBeNull();
    expect(first?.identity).not.toBe(second?.identity);
    expect(first?.identity).toBe(again?.identity);
    expect(recordOf({ ...call, id: "chatcmpl-AbCdEf123456" }).id).toBe("chatcmpl-AbCdEf123456");
  });

  test("of many calls is none of one", () => {
    for (const sum of [{ requests: 12 }, { date: "2026-11-03" }, { num_model_requests: 3 }])
      expect(() => itemsOf({ ...call, ...sum })).toThrow(expect.objectContaining({ code: "unrecognised_format" }));
  });

  test("leaves lines to the formats that know them", () => {
    const event = { specversion: "1.0", id: "1", source: "s", type: "t", data: { model: "m", input_tokens: 1 } };
    expect(parse(ndjson(event)).format).toBe("cloudevents");
    expect(parse(ndjson({ ...call, usage: { promptTokens: 1, completionTokens: 1 } })).format).toBe("ai-sdk-usage");
  });
});

test("embeddings may state the whole only", () => {
  expect(recordOf({ object: "list", data: [], model: "voyage-3", usage: { total_tokens: 8 } }).tokens.input).toBe(8);
});

test("a line of a batch's output is billed as that in a log too", () => {
  const body = {
    ...{ id: "chatcmpl-1", object: "chat.completion", created: 1793697247, model: "gpt-5", service_tier: "default" },
    usage: { prompt_tokens: 10, completion_tokens: 5 },
  };
  const line = { id: "batch_req_1", custom_id: "a", response: { status_code: 200, body }, error: null };
  expect(recordOf({ timestamp: "2026-11-03T09:14:07Z", data: line }).serviceTier).toBe("batch");
});

test("OpenRouter's answers keep what it charged, or what the provider did", () => {
  const answer = (usage: object) => ({
    ...{ id: "gen-1", object: "chat.completion", created: 1793697247, provider: "OpenAI", model: "openai/gpt-5" },
    usage: { prompt_tokens: 10, completion_tokens: 5, cost: 0.012, ...usage },
  });
  expect(recordOf(answer({ is_byok: false }))).toMatchObject({
    ...{ provider: "openrouter", reported: { cost: "0.012", costBasis: "gateway_charged" } },
  });
  expect(recordOf(answer({ is_byok: true, cost_details: { upstream_inference_cost: 0.24 } }))).toMatchObject({
    ...{ provider: "openai", reported: { cost: "0.24", costBasis: "byok_upstream" } },
  });
});

test("Gemini's answers as the SDK for Python writes them down are those of the API", () => {
  const sent = {
    ...{ responseId: "r1", modelVersion: "gemini-2.5-pro", createTime: "2026-11-03T09:14:07Z" },
    candidates: [{ finishReason: "STOP", content: {} }],
    usageMetadata: {
      ...{ promptTokenCount: 100, candidatesTokenCount: 20, thoughtsTokenCount: 30, totalTokenCount: 150 },
      ...{ cachedContentTokenCount: 40, trafficType: "ON_DEMAND" },
      promptTokensDetails: [{ modality: "TEXT", tokenCount: 100 }],
    },
  };
  const written = {
    ...{ response_id: "r1", model_version: "gemini-2.5-pro", create_time: "2026-11-03T09:14:07Z" },
    ...{ candidates: [{ finish_reason: "STOP", content: {} }], automatic_function_calling_history: [] },
    usage_metadata: {
      ...{ prompt_token_count: 100, candidates_token_count: 20, thoughts_token_count: 30, total_token_count: 150 },
      ...{ cached_content_token_count: 40, traffic_type: "ON_DEMAND", tool_use_prompt_token_count: null },
      prompt_tokens_details: [{ modality: "TEXT", token_count: 100 }],
    },
  };
  expect(recordOf(written)).toEqual(recordOf(sent));
  expect(recordOf(written)).toMatchObject({
    id: "r1",
    tokens: { input: 100, cacheRead: 40, output: 50, reasoning: 30 },
  });
});

test("events of a message's stream may stand in a log, which tells their time", () => {
  const usage = { input_tokens: 5, output_tokens: 1 };
  const message = { id: "msg_1", type: "message", model: "claude-sonnet-4-5", stop_reason: null, usage };
  const events = [
    { type: "message_start", message },
    { type: "content_block_delta", delta: {} },
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 50 } },
    { type: "message_stop" },
  ].map((data, index) => ({ timestamp: `2026-11-03T09:14:0${index}Z`, data }));
  const { items, ignored } = parse(ndjson(...events));
  expect(items).toMatchObject([
    { line: 1, record: { id: "msg_1", timestamp: instant("2026-11-03T09:14:00Z"), tokens: { input: 5, output: 50 } } },
  ]);
  expect(ignored).toBe(3);
});

test("the AI SDK's usage that a provider did not state is no call of nothing", () => {
  const usage = { promptTokens: null, completionTokens: null, totalTokens: null };
  expect(recordOf({ model: "m", timestamp: "2026-11-03T09:14:07Z", usage }).uncertainties).toContain("usage_missing");
});

test("Langfuse's older clients state a unit and costs beside the counts", () => {
  const sent = (usage: object) => ({
    batch: [
      { id: "1", type: "sdk-log", body: {} },
      {
        id: "2",
        type: "generation-create",
        body: { id: "g", traceId: "t", model: "m", startTime: "2026-11-03", usage },
      },
    ],
  });
  expect(itemsOf(sent({ input: 10, output: 5, total: 15, unit: "TOKENS", inputCost: 0.001 }))).toMatchObject([
    { record: { tokens: { input: 10, output: 5 } } },
  ]);
  expect(itemsOf(sent({ promptTokens: 10, completionTokens: 5, totalTokens: 15 }))[0]).toMatchObject({
    record: { tokens: { input: 10, output: 5 }, calls: {} },
  });
  expect(itemsOf(sent({ input: 10, unit: "CHARACTERS" }))[0]).toMatchObject({ field: "usage.unit" });
});
