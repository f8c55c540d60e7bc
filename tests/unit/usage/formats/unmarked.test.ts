import { describe, expect, test } from "vitest";
import type { RecordItem } from "@/lib/usage/formats/format";
import { parse } from "../parse";

const time = "2026-11-03T09:14:07Z";
const read = (value: object) => {
  const { items, format } = parse(JSON.stringify(value));
  expect(format).toBe("unmarked-responses");
  return (items[0] as RecordItem).record;
};

describe("LangChain's messages", () => {
  const usage_metadata = {
    ...{ input_tokens: 125, output_tokens: 10, total_tokens: 135 },
    ...{ input_token_details: { cache_creation: 5, cache_read: 100 }, output_token_details: { reasoning: 4 } },
  };

  test("have the provider's usage, id and model within what it said", () => {
    const token_usage = {
      ...{ prompt_tokens: 20, completion_tokens: 10, total_tokens: 30 },
      prompt_tokens_details: { cached_tokens: 5 },
    };
    const response_metadata = { token_usage, model_name: "gpt-4o-mini-2024-07-18", id: "chatcmpl-0123456789" };
    expect(
      read({ type: "ai", content: "x", id: "run--0123456789ab", response_metadata, usage_metadata }),
    ).toMatchObject({
      ...{ id: "chatcmpl-0123456789", provider: "openai", model: "gpt-4o-mini-2024-07-18" },
      tokens: { input: 20, cacheRead: 5, output: 10 },
    });
    const usage = {
      ...{ input_tokens: 20, output_tokens: 10, cache_read_input_tokens: 100, cache_creation_input_tokens: 5 },
    };
    const claude = { usage, model: "claude-sonnet-4-5", id: "msg_0123456789abcdef" };
    expect(read({ type: "ai", response_metadata: claude, usage_metadata })).toMatchObject({
      ...{ id: "msg_0123456789abcdef", provider: "anthropic" },
      tokens: { input: 125, cacheRead: 100, cacheWrite: 5, output: 10 },
    });
  });

  test("count everything in the input themselves", () => {
    expect(read({ timestamp: time, model: "claude-sonnet-4-5", usage_metadata })).toMatchObject({
      tokens: { input: 125, cacheRead: 100, cacheWrite: 5, output: 10, reasoning: 4 },
      uncertainties: [],
    });
  });
});

describe("names of counts", () => {
  const timed = { timestamp: time, model: "gpt-4o" };

  test.each(["cached_tokens", "cached_input_tokens", "cache_read_tokens"])("cached tokens as %s", (name) => {
    expect(read({ ...timed, input_tokens: 100, output_tokens: 20, [name]: 40 })).toMatchObject({
      tokens: { input: 100, cacheRead: 40, output: 20 },
      uncertainties: [],
    });
  });

  test("written likeThis", () => {
    const counts = { promptTokens: 100, completionTokens: 20, totalTokens: 120, cachedTokens: 40 };
    expect(read({ ...timed, ...counts }).tokens).toMatchObject({ input: 100, cacheRead: 40, output: 20 });
    const claude = { inputTokens: 100, outputTokens: 20, cacheReadInputTokens: 40 };
    expect(read({ ...timed, model: "claude-sonnet-4-5", ...claude }).tokens).toMatchObject({
      input: 140,
      cacheRead: 40,
    });
  });
});
