import { describe, expect, test } from "vitest";
import type { RecordItem } from "@/lib/usage/formats/format";
import { parse } from "../parse";

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
const read = (model: string, usage: object, further: object = {}) => {
  const result = { usage, response: { id: "r", modelId: model, timestamp: "2026-11-03T09:14:07Z" }, ...further };
  return (parse(lines(result)).items[0] as RecordItem).record;
};

describe("what a provider says beside the usage", () => {
  test("Anthropic's cache, which versions 4 and 5 leave out of the input", () => {
    const tokens = { input: 1510, cacheRead: 1000, cacheWrite: 500, output: 20 };
    const counts = { cacheCreationInputTokens: 500, cacheReadInputTokens: 1000 };
    const four = { promptTokens: 10, completionTokens: 20, totalTokens: 30 };
    expect(read("claude-3-7-sonnet", four, { providerMetadata: { anthropic: counts } })).toMatchObject({
      tokens,
      uncertainties: ["cache_write_ttl_unknown"],
    });
    expect(
      read("claude-3-7-sonnet", four, { experimental_providerMetadata: { anthropic: counts } }).tokens,
    ).toMatchObject(tokens);
    const usage = {
      ...{
        input_tokens: 10,
        cache_creation_input_tokens: 500,
        cache_read_input_tokens: 1000,
        service_tier: "priority",
      },
      cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 400 },
    };
    const five = { inputTokens: 10, outputTokens: 20, totalTokens: 30, cachedInputTokens: 1000 };
    expect(read("claude-sonnet-4-5", five, { providerMetadata: { anthropic: { usage } } })).toMatchObject({
      tokens: { ...tokens, cacheWriteByTtl: { "5m": 100, "1h": 400 } },
      serviceTier: "priority",
      uncertainties: [],
    });
  });

  test("Bedrock's, of models of any maker", () => {
    const usage = { cacheReadInputTokens: 1000, cacheWriteInputTokens: 500 };
    const five = { inputTokens: 10, outputTokens: 20, totalTokens: 30 };
    const further = { provider: "amazon-bedrock", providerMetadata: { bedrock: { usage } } };
    expect(read("amazon.nova-pro-v1:0", five, further).tokens).toMatchObject({
      ...{ input: 1510, cacheRead: 1000, cacheWrite: 500 },
    });
  });

  test("OpenAI's cache and reasoning, within what is counted", () => {
    const four = { promptTokens: 2006, completionTokens: 300, totalTokens: 2306 };
    const openai = { cachedPromptTokens: 1920, reasoningTokens: 64, serviceTier: "flex" };
    expect(read("gpt-4o", four, { providerMetadata: { openai } })).toMatchObject({
      tokens: { input: 2006, cacheRead: 1920, output: 300, reasoning: 64 },
      serviceTier: "flex",
      uncertainties: [],
    });
  });

  test("version 6 counts everything itself", () => {
    const six = {
      ...{ inputTokens: 1510, inputTokenDetails: { noCacheTokens: 10, cacheReadTokens: 1000, cacheWriteTokens: 500 } },
      ...{ outputTokens: 20, outputTokenDetails: { textTokens: 15, reasoningTokens: 5 }, totalTokens: 1530 },
    };
    const cache_creation = { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 500 };
    const usage = { input_tokens: 10, cache_creation_input_tokens: 500, cache_read_input_tokens: 1000, cache_creation };
    const further = { providerMetadata: { anthropic: { usage, cacheCreationInputTokens: 500 } } };
    expect(read("claude-sonnet-4-5", six, further)).toMatchObject({
      tokens: { input: 1510, cacheRead: 1000, cacheWrite: 500, cacheWriteByTtl: { "1h": 500 }, reasoning: 5 },
      uncertainties: [],
    });
  });
});

test("usage as a model states it, in version 6", () => {
  const usage = {
    inputTokens: { total: 1510, noCache: 10, cacheRead: 1000, cacheWrite: 500 },
    outputTokens: { total: 20, text: 15, reasoning: 5 },
  };
  expect(read("gpt-5", usage)).toMatchObject({
    tokens: { input: 1510, cacheRead: 1000, cacheWrite: 500, output: 20, reasoning: 5 },
    uncertainties: [],
  });
  const missing = { inputTokens: { noCache: null }, outputTokens: {} };
  expect(read("gpt-5", missing).uncertainties).toContain("usage_missing");
});

test("embeddings count one kind of token", () => {
  const result = { model: "text-embedding-3-small", usage: { tokens: 20 }, timestamp: "2026-11-03T09:14:07Z" };
  expect(parse(lines(result)).items).toMatchObject([
    { record: { endpoint: "embeddings", tokens: { input: 20, output: 0 }, uncertainties: [] } },
  ]);
  expect(() => parse(lines({ ...result, model: "gpt-5" }))).toThrow("no usage Outlay knows");
});
