import { describe, expect, test } from "vitest";
import type { RecordItem, RejectItem } from "@/lib/usage/formats/format";
import { parse } from "../parse";

/** What is made of one line. */
const read = (value: object) => parse(JSON.stringify(value)).items[0];
const recordOf = (value: object) => (read(value) as RecordItem).record;
const rejected = (value: object) => {
  const { kind, field, code } = read(value) as RejectItem;
  return kind === "reject" ? [field, code] : kind;
};

const chat = (usage: object) => ({
  ...{ id: "chatcmpl-1", object: "chat.completion", created: 1793697247, model: "gpt-5", choices: [], usage },
});

describe("responses in OpenAI's form", () => {
  test("a count of null is not known, and not 0", () => {
    const usage = { prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: { cached_tokens: null } };
    expect(recordOf(chat(usage)).uncertainties).toEqual(["cache_unknown"]);
  });

  test("without their input they are no call of nothing", () => {
    expect(rejected(chat({ completion_tokens: 5 }))).toEqual(["usage.prompt_tokens", "missing"]);
    expect(rejected(chat({ prompt_tokens: null, completion_tokens: 5 }))).toEqual(["usage.prompt_tokens", "missing"]);
    expect(rejected(chat({}))).toEqual(["usage", "no_usage"]);
  });

  test("without their output it is the rest of the total, or at least nothing", () => {
    expect(recordOf(chat({ prompt_tokens: 10, total_tokens: 14 })).tokens).toMatchObject({ input: 10, output: 4 });
    expect(recordOf(chat({ prompt_tokens: 10 })).uncertainties).toContain("output_lower_bound");
  });

  test("predictions cannot be more than the completion they are a part of", () => {
    const details = { accepted_prediction_tokens: 3, rejected_prediction_tokens: 3 };
    const usage = { prompt_tokens: 10, completion_tokens: 5, completion_tokens_details: details };
    expect(rejected(chat(usage))).toEqual(["usage.completion_tokens_details", "part_exceeds_whole"]);
    expect(recordOf(chat({ ...usage, completion_tokens: 6 })).tokens.output).toBe(6);
  });

  test("cached tokens can be those of images", () => {
    const details = { cached_tokens: 80, audio_tokens: 30, image_tokens: 30 };
    const { tokens, uncertainties } = recordOf(
      chat({ prompt_tokens: 100, completion_tokens: 5, prompt_tokens_details: details }),
    );
    expect(tokens).toMatchObject({ input: 100, cacheRead: 80, cacheReadAudio: 30, cacheReadImage: 10 });
    expect(uncertainties).toEqual(["modality_overlap"]);
  });
});

test("a thousand to some and one to others is no count", () => {
  const csv = (count: string) => parse(`timestamp;model;input;output\n2026-11-03T09:14:07Z;m;${count};1`).items[0];
  for (const count of ["1.000", "12.000.000"])
    expect(csv(count)).toMatchObject({ kind: "reject", code: "not_a_number" });
  for (const count of ["59200.0", "59200.000", "0.000"]) expect(csv(count)).toMatchObject({ kind: "record" });
});

describe("sums of OpenAI and Anthropic", () => {
  const page = (result: object) => ({
    object: "page",
    data: [{ object: "bucket", start_time: 1793664000, end_time: 1793750400, results: [result] }],
  });
  const result = { object: "organization.usage.completions.result", num_model_requests: 5, model: "gpt-5" };

  test("without their tokens they are no usage of nothing", () => {
    expect(rejected(page(result))).toEqual(["input_tokens", "missing"]);
    expect(rejected(page({ ...result, input_tokens: 3, output_tokens: null }))).toEqual(["output_tokens", "missing"]);
    expect(read(page({ ...result, object: "organization.usage.images.result", images: 2 }))?.kind).toBe("record");
  });

  const report = (of: object) => ({
    data: [{ starting_at: "2026-09-01T00:00:00Z", ending_at: "2026-09-02T00:00:00Z", results: [of] }],
    has_more: false,
  });

  test("of messages too, unless they are of searches alone", () => {
    expect(rejected(report({ output_tokens: 5, model: "m" }))).toEqual(["uncached_input_tokens", "missing"]);
    const searches = { output_tokens: null, model: "m", server_tool_use: { web_search_requests: 3 } };
    expect(recordOf(report(searches)).calls).toEqual({ webSearch: 3 });
  });
});

test("Anthropic's tokens written by time to live are the whole where that is not stated", () => {
  const usage = {
    ...{ input_tokens: 10, output_tokens: 5, cache_read_input_tokens: 0 },
    cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 30 },
  };
  const message = { id: "msg_1", type: "message", model: "claude-sonnet-4-5", usage };
  expect(recordOf(message).tokens).toMatchObject({
    input: 60,
    cacheWrite: 50,
    cacheWriteByTtl: { "5m": 20, "1h": 30 },
  });
  expect(rejected({ ...message, usage: { output_tokens: 5 } })).toEqual(["usage.input_tokens", "missing"]);
});

test("Codex's events without the session's total are not passed over", () => {
  const event = { type: "token_count", info: { last_token_usage: { input_tokens: 5, output_tokens: 1 } } };
  const line = { timestamp: "2026-11-03T09:14:07Z", type: "event_msg", payload: event };
  expect(rejected(line)).toEqual(["payload.info.total_token_usage", "missing"]);
});

describe("stated totals", () => {
  const litellm = (some: object) => ({
    ...{ request_id: "a", call_type: "acompletion", spend: 0, startTime: "2026-09-01T09:20:46Z", model: "gpt-5" },
    ...{ prompt_tokens: 10, completion_tokens: 4 },
    ...some,
  });
  const helicone = (some: object) => ({
    ...{ request_id: "r", request_created_at: "2026-09-01T09:20:46Z", response_model: "m", response_status: 200 },
    ...{ prompt_tokens: 10, completion_tokens: 4 },
    ...some,
  });
  const langfuse = (usageDetails: object) => ({
    ...{ id: "o", traceId: "t", type: "GENERATION", startTime: "2026-09-01T09:04:01Z", model: "m", usageDetails },
  });

  test("tell reasoning beside the output at LiteLLM", () => {
    const usage_object = { total_tokens: 34, completion_tokens_details: { reasoning_tokens: 20 } };
    expect(recordOf(litellm({ metadata: { usage_object } })).tokens).toMatchObject({ output: 24, reasoning: 20 });
  });

  test.each([
    ["LiteLLM", litellm({ total_tokens: 99 }), "total_tokens"],
    ["Helicone", helicone({ total_tokens: 99 }), "total_tokens"],
    ["Langfuse", langfuse({ input: 10, output: 4, total: 99 }), "usageDetails.total"],
  ])("that do not add up are rejected: %s", (_, value, field) => {
    expect(rejected(value)).toEqual([field, "part_exceeds_whole"]);
  });

  test.each([
    ["prompt and completion", { prompt_cache_read_tokens: 30, total_tokens: 14 }],
    ["all there is", { prompt_cache_read_tokens: 30, total_tokens: 44 }],
  ])("of Helicone may be those of %s", (_, some) => {
    expect(recordOf(helicone(some)).tokens).toMatchObject({ input: 40, cacheRead: 30, output: 4 });
  });

  test("kinds of Langfuse's that have no name here are parts of input and output, or counted by their own", () => {
    const usage = { input: 10, input_file_tokens: 5, output: 4, rejected_prediction_tokens: 3, pages: 2, total: 24 };
    expect(recordOf(langfuse(usage))).toMatchObject({ tokens: { input: 15, output: 7 }, calls: { pages: 2 } });
  });
});

test("Helicone's request without counts is no call of nothing, and its body names the model", () => {
  const row = {
    request_id: "r",
    request_created_at: "2026-09-01T09:20:46Z",
    prompt_tokens: null,
    response_status: 200,
  };
  const record = recordOf({ ...row, request_body: '{""model"":""gpt-5"",""messages"":[]}' });
  expect(record).toMatchObject({ model: "gpt-5", uncertainties: ["cache_unknown", "usage_missing"] });
  expect(recordOf({ ...row, response_status: 429 }).uncertainties).toEqual(["cache_unknown"]);
});
