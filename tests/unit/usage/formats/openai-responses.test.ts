import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { RecordItem } from "@/lib/usage/formats/format";
import { sharedFile } from "../../../support/shared-files";
import { instant } from "../../../support/usage";
import { parse } from "../parse";

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
const records = (...values: unknown[]) => parse(lines(...values)).items.map((item) => (item as RecordItem).record);
const usage = {
  prompt_tokens: 10,
  completion_tokens: 4,
  total_tokens: 14,
  prompt_tokens_details: { cached_tokens: 0 },
};
const chat = { object: "chat.completion", id: "chatcmpl-1", created: 1788225000, model: "gpt-4.1", usage };
const response = {
  object: "response",
  id: "resp_1",
  created_at: 1788225000,
  model: "gpt-5",
  status: "completed",
  usage: { input_tokens: 10, output_tokens: 4, input_tokens_details: { cached_tokens: 2 }, total_tokens: 14 },
};
const embeddings = {
  object: "list",
  model: "text-embedding-3-small",
  data: [{ object: "embedding", index: 0, embedding: [0.1, 0.2] }],
  usage: { prompt_tokens: 8, total_tokens: 8 },
};

describe("responses wrapped by logs", () => {
  test.each([
    ...["response", "body", "output", "result", "data", "completion", "payload"],
    ...["event", "chunk", "message", "raw_response", "res"],
  ])("under %s", (place) => {
    const log = { timestamp: "2026-11-03T09:14:07Z", [place]: chat, metadata: { project: "checkout", user_id: "ada" } };
    expect(records(log)).toMatchObject([{ id: "chatcmpl-1", project: "checkout", user: "ada", provider: "openai" }]);
  });

  test("as text, as programs and containers log what they write", () => {
    for (const place of ["message", "log", "msg"])
      expect(records({ time: "2026-11-03T09:14:07Z", [place]: `${JSON.stringify(chat)}\n` })).toMatchObject([
        { id: "chatcmpl-1" },
      ]);
  });

  test("deeper ones keep what each wrapping says, the outer first", () => {
    const log = {
      user: "ada",
      payload: { user: "bob", project: "p", response: { body: chat } },
      tags: { feature: "search" },
    };
    expect(records(log)).toMatchObject([{ user: "ada", project: "p", tags: { feature: "search" } }]);
  });

  test("the model asked for is kept where another one answered", () => {
    expect(
      records({ request: { model: "gpt-4.1" }, response: { ...chat, model: "gpt-4.1-2025-04-14" } }),
    ).toMatchObject([{ model: "gpt-4.1-2025-04-14", reported: { requestedModel: "gpt-4.1" } }]);
    expect(records({ request: { model: "gpt-4.1" }, response: chat })).toMatchObject([{ reported: null }]);
  });

  test("the same call in a log and by itself is one record", () => {
    const [one, two] = parse(lines(chat, { response: chat })).items as RecordItem[];
    expect(one?.identity).toBe(two?.identity);
  });
});

describe("who answered", () => {
  test.each([
    ["openai", {}],
    ["openai", { model: "ft:gpt-4.1:acme:x:1" }],
    ["openai", { model: "o3-2025-04-16" }],
    ["azure", { prompt_filter_results: [] }],
    ["azure", { choices: [{ index: 0, finish_reason: "stop", content_filter_results: {} }] }],
    ["groq", { model: "llama-3.3-70b-versatile", x_groq: { id: "req_1" } }],
    ["openrouter", { id: "gen-1", provider: "OpenAI" }],
    ["perplexity", { model: "sonar-deep-research" }],
    [null, { model: "deepseek-chat" }],
    [null, { model: "gpt-oss-120b" }],
    [null, { model: "openai/gpt-4.1" }],
  ])("%s: %j", (provider, changes) => {
    expect(records({ ...chat, ...changes })).toMatchObject([{ provider }]);
  });

  test("the last part of an Azure stream belongs to it, though it carries no mark", () => {
    const part = { ...chat, object: "chat.completion.chunk", usage: null };
    const stream = [
      { ...part, id: "", prompt_filter_results: [], choices: [] },
      { ...part, id: "a", choices: [{ delta: {}, finish_reason: null, content_filter_results: {} }] },
      { ...part, id: "a", choices: [], usage },
      { ...part, id: "b", choices: [], usage },
    ];
    const { items, ignored } = parse(lines(...stream));
    expect(items).toMatchObject([
      { record: { id: "a", provider: "azure" } },
      { record: { id: "b", provider: "openai" } },
    ]);
    expect(ignored).toBe(2);
  });
});

test("what Azure opens a stream with says nothing of usage", () => {
  const opening = { choices: [], created: 0, id: "", model: "", object: "", prompt_filter_results: [{}] };
  const { object: _, ...older } = opening;
  const { items, ignored, format } = parse(lines(opening, older, { ...chat, object: "chat.completion.chunk" }));
  expect(items).toMatchObject([{ kind: "record" }]);
  expect({ ignored, format }).toEqual({ ignored: 2, format: "openai-chat-completions" });
});

test("parts that say nothing are ignored in a log too", () => {
  const around = (chunk: object) => ({ ts: "2026-11-03T09:14:07Z", chunk });
  const opening = { choices: [], object: "", prompt_filter_results: [{}] };
  const delta = { type: "response.output_text.delta", delta: "Hi" };
  const part = { candidates: [{ content: {} }], modelVersion: "gemini-2.5-flash", responseId: "g" };
  expect(parse(lines(...[opening, delta, part].map(around)))).toMatchObject({ items: [], ignored: 3 });
});

describe("usage in the forms of other vendors", () => {
  const read = (model: string, stated: object) => records({ ...chat, model, usage: { ...usage, ...stated } })[0];

  test("reasoning beside the completion, as the total tells", () => {
    expect(
      read("grok-4", { total_tokens: 20, completion_tokens_details: { reasoning_tokens: 6 } })?.tokens,
    ).toMatchObject({
      output: 10,
      reasoning: 6,
    });
  });

  test("thoughts that only the total contains, at Gemini", () => {
    expect(read("gemini-2.5-pro", { total_tokens: 30 })).toMatchObject({
      tokens: { output: 20, reasoning: 16 },
      uncertainties: ["estimated"],
    });
    expect(parse(lines({ ...chat, usage: { ...usage, total_tokens: 30 } })).items).toMatchObject([
      { kind: "reject", field: "usage.total_tokens" },
    ]);
  });

  test.each(["prompt_cache_hit_tokens", "cached_tokens"])("cached input beside the details, as %s", (name) => {
    expect(read("x", { prompt_tokens_details: undefined, [name]: 6 })).toMatchObject({
      tokens: { cacheRead: 6 },
      uncertainties: [],
    });
    expect(read("x", { prompt_tokens_details: undefined })?.uncertainties).toEqual(["cache_unknown"]);
  });

  describe("what Claude's models wrote to the cache, as gateways have it", () => {
    const counts = { prompt_tokens: 2000, completion_tokens: 100, total_tokens: 2100 };
    const beside = { cache_creation_input_tokens: 500, cache_read_input_tokens: 1000 };

    test("beside the details, and by time to live within them", () => {
      const byTtl = { ephemeral_5m_input_tokens: 300, ephemeral_1h_input_tokens: 200 };
      const details = { cached_tokens: 1000, cache_creation_tokens: 500, cache_creation_token_details: byTtl };
      const tokens = { input: 2000, cacheRead: 1000, cacheWrite: 500, output: 100 };
      expect(read("claude-x", { ...counts, ...beside, prompt_tokens_details: details })).toMatchObject({
        tokens: { ...tokens, cacheWriteByTtl: { "5m": 300, "1h": 200 } },
        uncertainties: [],
      });
      expect(read("claude-x", { ...counts, ...beside, prompt_tokens_details: null })).toMatchObject({
        tokens: { ...tokens, cacheWriteByTtl: {} },
        uncertainties: ["cache_write_ttl_unknown"],
      });
      expect(
        read("claude-x", { ...counts, prompt_tokens_details: { cache_creation_tokens: 500 } })?.tokens,
      ).toMatchObject({ cacheWrite: 500 });
    });

    test("within the details of the Responses API", () => {
      const details = { cached_tokens: 1000, cache_creation_tokens: 500 };
      const usage = { input_tokens: 2000, output_tokens: 100, total_tokens: 2100, input_tokens_details: details };
      const written = { ...response, model: "claude-x", usage };
      expect(parse(lines(written)).items).toMatchObject([
        { record: { tokens: { input: 2000, cacheRead: 1000, cacheWrite: 500, output: 100 } } },
      ]);
    });

    test("beside an input without it, where the total or the counts show that", () => {
      const whole = { input: 1600, cacheRead: 1000, cacheWrite: 500, output: 100 };
      const apart = { ...beside, prompt_tokens_details: null, completion_tokens: 100 };
      expect(read("claude-x", { ...apart, prompt_tokens: 100, total_tokens: 200 })?.tokens).toMatchObject(whole);
      expect(read("claude-x", { ...apart, prompt_tokens: 100, total_tokens: 1700 })?.tokens).toMatchObject(whole);
      expect(read("claude-x", { ...apart, prompt_tokens: 1600, total_tokens: 3200 })?.tokens).toMatchObject({
        ...{ input: 3100, cacheRead: 1000, cacheWrite: 500, output: 100 },
      });
    });
  });

  test("audio that only the total contains, at Mistral", () => {
    const stated = { prompt_tokens: 3, completion_tokens: 635, total_tokens: 3264, prompt_audio_seconds: 203 };
    expect(read("voxtral-small-latest", { ...stated, prompt_tokens_details: null })?.tokens).toMatchObject({
      ...{ input: 2629, audioInput: 2626, output: 635 },
    });
    expect(read("x", { ...stated, prompt_tokens: 2629, prompt_audio_seconds: {} })?.tokens).toMatchObject({
      ...{ input: 2629, audioInput: 0 },
    });
  });

  test("what xAI says it charged is kept: ten thousand millions are a dollar", () => {
    for (const [ticks, cost] of [
      [37_756_000, "0.0037756000"],
      [123_456_789_012, "12.3456789012"],
    ] as const)
      expect(read("grok-4", { cost_in_usd_ticks: ticks })?.reported).toEqual({ cost, costBasis: "provider_billed" });
    expect(read("grok-4", { cost_in_usd_ticks: 1.5 })?.reported).toBeNull();
  });

  test("what Perplexity says it charged is kept", () => {
    expect(read("sonar-deep-research", { cost: { input_tokens_cost: 0.1, total_cost: 0.41 } })?.reported).toEqual({
      ...{ cost: "0.41", costBasis: "provider_billed" },
    });
  });
});

test("a time of 0 is none: that of the log counts", () => {
  expect(records({ timestamp: "2026-11-03T09:14:07Z", response: { ...chat, created: 0 } })).toMatchObject([
    { timestamp: instant("2026-11-03T09:14:07Z") },
  ]);
  expect(parse(lines({ ...chat, created: 0 })).items).toMatchObject([{ kind: "reject", field: "created" }]);
});

describe("streams", () => {
  const part = { ...chat, object: "chat.completion.chunk", choices: [{ delta: {}, finish_reason: null }] };
  const last = { ...part, choices: [{ delta: {}, finish_reason: "stop" }] };

  test("one that was not asked for its usage leaves it open, and is no call of nothing", () => {
    const { usage: _, ...silent } = last;
    const { items, ignored } = parse(lines({ ...part, usage: undefined }, silent));
    expect(items).toMatchObject([{ record: { tokens: { input: 0, output: 0 }, uncertainties: ["usage_missing"] } }]);
    expect(ignored).toBe(1);
  });

  test("one that broke off before its usage came says nothing of it", () => {
    const { items, ignored } = parse(lines({ ...part, usage: null }, { ...last, usage: null }));
    expect({ items, ignored }).toEqual({ items: [], ignored: 2 });
  });

  test("Moonshot's usage stands in the choice", () => {
    const choice = { index: 0, delta: {}, finish_reason: "stop", usage: { ...usage, cached_tokens: 6 } };
    expect(records({ ...last, usage: undefined, choices: [choice] })).toMatchObject([{ tokens: { input: 10 } }]);
  });

  test("Groq's usage stands beside the place of OpenAI's", () => {
    expect(records({ ...last, usage: undefined, x_groq: { usage } })).toMatchObject([{ tokens: { input: 10 } }]);
  });

  test("events without a response say nothing; failed responses are not billed", () => {
    const { items, ignored, format } = parse(
      lines(
        { type: "response.created", response: { ...response, status: "in_progress", usage: null } },
        { type: "response.output_text.delta", delta: "Hi" },
        { type: "response.completed", response },
        { type: "response.failed", response: { ...response, id: "resp_2", status: "failed", usage: null } },
      ),
    );
    expect(items).toMatchObject([{ record: { id: "resp_1", endpoint: "responses", tokens: { cacheRead: 2 } } }]);
    expect({ ignored, format }).toEqual({ ignored: 3, format: "openai-responses" });
  });

  test("as they came over the wire", () => {
    const sse = `: hello\nevent: x\r\ndata: ${JSON.stringify({ ...part, usage: null })}\n\ndata:${JSON.stringify({ ...last, usage })}\n\ndata: [DONE]\n\n`;
    for (const size of [1, 7, 65_536]) {
      const { items, ignored, format } = parse(sse, size);
      expect(items).toMatchObject([{ line: 5, record: { id: "chatcmpl-1", tokens: { input: 10 } } }]);
      expect({ ignored, format }).toEqual({ ignored: 1, format: "openai-chat-completions" });
    }
    expect(parse(`data: {"broken\n\n${sse}`).items).toMatchObject([
      { code: "invalid_json", line: 1 },
      { kind: "record" },
    ]);
  });
});

describe("embeddings", () => {
  const identity = (value: unknown) => (parse(lines(value)).items[0] as RecordItem).identity;

  test("have the time of the upload, which is no part of what they are", () => {
    const { items } = parse(lines(embeddings));
    expect(items).toMatchObject([
      {
        grain: "content",
        record: {
          id: null,
          timestamp: instant("2026-11-24T12:00:00Z"),
          endpoint: "embeddings",
          tokens: { input: 8, output: 0 },
          uncertainties: ["time_of_upload"],
        },
      },
    ]);
    const later = parse(lines(embeddings), 65_536, null, "2026-11-30T00:00:00Z").items[0] as RecordItem;
    expect(later.record.timestamp).not.toBe((items[0] as RecordItem).record.timestamp);
    expect(later.identity).toBe((items[0] as RecordItem).identity);
  });

  test("of other texts are others, though they count the same tokens", () => {
    const other = { ...embeddings, data: [{ object: "embedding", index: 0, embedding: [0.1, 0.3] }] };
    expect(identity(other)).not.toBe(identity(embeddings));
  });

  test("have the time and the id of the log they stand in", () => {
    expect(records({ timestamp: "2026-11-03T09:14:07Z", request_id: "req_9", response: embeddings })).toMatchObject([
      { id: "req_9", timestamp: instant("2026-11-03T09:14:07Z"), uncertainties: [] },
    ]);
    expect(records({ time: "2026-11-03 09:14:07", response: embeddings })).toMatchObject([
      { timestamp: instant("2026-11-03T09:14:07Z"), uncertainties: ["time_zone_assumed"] },
    ]);
  });

  test.each([
    ["usage.prompt_tokens", { usage: { prompt_tokens: null } }, "missing"],
    ["prompt_tokens", { usage: { prompt_tokens: 1.5 } }, "not_whole"],
    ["model", { model: "" }, "missing"],
  ])("%s is needed", (field, changes, code) => {
    expect(parse(lines({ ...embeddings, ...changes })).items).toMatchObject([{ kind: "reject", field, code }]);
  });
});

describe("batch output", () => {
  const sample = () => readFileSync(sharedFile("samples", "08_openai_batch_output.jsonl"), "utf8");

  test("is billed at its own tier, whatever a response says; requests that failed say nothing", () => {
    const { items, ignored } = parse(sample());
    expect(items).toMatchObject([
      { record: { id: "chatcmpl-B1", serviceTier: "batch", endpoint: "chat_completions" } },
      {
        record: { id: "batch_req_2", serviceTier: "batch", endpoint: "embeddings", uncertainties: ["time_of_upload"] },
      },
    ]);
    expect(ignored).toBe(1);
  });

  test("error files and batch objects say nothing", () => {
    const error = {
      id: "batch_req_4",
      custom_id: "a",
      response: { status_code: 400, body: { error: {} } },
      error: null,
    };
    const batch = { id: "batch_1", object: "batch", usage: { input_tokens: 5, output_tokens: 1 } };
    expect(parse(lines(error, batch))).toEqual({ items: [], ignored: 2, format: "openai-batch-output" });
  });

  test("a body that is no response with usage is rejected", () => {
    const odd = {
      id: "batch_req_5",
      custom_id: "a",
      response: { status_code: 200, body: { results: [] } },
      error: null,
    };
    expect(parse(lines(odd)).items).toMatchObject([{ kind: "reject", code: "not_a_response" }]);
  });
});
