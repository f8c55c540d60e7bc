import { describe, expect, test } from "vitest";
import { UnrecognisedFormat } from "@/lib/usage/unrecognised-format";
import { parse } from "./parse";

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
const call = { timestamp: "2026-11-03T09:14:07Z", model: "gpt-5", prompt_tokens: 10, completion_tokens: 5 };

describe("what an API says when it turns a call down carries no usage", () => {
  test.each<[string, object]>([
    ["OpenAI", { error: { message: "Rate limit reached", type: "tokens", param: null, code: "rate_limit_exceeded" } }],
    ["Anthropic", { type: "error", error: { type: "overloaded_error", message: "Overloaded" }, request_id: "req_1" }],
    ["Google", { error: { code: 429, message: "Quota exceeded", status: "RESOURCE_EXHAUSTED" } }],
    ["a stream", { type: "error", sequence_number: 7, code: "server_error", message: "Sorry", param: null }],
    ["a log", { timestamp: "2026-11-03T09:14:07Z", request: { max_tokens: 5 }, error: { message: "Timeout" } }],
  ])("%s", (_, error) => {
    const { items, ignored } = parse(lines(call, error));
    expect(items).toMatchObject([{ kind: "record" }]);
    expect(ignored).toBe(1);
  });

  test("with tokens beside it, it may have been billed", () => {
    const odd = { error: { message: "Cut off" }, counted: { total_tokens: 7 } };
    expect(parse(lines(call, odd)).items).toMatchObject([{ kind: "record" }, { code: "unrecognised_line" }]);
  });

  test("a file of nothing else holds no usage", () => {
    expect(() => parse(lines({ error: { message: "no" } }))).toThrow(UnrecognisedFormat);
  });
});
