import { describe, expect, test } from "vitest";
import type { RecordItem } from "@/lib/usage/formats/format";
import { chat, span, traces } from "../../../support/otlp";
import { parse } from "../parse";

const read = (spans: readonly object[], scope = "test") =>
  parse(JSON.stringify(traces(spans, scope)), 65_536, "otlp-traces");
const records = (spans: readonly object[], scope = "test") =>
  (read(spans, scope).items as RecordItem[]).map((item) => item.record);

describe("Claude Code's spans", () => {
  const request = {
    ...{ "span.type": "llm_request", model: "claude-opus-5", "gen_ai.system": "anthropic", "session.id": "s" },
    ...{ "gen_ai.request.model": "claude-opus-5", input_tokens: 2, output_tokens: 1200 },
    ...{ cache_read_tokens: 84_562, cache_creation_tokens: 7096 },
  };

  test("count without a prefix, and leave the cache out of the input", () => {
    const spans = [span(1, { "span.type": "interaction", input_tokens: 9 }), span(2, request, { parent: 1 })];
    expect(records(spans)).toMatchObject([
      {
        ...{ provider: "anthropic", model: "claude-opus-5" },
        tokens: { input: 91_660, cacheRead: 84_562, cacheWrite: 7096, output: 1200 },
        uncertainties: ["cache_write_ttl_unknown"],
      },
    ]);
    expect(records([span(1, { ...request, cache_read_tokens: 1, cache_creation_tokens: 0 })])).toMatchObject([
      { tokens: { input: 3, cacheRead: 1 } },
    ]);
  });

  test("such names are not read on other spans", () => {
    expect(records([span(1, chat({ input_tokens: 5, cache_read_tokens: 3 }))])).toMatchObject([
      { tokens: { input: 1000, cacheRead: 0 } },
    ]);
  });
});

test("Claude's own spans, of the SDK and of the API, are one request, with the cache within its input", () => {
  const claude = {
    ...{ "gen_ai.provider.name": "anthropic", "gen_ai.response.model": "claude-opus-5" },
    "gen_ai.usage.cache_read.input_tokens": 800,
  };
  const spans = [span(1, chat(claude)), span(2, chat(claude), { parent: 1, kind: 2 })];
  for (const scope of ["com.anthropic.sdk.typescript", "com.anthropic.claude-platform"])
    expect(records(spans, scope)).toMatchObject([{ tokens: { input: 1000, cacheRead: 800 }, uncertainties: [] }]);
});

test("OpenLLMetry's first names", () => {
  const first = {
    ...{ "llm.vendor": "OpenAI", "llm.request.type": "chat", "llm.request.model": "gpt-4" },
    ...{ "llm.response.model": "gpt-4-0613", "llm.usage.prompt_tokens": 20, "llm.usage.completion_tokens": 5 },
  };
  expect(records([span(1, first)])).toMatchObject([
    {
      provider: "openai",
      model: "gpt-4-0613",
      tokens: { input: 20, output: 5 },
      reported: { requestedModel: "gpt-4" },
    },
  ]);
});

test("Semantic Kernel's first names", () => {
  const first = {
    ...{ "gen_ai.operation.name": "chat.completions", "gen_ai.system": "openai", "gen_ai.request.model": "gpt-4o" },
    ...{ "gen_ai.response.prompt_tokens": 20, "gen_ai.response.completion_tokens": 5 },
  };
  expect(records([span(1, first)])).toMatchObject([{ model: "gpt-4o", tokens: { input: 20, output: 5 } }]);
});

describe("Langfuse's spans", () => {
  const observation = (type: string, usage: object) => ({
    ...{ "langfuse.observation.type": type, "langfuse.observation.model.name": "gpt-4.1" },
    ...{ "langfuse.observation.usage_details": JSON.stringify(usage), "langfuse.user.id": "ada" },
  });

  test("generations count, by its kinds of tokens; what they lie in does not", () => {
    const usage = { input: 86, input_cached_tokens: 1920, output: 300, total: 2306 };
    const spans = [
      span(1, observation("agent", usage)),
      span(2, observation("generation", usage), { parent: 1 }),
      span(3, observation("embedding", { input: 8 }), { parent: 1 }),
    ];
    expect(records(spans)).toMatchObject([
      { model: "gpt-4.1", user: "ada", tokens: { input: 2006, cacheRead: 1920, output: 300 }, uncertainties: [] },
      { endpoint: "embeddings", tokens: { input: 8, output: 0 } },
    ]);
  });

  test("one without usage leaves it open, and one that does not add up says why", () => {
    const { "langfuse.observation.usage_details": _, ...silent } = observation("generation", {});
    expect(records([span(1, silent)])).toMatchObject([{ uncertainties: ["usage_missing"] }]);
    expect(read([span(1, observation("generation", { input: 5, output: 1, total: 9 }))]).items).toMatchObject([
      { kind: "reject", field: "usageDetails.total", code: "part_exceeds_whole" },
    ]);
  });

  test("the conventions' own counts come first", () => {
    const both = { ...chat(), ...observation("generation", { input: 1, output: 1 }) };
    expect(records([span(1, both)])).toMatchObject([{ tokens: { input: 1000, output: 100 } }]);
  });
});

describe("spans of Google's ADK", () => {
  const call = {
    ...{ "gen_ai.system": "gcp.vertex.agent", "gen_ai.request.model": "gemini-2.5-flash" },
    ...{ "gen_ai.usage.input_tokens": 50, "gen_ai.usage.output_tokens": 40 },
  };

  test("state thoughts beside the output", () => {
    const stated = { ...call, "gen_ai.usage.experimental.reasoning_tokens": 10 };
    expect(records([span(1, stated)])).toMatchObject([
      { provider: "google", tokens: { input: 50, output: 50, reasoning: 10 } },
    ]);
  });

  test("or in the answer only, and there what was cached too", () => {
    const usage_metadata = { prompt_token_count: 50, cached_content_token_count: 20, thoughts_token_count: 10 };
    const answer = { "gcp.vertex.agent.llm_response": JSON.stringify({ content: {}, usage_metadata }) };
    expect(records([span(1, { ...call, ...answer })])).toMatchObject([
      { tokens: { input: 50, cacheRead: 20, output: 50, reasoning: 10 }, uncertainties: [] },
    ]);
    const newer = { "gen_ai.usage.output_tokens": 50, "gen_ai.usage.reasoning.output_tokens": 10 };
    expect(records([span(1, { ...call, ...answer, ...newer })])).toMatchObject([
      { tokens: { output: 50, reasoning: 10 } },
    ]);
    expect(records([span(1, { ...call, "gcp.vertex.agent.llm_response": "{}" })])).toMatchObject([
      { tokens: { output: 40, reasoning: 0 }, uncertainties: ["cache_unknown"] },
    ]);
  });
});

test("parts of OpenAI's usage after the conventions' prefix", () => {
  const usage = {
    ...{ "gen_ai.request.model": "gpt-5", "gen_ai.usage.input_tokens": 50, "gen_ai.usage.output_tokens": 40 },
    "gen_ai.usage.prompt_tokens_details.cached_tokens": 20,
    "gen_ai.usage.completion_tokens_details.reasoning_tokens": 10,
  };
  expect(records([span(1, usage)])).toMatchObject([
    { tokens: { input: 50, cacheRead: 20, output: 40, reasoning: 10 } },
  ]);
});

test("parts of tokens that LangSmith states in JSON, within input and output for every provider", () => {
  const stated = {
    ...{ "gen_ai.operation.name": "chat", "gen_ai.system": "anthropic", "gen_ai.request.model": "claude-sonnet-4-5" },
    ...{ "gen_ai.usage.input_tokens": 1250, "gen_ai.usage.output_tokens": 70 },
    "gen_ai.usage.input_token_details": JSON.stringify({ cache_read: 1000, cache_creation: 50, audio: 0 }),
    "gen_ai.usage.output_token_details": JSON.stringify({ reasoning: 20 }),
    "gen_ai.response.service_tier": "priority",
  };
  expect(records([span(1, stated)])).toMatchObject([
    {
      tokens: { input: 1250, cacheRead: 1000, cacheWrite: 50, output: 70, reasoning: 20 },
      ...{ serviceTier: "priority", uncertainties: ["cache_write_ttl_unknown"] },
    },
  ]);
  expect(records([span(1, { ...stated, "gen_ai.usage.input_token_details": "x" })])).toMatchObject([
    { tokens: { input: 1250, cacheRead: 0 }, uncertainties: ["cache_unknown"] },
  ]);
});
