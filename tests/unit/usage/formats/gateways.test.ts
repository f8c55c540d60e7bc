import { describe, expect, test } from "vitest";
import type { BilledItem, RecordItem } from "@/lib/usage/formats/format";
import { sampleBytes } from "../../../support/samples";
import { instant } from "../../../support/usage";
import { parse } from "../parse";
import { sampleTotals, scaled } from "../sample-totals";

const sample = (name: string) => sampleBytes(name).toString();
const records = (text: string) => parse(text).items as RecordItem[];
const ndjson = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");

describe("LiteLLM", () => {
  const [first, claude, cached, failed] = records(sample("13a_litellm_spend_logs.json")).map((item) => item.record);

  test("a call with its key, team, tags and times without a zone", () => {
    expect(first).toMatchObject({
      ...{ id: "chatcmpl-L1", provider: "openai", model: "gpt-4o", project: "team-a", apiKey: "prod", user: "cust-1" },
      ...{ tags: { feature: "search" }, endpoint: "chat_completions", uncertainties: [] },
      timestamp: instant("2026-09-01T09:20:46.847Z") + 371,
      reported: { cost: "0.005615", costBasis: "computed_by_source" },
    });
  });

  test("Claude's prompt holds what was cached, with its times to live", () => {
    expect(claude?.tokens).toMatchObject({ input: 4096, cacheRead: 1800, cacheWrite: 248 });
    expect(claude?.tokens.cacheWriteByTtl).toEqual({ "5m": 148, "1h": 100 });
  });

  test("what the gateway's own cache answered, and what failed, has no tokens", () => {
    expect(cached).toMatchObject({ tokens: { input: 0, output: 0 }, reported: { status: "gateway_cache_hit" } });
    expect(failed).toMatchObject({ tokens: { input: 0, output: 0 }, reported: { status: "error" }, uncertainties: [] });
  });

  test("a call is that of the provider's log", () => {
    const log = sample("13b_litellm_generic_api.ndjson");
    const { response } = JSON.parse(log);
    expect(records(log)[0]?.identity).toBe(records(JSON.stringify(response))[0]?.identity);
    expect(records(log)[0]?.record).toMatchObject({ model: "gpt-4o-2024-08-06", reported: { requestedModel: "gpt" } });
    expect(JSON.stringify(records(log))).not.toContain("redacted-by-litellm");
  });

  test("is told by what it says of its price map where no kind of call is stated", () => {
    const { call_type: _, ...call } = JSON.parse(sample("13b_litellm_generic_api.ndjson"));
    expect(parse(JSON.stringify({ ...call, model_map_information: {} }))).toMatchObject({
      format: "litellm",
      items: [{ kind: "record", record: { tokens: { input: 2006, cacheRead: 1920 } } }],
    });
  });
});

test("a log that holds the response it tells of is read by what it says itself", () => {
  const response = {
    ...{ id: "chatcmpl-1", object: "chat.completion", created: 1793697247, model: "gpt-4.1", choices: [] },
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  };
  const langfuse = {
    ...{ id: "o", traceId: "t", type: "GENERATION", startTime: "2026-09-01T09:04:01Z", model: "gpt-4.1" },
    ...{ usageDetails: { input: 8, input_cached_tokens: 2, output: 5, total: 15 }, output: response },
  };
  const helicone = {
    ...{ request_id: "r", response_id: "x", request_created_at: "2026-09-01T09:04:01Z", response_model: "gpt-4.1" },
    ...{ prompt_tokens: 8, prompt_cache_read_tokens: 2, completion_tokens: 5, total_tokens: 15, response },
  };
  expect(parse(ndjson(langfuse, helicone)).items).toMatchObject([
    // Observations wait for others within them.
    { record: { id: "x", tokens: { input: 10, cacheRead: 2, output: 5 } } },
    { record: { id: "o", tokens: { input: 10, cacheRead: 2, output: 5 } } },
  ]);
});

describe("Langfuse", () => {
  const observation = (id: string, usageDetails: object, some = {}) => ({
    ...{ id, traceId: "t", type: "GENERATION", startTime: "2026-09-01T09:04:01Z", model: "gpt-4.1", usageDetails },
    ...some,
  });
  const tokensOf = (usage: object) => records(ndjson(observation("a", usage)))[0]?.record.tokens;

  test.each([
    ["kinds that do not overlap", { input: 86, input_cached_tokens: 1920, output: 300, total: 2306 }],
    ["kinds within input and output", { input: 2006, "prompt_details.cache_read": 1920, output: 300, total: 2306 }],
    [
      "OpenAI's form",
      {
        prompt_tokens: 2006,
        completion_tokens: 300,
        total_tokens: 2306,
        prompt_tokens_details: { cached_tokens: 1920 },
      },
    ],
    [
      "the form of OpenAI's Responses",
      { input_tokens: 2006, output_tokens: 300, total_tokens: 2306, input_tokens_details: { cached_tokens: 1920 } },
    ],
    ["no total", { input: 86, input_cached_tokens: 1920, output: 300 }],
  ])("%s", (_, usage) => {
    expect(tokensOf(usage)).toMatchObject({ input: 2006, cacheRead: 1920, output: 300 });
  });

  test("an outer generation is left out, before or after the one in it", () => {
    const outer = observation("outer", { input: 1, output: 1, total: 2 });
    const inner = observation("inner", { input: 1, output: 1, total: 2 }, { parentObservationId: "outer" });
    for (const order of [
      [outer, inner],
      [inner, outer],
    ]) {
      const { items, ignored } = parse(ndjson(...order));
      expect(items.map((item) => (item as RecordItem).record.id)).toEqual(["inner"]);
      expect(ignored).toBe(1);
    }
  });

  test("of events the last word on each field counts", () => {
    const [item, ...others] = records(sample("14b_langfuse_ingestion_batch.json"));
    expect(others).toEqual([]);
    expect(item?.record).toMatchObject({
      ...{ id: "gen-1", model: "gpt-5-2025-08-07", timestamp: instant("2026-09-01T09:04:01.001Z") },
      tokens: { input: 1500, cacheRead: 1024, output: 410, reasoning: 256 },
    });
  });

  test("a rejected observation can be mended and sent again", () => {
    const event = {
      type: "generation-create",
      body: { id: "x", startTime: "2026-09-01T09:04:01Z", model: "m", usage: { input: -1 } },
    };
    const [reject] = parse(JSON.stringify({ batch: [event] })).items;
    expect(reject).toMatchObject({ kind: "reject", code: "negative", line: 1 });
    const mended = (reject as { raw: string }).raw.replace("-1", "5");
    expect(records(mended)[0]?.record.tokens.input).toBe(5);
  });
});

describe("Helicone", () => {
  test("the prompt leaves out what was cached, unless the total says otherwise", () => {
    const row = { response_id: "r", request_created_at: "2026-09-01T09:20:46Z", model: "claude-sonnet-4-6" };
    const counts = { prompt_tokens: 100, prompt_cache_read_tokens: 50, completion_tokens: 10 };
    const inputs = [160, 110].map(
      (total_tokens) => records(JSON.stringify({ ...row, ...counts, total_tokens }))[0]?.record.tokens.input,
    );
    expect(inputs).toEqual([150, 100]);
  });

  test("properties are tags, though their quotes are escaped twice", () => {
    expect(records(sample("15a_helicone_export.csv"))[0]?.record).toMatchObject({ tags: { env: "prod" }, user: "u1" });
  });
});

describe("OpenRouter", () => {
  test("what it charged, or what the provider did for one's own key", () => {
    const found = records(sample("16a_openrouter_activity_generations.csv")).map(({ record }) => [
      record.provider,
      record.reported,
    ]);
    expect(found).toEqual([
      ["openrouter", { cost: "0.0056", costBasis: "gateway_charged" }],
      ["openai", { cost: "0.0021", costBasis: "byok_upstream" }],
    ]);
  });

  test("the provider's own counts are better than its own, and a generation is the same in both forms", () => {
    const csv =
      "generation_id,created_at,tokens_prompt,tokens_completion,model_permaslug,variant\ngen-1,2026-09-01T09:20:46Z,5,6,openai/gpt-oss-20b,free\n";
    const data = {
      id: "gen-1",
      created_at: "2026-09-01T09:20:46Z",
      model: "openai/gpt-oss-20b:free",
      tokens_prompt: 5,
      native_tokens_prompt: 7,
      native_tokens_completion: 8,
    };
    const [row, generation] = [records(csv)[0], records(JSON.stringify({ data }))[0]];
    expect(row?.identity).toBe(generation?.identity);
    expect([row?.record.model, generation?.record.model]).toEqual([
      "openai/gpt-oss-20b:free",
      "openai/gpt-oss-20b:free",
    ]);
    expect(generation?.record.tokens).toMatchObject({ input: 7, output: 8 });
  });

  test("activity sums up UTC days", () => {
    const csv =
      "Date,Slug,Usage,BYOK Usage,Requests,Prompt Tokens,Completion Tokens,Reasoning Tokens\n2026-05-12 00:00:00,openai/gpt-4.1,0.5,0,12,1000,200,10\n";
    expect(records(csv)).toMatchObject([
      {
        grain: "aggregate",
        record: {
          timestamp: instant("2026-05-12T00:00:00Z"),
          endTimestamp: instant("2026-05-13T00:00:00Z"),
          requests: 12,
          tokens: { input: 1000, output: 200, reasoning: 10 },
        },
      },
    ]);
  });
});

test("what a gateway passes on is the provider's, by the beginning of the model's name", () => {
  expect(records(sample("24_vercel_ai_gateway_report.json"))[0]?.record).toMatchObject({
    ...{ provider: "openai", model: "openai/gpt-5", requests: 120 },
    reported: { cost: "0.42", costBasis: "gateway_charged" },
  });
  const result = { usage: { inputTokens: 1 }, model: { provider: "gateway", modelId: "xai/grok-4" } };
  expect(records(JSON.stringify(result))[0]?.record.provider).toBe("x-ai");
});

describe("what gateways write down besides calls to models", () => {
  const row = (some: object) => ({
    ...{ request_id: "r", call_type: "acompletion", spend: 0, startTime: "2026-09-01T09:20:46Z", model: "gpt-5" },
    ...{ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    ...some,
  });

  test("calls of tools, and failures that came to no model, are ignored", () => {
    const tool = row({ call_type: "call_mcp_tool", model: "MCP: search" });
    const turnedAway = row({ status: "failure", model: "", metadata: { error_information: { error_code: "401" } } });
    expect(parse(ndjson(tool, turnedAway))).toMatchObject({ items: [], ignored: 2 });
    expect(records(ndjson(row({ status: "failure" })))).toMatchObject([{ record: { reported: { status: "error" } } }]);
  });

  test("parts of the usage, where rows of the spend logs have them", () => {
    const counts = { prompt_tokens: 2000, completion_tokens: 100, total_tokens: 2100 };
    const values = { cache_read_input_tokens: 1000, cache_creation_input_tokens: 500, prompt_tokens_details: null };
    const claude = { ...values, server_tool_use: { web_search_requests: 2 } };
    expect(records(ndjson(row({ ...counts, metadata: { additional_usage_values: claude } })))).toMatchObject([
      {
        record: {
          tokens: { input: 2000, cacheRead: 1000, cacheWrite: 500 },
          calls: { webSearch: 2 },
          uncertainties: [],
        },
      },
    ]);
    const details = { prompt_tokens_details: { cached_tokens: 800 }, completion_tokens_details: null };
    const metadata = JSON.stringify({ additional_usage_values: details, usage_object: null });
    expect(records(ndjson(row({ ...counts, metadata })))).toMatchObject([
      { record: { tokens: { input: 2000, cacheRead: 800 }, uncertainties: [] } },
    ]);
  });

  test("usage of the Responses API states its parts by other names", () => {
    const usage_object = {
      ...{ input_tokens: 100, input_tokens_details: { cached_tokens: 40 }, total_tokens: 120 },
      ...{ output_tokens: 20, output_tokens_details: { reasoning_tokens: 10 } },
    };
    const counts = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };
    expect(records(ndjson(row({ ...counts, call_type: "aresponses", metadata: { usage_object } })))).toMatchObject([
      { record: { tokens: { input: 100, cacheRead: 40, output: 20, reasoning: 10 }, uncertainties: [] } },
    ]);
  });
});

describe("names of Langfuse's kinds of tokens", () => {
  const read = (usageDetails: object) => {
    const observation = { id: "o", traceId: "t", type: "GENERATION", startTime: "2026-09-01T09:04:01Z", model: "m" };
    return records(ndjson({ ...observation, usageDetails }))[0]?.record;
  };
  const whole = { input: 1060, cacheRead: 1000, cacheWrite: 50, output: 20 };

  test.each<[string, object]>([
    [
      "Anthropic's",
      { input_tokens: 10, output_tokens: 20, cache_read_input_tokens: 1000, cache_creation_input_tokens: 50 },
    ],
    ["of spans", { input: 10, output: 20, "cache_read.input_tokens": 1000, "cache_creation.input_tokens": 50 }],
    [
      "of spans, with the whole",
      { input: 1060, output: 20, "cache_read.input_tokens": 1000, "cache_creation.input_tokens": 50, total: 1080 },
    ],
    [
      "of Pydantic AI",
      {
        input: 1060,
        output: 20,
        "details.cache_read_tokens": 1000,
        "details.cache_write_tokens": 50,
        "details.input_tokens": 10,
        total: 1080,
      },
    ],
    ["short ones", { input: 10, output: 20, cache_read: 1000, cache_write: 50, total: 1080 }],
  ])("%s", (_, usage) => {
    expect(read(usage)).toMatchObject({ tokens: whole, calls: {} });
  });

  test("the AI SDK's and Gemini's", () => {
    const sdk = { inputTokens: 20, outputTokens: 10, totalTokens: 30, cachedInputTokens: 5, reasoningTokens: 2 };
    const tokens = { input: 20, cacheRead: 5, output: 10, reasoning: 2 };
    expect(read(sdk)?.tokens).toMatchObject(tokens);
    const gemini = { promptTokenCount: 20, candidatesTokenCount: 8, thoughtsTokenCount: 2, cachedContentTokenCount: 5 };
    expect(read({ ...gemini, totalTokenCount: 30 })?.tokens).toMatchObject(tokens);
    const snake = { prompt_token_count: 20, candidates_token_count: 8, thoughts_token_count: 2, total_token_count: 30 };
    expect(read(snake)).toMatchObject({ tokens: { ...tokens, cacheRead: 0 }, uncertainties: ["cache_unknown"] });
  });

  test("in OpenAI's form cached tokens are within the prompt, also beside the details", () => {
    const usage = { prompt_tokens: 20, completion_tokens: 10, cached_tokens: 5 };
    expect(read(usage)?.tokens).toMatchObject({ input: 20, cacheRead: 5 });
  });

  test("times to live, and searches, as Anthropic states them", () => {
    const usage = { input: 10, output: 20, input_cache_creation: 50, "cache_creation.ephemeral_1h_input_tokens": 50 };
    expect(read({ ...usage, "server_tool_use.web_search_requests": 2 })).toMatchObject({
      tokens: { input: 60, cacheWrite: 50, cacheWriteByTtl: { "1h": 50 } },
      calls: { webSearch: 2 },
    });
  });
});

test("what Helicone's own cache answered has no tokens", () => {
  const request = {
    ...{ request_id: "q", request_created_at: "2026-09-01T09:20:46Z", response_model: "gpt-4o", response_status: 200 },
    ...{ prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  };
  const none = "00000000-0000-0000-0000-000000000000";
  const original = "3fa85f64-5717-4562-b3fc-2c963f66afa6";
  expect(
    records(ndjson({ ...request, cache_reference_id: none }, { ...request, cache_reference_id: original })).map(
      ({ record }) => [record.tokens.input, record.tokens.output, record.reported?.status, record.uncertainties],
    ),
  ).toEqual([
    [10, 5, undefined, ["cache_unknown"]],
    [0, 0, "gateway_cache_hit", []],
  ]);
});

test("what OpenRouter says of a generation is read without what the API writes around it", () => {
  const generation = {
    ...{ id: "gen-1", created_at: "2026-09-01T09:20:46Z", model: "openai/gpt-4.1", total_cost: 0.0056 },
    ...{ tokens_prompt: 2000, native_tokens_prompt: 2006, native_tokens_completion: 300, native_tokens_cached: 1920 },
  };
  expect(parse(ndjson(generation))).toMatchObject({
    items: [{ record: { id: "gen-1", tokens: { input: 2006, cacheRead: 1920, output: 300 } } }],
    format: "openrouter-generation",
  });
});

test("observations of Langfuse's API before version 3 state usage in one place", () => {
  const observation = {
    ...{ id: "o1", traceId: "t", type: "GENERATION", startTime: "2026-01-24T09:20:46.847Z", model: "gpt-4o" },
    ...{ usage: { unit: "TOKENS", input: 86, output: 30, total: 116 }, promptTokens: 86, completionTokens: 30 },
  };
  const span = { ...observation, id: "o2", type: "SPAN", usage: { unit: null, input: 0, output: 0, total: 0 } };
  const event = { id: "o3", traceId: "t", type: "EVENT" };
  const { items, ignored, format } = parse(JSON.stringify({ data: [event, span, observation], meta: { page: 1 } }));
  expect(items).toMatchObject([
    { kind: "reject", code: "unrecognised_line" },
    { record: { id: "o1", tokens: { input: 86, output: 30 } } },
  ]);
  expect({ ignored, format }).toEqual({ ignored: 1, format: "langfuse-json" });
});

describe("Codex", () => {
  const log = sample("21a_codex_rollout_token_count.jsonl");

  test("a call is what changed the totals, with the model in use", () => {
    expect(
      records(log).map(({ record }) => [record.model, record.tokens.input, record.tokens.output, record.project]),
    ).toEqual([
      ["gpt-5.2-codex", 1000, 125, "/home/dev/app"],
      ["gpt-5.3-codex", 2500, 300, "/home/dev/app"],
    ]);
  });

  test("a fork that repeats the session's lines counts them no more", () => {
    const lines = log.trim().split("\n");
    const meta = {
      type: "session_meta",
      timestamp: "2026-09-01T11:00:00Z",
      payload: { id: "fork", cwd: "/home/dev/app" },
    };
    const fork = [JSON.stringify(meta), ...lines].join("\n");
    const identities = [...records(log), ...records(fork)].map((item) => item.identity);
    expect(new Set(identities).size).toBe(2);
  });

  test("where responses are recorded, only these count", () => {
    const record = {
      ...{ timestamp: "2026-09-01T10:06:00Z", type: "token_usage_record" },
      payload: {
        thread_id: "t",
        response_id: "resp_1",
        usage: {
          input_tokens: 10,
          cached_input_tokens: 4,
          output_tokens: 2,
          reasoning_output_tokens: 1,
          total_tokens: 12,
        },
      },
    };
    const { items, ignored } = parse(`${log.trim()}\n${JSON.stringify(record)}\n`);
    expect(items).toMatchObject([
      { record: { id: "resp_1", tokens: { input: 10, cacheRead: 4, output: 2, reasoning: 1 } } },
    ]);
    expect(ignored).toBe(7);
  });

  test("totals without those of the last call are differenced, also after they began anew", () => {
    const total = (input: number, output: number, minute: number) => ({
      ...{ timestamp: `2026-09-01T10:0${minute}:00Z`, type: "event_msg" },
      payload: { type: "token_count", info: { total_token_usage: { input_tokens: input, output_tokens: output } } },
    });
    const text = ndjson(
      { type: "turn_context", payload: { model: "gpt-5" } },
      total(100, 10, 1),
      total(250, 30, 2),
      total(40, 5, 3),
    );
    expect(records(text).map(({ record }) => [record.tokens.input, record.tokens.output])).toEqual([
      [100, 10],
      [150, 20],
      [40, 5],
    ]);
  });
});

describe("CloudEvents", () => {
  test("source and id are the identity", () => {
    const identities = records(sample("25a_cloudevents_openmeter_batch.json")).map((item) => item.identity);
    expect(new Set(identities).size).toBe(2);
  });

  test("an event with input and output is a call; of other events nothing is taken", () => {
    const event = { specversion: "1.0", id: "1", source: "s", type: "llm", time: "2026-09-01T09:00:00Z" };
    const data = { model: "gpt-5", input_tokens: 10, output_tokens: 2, cached_tokens: 4 };
    const packed = Buffer.from(JSON.stringify(data)).toString("base64");
    const { items, ignored } = parse(
      ndjson(
        { ...event, data },
        { ...event, id: "2", data_base64: packed },
        { ...event, id: "3", data: { clicks: 1 } },
      ),
    );
    expect(items).toMatchObject(
      Array(2).fill({ record: { requests: 1, tokens: { input: 10, cacheRead: 4, output: 2 } } }),
    );
    expect(ignored).toBe(1);
  });

  test("an event that does not say which tokens is rejected", () => {
    const event = { specversion: "1.0", id: "1", source: "s", type: "prompt", time: "2026-09-01T09:00:00Z" };
    expect(parse(JSON.stringify({ ...event, data: { tokens: 5, model: "m" } })).items).toMatchObject([
      { kind: "reject", field: "data.type", code: "unknown_type" },
    ]);
  });
});

describe("FOCUS", () => {
  test.each(["28_focus_1_2_export.csv", "28_focus_1_4_export.csv"])("%s is billed, charge by charge", (name) => {
    const { format, items } = parse(sampleBytes(name));
    expect(format).toBe("focus-csv");
    expect(sampleTotals(items)).toMatchObject({ records: 3, billed: scaled("0.0389856") });
    expect((items[0] as BilledItem).billed).toMatchObject({
      ...{ provider: "OpenAI", model: "gpt-4.1-mini-2025-04-14", project: "Proj A", serviceTier: "default" },
      ...{ amount: "0.0213760", currency: "USD", basis: "billing_export" },
    });
  });

  test("what is not about models is passed over", () => {
    const text = sample("28_focus_1_2_export.csv").replaceAll("AI and Machine Learning", "Compute");
    expect(parse(text)).toMatchObject({ items: [], ignored: 3 });
  });
});

describe("the AI SDK's results", () => {
  const result = (usage: object, some = {}) => ({
    ...{ usage, response: { id: "r", modelId: "claude-sonnet-4-6", timestamp: "2026-09-01T09:20:46Z" } },
    ...some,
  });

  test("before version 6 Anthropic's input leaves out what was cached", () => {
    const usage = { inputTokens: 100, outputTokens: 10, totalTokens: 110, cachedInputTokens: 50 };
    const details = { inputTokenDetails: { noCacheTokens: 50, cacheReadTokens: 50 } };
    const inputs = records(ndjson(result(usage), result({ ...usage, ...details }))).map(
      ({ record }) => record.tokens.input,
    );
    expect(inputs).toEqual([150, 100]);
  });

  test("the sum of several steps has no id of the last one", () => {
    const sum = result({ inputTokens: 1 }, { totalUsage: { inputTokens: 5, outputTokens: 2 } });
    expect(records(JSON.stringify(sum))[0]?.record).toMatchObject({ id: null, tokens: { input: 5, output: 2 } });
  });
});

test("LiteLLM's spend logs say the same as a table as they do in JSON", () => {
  const rows = JSON.parse(sample("13a_litellm_spend_logs.json")) as Record<string, unknown>[];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown) => {
    const text =
      value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
    return `"${text.replaceAll('"', '""')}"`;
  };
  const table = [columns.join(","), ...rows.map((row) => columns.map((name) => cell(row[name])).join(","))].join("\n");
  const asTable = parse(table);
  expect(asTable.format).toBe("litellm-csv");
  const said = (text: string) => records(text).map(({ record, identity }) => ({ record, identity }));
  expect(said(table)).toEqual(said(sample("13a_litellm_spend_logs.json")));
});

test("OpenRouter's activity is the same from its API as from the page, parts of a day by who served it summed", () => {
  const day = (endpoint_id: string, further: object = {}) => ({
    ...{ date: "2026-05-12", model: "openai/gpt-4.1", model_permaslug: "openai/gpt-4.1-2025-04-14", endpoint_id },
    ...{ provider_name: "OpenAI", usage: 0.5, byok_usage_inference: 0, requests: 12, prompt_tokens: 1000 },
    ...{ completion_tokens: 200, reasoning_tokens: 10, ...further },
  });
  const [row] = records(
    "Date,Slug,Usage,BYOK Usage,Requests,Prompt Tokens,Completion Tokens,Reasoning Tokens\n2026-05-12 00:00:00,openai/gpt-4.1,0.5,0,12,1000,200,10\n",
  );
  const { items } = parse(JSON.stringify({ data: [day("a"), day("b"), day("c", { requests: -1 })] }));
  expect(items).toMatchObject([
    { kind: "record", grain: "aggregate", identity: row?.identity, record: row?.record },
    { kind: "record", identity: row?.identity },
    { kind: "reject", field: "requests", code: "negative", raw: expect.stringContaining('"endpoint_id":"c"') },
  ]);
});
