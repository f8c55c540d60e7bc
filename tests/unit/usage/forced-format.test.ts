import { expect, test } from "vitest";
import { FORMAT_NAMES } from "@/lib/usage/open-parser";
import { UnrecognisedFormat } from "@/lib/usage/unrecognised-format";
import { parse } from "./parse";

/** Objects that are none of any format, or begin as one and go on as none. */
const OTHERS = [
  {},
  ...[null, 5, {}, [], [null, 1, "x", [], {}], [{ results: [null, 1, []] }]].flatMap((value) => [
    ...[{ data: value }, { usage: value }, { results: value }, { result: value }, { batch: value }, { message: value }],
    ...[{ resourceSpans: value }, { resourceMetrics: value }, { output: value, schemaType: "ModelInvocationLog" }],
    ...[
      { type: "event_msg", payload: value },
      { type: "token_usage_record", payload: value },
    ],
    ...[
      { object: "page", data: value },
      { object: "bucket", results: value },
      { object: "list", data: value },
    ],
    ...[{ response: value, custom_id: "a" }, { usageMetadata: value }, { type: "message_start", message: value }],
    ...[{ model: "m", tokens: value, timestamp: value }, { model: "m", usage: value }, { usage_info: value }],
  ]),
];

test.each(FORMAT_NAMES)("%s asked for what is not of it says so, and does not break", (format) => {
  for (const value of OTHERS) {
    try {
      for (const { kind } of parse(JSON.stringify(value), 65_536, format).items) expect(kind).toBe("reject");
    } catch (error) {
      expect(error).toBeInstanceOf(UnrecognisedFormat);
    }
  }
});

test("lines of another format than the one asked for are rejected", () => {
  const chat = {
    ...{ id: "chatcmpl-1", object: "chat.completion", created: 1793697247, model: "gpt-5" },
    usage: { prompt_tokens: 10, completion_tokens: 5 },
  };
  const lines = [JSON.stringify(chat), '{"type":"message","usage":{"input_tokens":1},"model":"m"}'].join("\n");
  expect(parse(lines, 65_536, "openai-chat-completions").items).toMatchObject([
    { kind: "record", line: 1 },
    { kind: "reject", line: 2, code: "unrecognised_line", message: expect.stringContaining("openai-chat-completions") },
  ]);
});
