import { expect, test } from "vitest";
import { parse } from "./parse";

const DEEP = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
const GOOD = '{"timestamp":"2026-11-03T09:14:07Z","model":"m","tokens":{"input":1}}';

test.each([
  [
    "usage of a message",
    `{"id":"m","type":"message","model":"m","usage":{"input_tokens":1,"output_tokens":1,"x":${DEEP}}}`,
  ],
  ["a streamed message", `{"type":"message_start","message":{"type":"message","model":"m","usage":{"x":${DEEP}}}}`],
  ["embeddings", `{"object":"list","data":[${DEEP}],"model":"m","usage":{"prompt_tokens":1}}`],
  ["an event of Langfuse's", `{"batch":[{"type":"generation-create","body":{"id":"g","usage":${DEEP}}}]}`],
  [
    "a span",
    `{"resourceSpans":[{"scopeSpans":[{"spans":[{"attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"x","value":${DEEP}}]}]}]}]}`,
  ],
  ["lists", `${"[".repeat(20_000)}${"]".repeat(20_000)}`],
])("what is nested too deeply is rejected, and the lines around it are read: %s", (_, line) => {
  const { items } = parse([GOOD, line, GOOD].join("\n"));
  expect(items.map(({ kind, line: number }) => [kind, number])).toEqual([
    ["record", 1],
    ["reject", 2],
    ["record", 3],
  ]);
});

test("so is JSON in a field of a table", () => {
  const header = "request_id,call_type,spend,startTime,model,prompt_tokens,completion_tokens,metadata";
  const row = (id: string, metadata: string) =>
    `${id},completion,0,2026-11-03T09:14:07Z,m,1,1,"${metadata.replaceAll('"', '""')}"`;
  const deep = `{"usage_object":{"cache_creation_input_tokens":${DEEP}}}`;
  expect(parse([header, row("a", "{}"), row("b", deep), row("c", "{}")].join("\n")).items).toMatchObject([
    { kind: "record", line: 2 },
    { kind: "reject", line: 3, code: "too_deep" },
    { kind: "record", line: 4 },
  ]);
});
