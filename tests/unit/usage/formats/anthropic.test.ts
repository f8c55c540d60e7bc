import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { RecordItem } from "@/lib/usage/formats/format";
import { sharedFile } from "../../../support/shared-files";
import { instant } from "../../../support/usage";
import { parse } from "../parse";

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
const records = (...values: unknown[]) => parse(lines(...values)).items.map((item) => (item as RecordItem).record);
const usage = {
  input_tokens: 100,
  cache_read_input_tokens: 1000,
  cache_creation_input_tokens: 50,
  cache_creation: { ephemeral_5m_input_tokens: 20, ephemeral_1h_input_tokens: 30 },
  output_tokens: 40,
  service_tier: "standard",
};
const message = { type: "message", id: "msg_1", model: "claude-sonnet-4-6", stop_reason: "end_turn", usage };

describe("messages", () => {
  test("state input without the cache; the whole is their sum", () => {
    expect(records(message)).toMatchObject([
      {
        id: "msg_1",
        provider: "anthropic",
        endpoint: "messages",
        serviceTier: "standard",
        tokens: { input: 1150, cacheRead: 1000, cacheWrite: 50, cacheWriteByTtl: { "5m": 20, "1h": 30 }, output: 40 },
        uncertainties: ["time_of_upload"],
      },
    ]);
  });

  test("have the time of the log they stand in", () => {
    expect(records({ timestamp: "2026-11-03T09:14:07Z", response: message })).toMatchObject([
      { timestamp: instant("2026-11-03T09:14:07Z"), uncertainties: [] },
    ]);
  });

  test("tokens written for a time that is not stated are uncertain, and caching that is not stated unknown", () => {
    const [unnamed, old] = records(
      { ...message, usage: { ...usage, cache_creation: null } },
      { ...message, id: "msg_2", usage: { input_tokens: 10, output_tokens: 5 } },
    );
    expect(unnamed).toMatchObject({ tokens: { cacheWrite: 50, cacheWriteByTtl: {} } });
    expect(unnamed?.uncertainties).toContain("cache_write_ttl_unknown");
    expect(old?.uncertainties).toContain("cache_unknown");
  });

  test("searches are calls, fast answers a tier, and a region is kept where there is one", () => {
    const stated = { server_tool_use: { web_search_requests: 3, web_fetch_requests: 2 }, speed: "fast" };
    expect(
      records(
        { ...message, usage: { ...usage, ...stated, inference_geo: "us" } },
        { ...message, usage: { ...usage, inference_geo: "not_available" } },
      ),
    ).toMatchObject([
      { calls: { webSearch: 3 }, serviceTier: "fast", region: "us" },
      { calls: {}, serviceTier: "standard", region: null },
    ]);
  });

  test.each([
    ["aws", { id: "msg_bdrk_01" }],
    ["google", { id: "msg_vrtx_01" }],
    [null, { model: "MiniMax-M2" }],
  ])("served by %s", (provider, changes) => {
    expect(records({ ...message, ...changes })).toMatchObject([{ provider }]);
  });

  test("what was done besides the message is a record of its own", () => {
    const iterations = [
      { type: "compaction", input_tokens: 180_000, output_tokens: 3500, cache_read_input_tokens: 0 },
      { type: "message", input_tokens: 100, output_tokens: 40 },
      { type: "advisor_message", model: "claude-opus-4-8", input_tokens: 2518, output_tokens: 22 },
    ];
    expect(
      records({ ...message, usage: { ...usage, iterations, server_tool_use: { web_search_requests: 1 } } }),
    ).toMatchObject([
      { id: "msg_1", tokens: { input: 1150 }, calls: { webSearch: 1 } },
      { id: "msg_1/0", model: "claude-sonnet-4-6", tokens: { input: 180_000, output: 3500 }, calls: {} },
      { id: "msg_1/2", model: "claude-opus-4-8", tokens: { output: 22 } },
    ]);
  });

  test.each([
    ["usage.input_tokens", { usage: { ...usage, input_tokens: -1 } }, "negative"],
    [
      "usage.cache_creation.ephemeral_5m_input_tokens",
      { usage: { ...usage, cache_creation: { ephemeral_5m_input_tokens: "x" } } },
      "not_a_number",
    ],
    ["usage.input_tokens", { usage: { output_tokens: 5 } }, "missing"],
    [
      "tokens.cacheWriteByTtl",
      { usage: { ...usage, cache_creation: { ephemeral_1h_input_tokens: 51 } } },
      "part_exceeds_whole",
    ],
    ["model", { model: undefined }, "missing"],
  ])("%s is named when it is wrong", (field, changes, code) => {
    expect(parse(lines({ ...message, ...changes })).items).toMatchObject([{ kind: "reject", field, code }]);
  });

  test("counts that are written as text are counts", () => {
    expect(records({ ...message, usage: { ...usage, cache_read_input_tokens: "1000" } })).toMatchObject([
      { tokens: { input: 1150, cacheRead: 1000 } },
    ]);
  });
});

describe("streams", () => {
  const start = {
    type: "message_start",
    message: { ...message, stop_reason: null, usage: { ...usage, output_tokens: 1 } },
  };
  const delta = (output: number, reason: string | null = null) => ({
    type: "message_delta",
    delta: { stop_reason: reason },
    usage: { output_tokens: output, cache_read_input_tokens: null },
  });
  const stop = { type: "message_stop" };

  test.each(["event", "data", "chunk", "message"])("in a log are events all the same, under %s", (place) => {
    const events = [start, delta(40, "end_turn"), stop].map((event, second) => ({
      timestamp: `2026-11-03T09:14:0${second}Z`,
      [place]: event,
    }));
    expect(parse(lines(...events))).toMatchObject({
      items: [{ record: { tokens: { output: 40 }, timestamp: instant("2026-11-03T09:14:00Z"), uncertainties: [] } }],
      ignored: 2,
    });
  });

  test("of others in Anthropic's form may state what was read at the beginning or at the end only", () => {
    const none = { input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 0 };
    const whole = { input_tokens: 100, cache_read_input_tokens: 1000, output_tokens: 40 };
    const stream = (first: object, last: object) => [
      { type: "message_start", message: { ...message, stop_reason: null, usage: first } },
      { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: last },
    ];
    for (const events of [stream(none, whole), stream({ ...whole, output_tokens: 1 }, { ...none, output_tokens: 40 })])
      expect(records(...events)).toMatchObject([{ tokens: { input: 1100, cacheRead: 1000, output: 40 } }]);
  });

  test("add nothing up: each event counts everything so far, and the last counts", () => {
    const events = [start, { type: "ping" }, { type: "content_block_delta" }, delta(20), delta(40, "end_turn"), stop];
    const { items, ignored, format } = parse(lines(...events));
    expect(items).toMatchObject([
      {
        line: 1,
        record: {
          id: "msg_1",
          tokens: { input: 1150, cacheRead: 1000, output: 40 },
          uncertainties: ["time_of_upload"],
        },
      },
    ]);
    expect({ ignored, format }).toEqual({ ignored: 5, format: "anthropic-messages" });
    const [whole] = parse(lines(message)).items as RecordItem[];
    expect((items[0] as RecordItem).identity).toBe(whole?.identity);
  });

  test("that broke off have at least the output so far", () => {
    const second = { ...start, message: { ...start.message, id: "msg_2" } };
    const { items, ignored } = parse(lines(start, delta(20), second));
    expect(items).toMatchObject([
      { line: 1, record: { id: "msg_1", tokens: { output: 20 } } },
      { line: 3, record: { id: "msg_2", tokens: { output: 1 } } },
    ]);
    for (const item of items) expect((item as RecordItem).record.uncertainties).toContain("output_lower_bound");
    expect(ignored).toBe(1);
  });

  test("as they came over the wire", () => {
    const sse = [start, delta(40, "end_turn"), stop].map(
      (event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
    );
    expect(parse(sse.join(""), 5).items).toMatchObject([{ line: 2, record: { id: "msg_1", tokens: { output: 40 } } }]);
  });

  test("without a beginning are rejected, and wrong counts with the line they began on", () => {
    expect(parse(lines(stop, delta(4))).items).toMatchObject([{ line: 2, code: "no_message_start" }]);
    const { items } = parse(lines(start, delta(-4), stop));
    expect(items).toMatchObject([{ kind: "reject", line: 1, field: "usage.output_tokens" }]);
  });
});

test("batch results are billed at their own tier; others than succeeded are not billed", () => {
  const result = (type: string, more = {}) => ({ custom_id: type, result: { type, ...more } });
  const { items, ignored, format } = parse(
    lines(result("succeeded", { message }), result("errored", { error: {} }), result("canceled"), result("expired")),
  );
  expect(items).toMatchObject([{ record: { id: "msg_1", serviceTier: "batch" } }]);
  expect({ ignored, format }).toEqual({ ignored: 3, format: "anthropic-batch-results" });
});

test("batches on Vertex AI name the message itself", () => {
  const line = { custom_id: "a", request: { max_tokens: 5 }, status: "", response: { ...message, id: "msg_vrtx_1" } };
  const failed = { ...line, status: "Bad Request: {}", response: {} };
  const { items, ignored } = parse(lines(line, failed));
  expect(items).toMatchObject([{ record: { id: "msg_vrtx_1", provider: "google", serviceTier: "batch" } }]);
  expect(ignored).toBe(1);
});

describe("Claude Code's sessions", () => {
  const sample = () => readFileSync(sharedFile("samples", "20_claude_code_session.jsonl"), "utf8");
  const line = (id: string, changes: object = {}) => ({
    type: "assistant",
    uuid: "u",
    sessionId: "s1",
    cwd: "/work/shop",
    timestamp: "2026-11-03T09:14:07.000Z",
    message: { ...message, id },
    ...changes,
  });

  test("lines of one message have one identity and the time of the first, also where a sub-agent repeats it", () => {
    const items = parse(sample()).items as RecordItem[];
    const first = items.filter(({ record }) => record.id === "msg_01P5");
    expect(first.map(({ record }) => record.tokens.output)).toEqual([1, 1, 260, 260]);
    expect(new Set(first.map(({ identity }) => identity)).size).toBe(1);
    expect(new Set(first.map(({ record }) => record.timestamp))).toEqual(
      new Set([instant("2026-09-01T02:39:51.172Z")]),
    );
    expect(first.map(({ record }) => record.uncertainties)).toEqual([
      ["output_lower_bound"],
      ["output_lower_bound"],
      [],
      [],
    ]);
  });

  test("a message in a session and in a log of the API is one record", () => {
    const [one, two] = parse(lines(line("msg_1"), message)).items as RecordItem[];
    expect(one?.identity).toBe(two?.identity);
  });

  test("keep their folder and session, and what older versions thought they cost", () => {
    expect(records(line("msg_1", { costUSD: 0.0123 }))).toMatchObject([
      {
        project: "/work/shop",
        tags: { session: "s1" },
        reported: { cost: "0.0123", costBasis: "computed_by_source" },
        uncertainties: [],
      },
    ]);
  });

  test("messages of a sub-agent that the session tells of are those of its own log", () => {
    const told = { type: "assistant", timestamp: "2026-11-03T09:14:05Z", message: { ...message, id: "msg_2" } };
    const progress = line("", {
      type: "progress",
      message: undefined,
      data: { type: "agent_progress", message: told },
    });
    const [one, two] = parse(lines(progress, line("msg_2"))).items as RecordItem[];
    expect(one?.identity).toBe(two?.identity);
    expect(one?.record).toMatchObject({ timestamp: instant("2026-11-03T09:14:05Z"), tags: { session: "s1" } });
    const silent = line("", { type: "progress", message: undefined, data: { type: "bash_progress", output: "x" } });
    expect(parse(lines(silent))).toMatchObject({ items: [], ignored: 1 });
  });

  test("what it prints as it goes has no times, and the sum of a run is not taken beside its messages", () => {
    const printed = { type: "assistant", session_id: "s1", parent_tool_use_id: null, message };
    const { items, ignored, format } = parse(
      lines(
        { type: "system", subtype: "init", session_id: "s1", cwd: "/work/shop" },
        printed,
        { type: "user", session_id: "s1", message: { role: "user" } },
        { type: "rate_limit_event", session_id: "s1" },
        { type: "result", subtype: "success", session_id: "s1", usage, modelUsage: {} },
      ),
    );
    expect(items).toMatchObject([
      { record: { id: "msg_1", tags: { session: "s1" }, uncertainties: ["time_of_upload"] } },
      { kind: "reject", field: "modelUsage", code: "sum_of_run" },
    ]);
    expect({ ignored, format }).toEqual({ ignored: 3, format: "claude-code" });
    expect(parse(lines({ ...printed, timestamp: "soon" })).items).toMatchObject([{ field: "timestamp" }]);
    const other = { type: "result", session_id: "s1", model: "gpt-5", usage: { input_tokens: 5, output_tokens: 1 } };
    expect(parse(lines(other))).toMatchObject({ items: [{ kind: "record" }], format: "unmarked-responses" });
  });

  test.each([
    { type: "attribution-snapshot", messageId: "m", fileStates: {} },
    { type: "content-replacement", sessionId: "s1", replacements: [] },
    { type: "speculation-accept", timestamp: "2026-11-03T09:14:07Z", timeSavedMs: 12 },
    { type: "task-summary", sessionId: "s1", summary: "x" },
    { type: "marble-origami-commit", sessionId: "s1" },
    { type: "frame-link", sessionId: "s1" },
    { type: "file-history-delta", sessionId: "s1" },
  ])("$type is a note", (note) => {
    expect(parse(lines(note))).toMatchObject({ items: [], ignored: 1, format: "claude-code" });
  });

  test("notes about the session say nothing of usage; what only resembles them is not passed over", () => {
    const notes = [
      { type: "summary", summary: "x", leafUuid: "u" },
      { type: "file-history-snapshot", messageId: "m", snapshot: {} },
      { type: "queue-operation", operation: "enqueue", sessionId: "s1" },
      { type: "custom-title", customTitle: "x", sessionId: "s1" },
      line("msg_1", { type: "user" }),
    ];
    expect(parse(lines(...notes.slice(0, 4), { ...notes[4], message: { role: "user" } }))).toMatchObject({
      items: [],
      ignored: 5,
    });
    expect(parse(lines(line("msg_1"), { type: "call", sessionId: "s1", tokens: 5 })).items).toMatchObject([
      { kind: "record" },
      { kind: "reject", code: "unrecognised_line" },
    ]);
  });

  test("lines without id or time are rejected", () => {
    const noId = line("", { uuid: undefined });
    expect(parse(lines(noId, line("m", { timestamp: "yesterday" }))).items).toMatchObject([
      { kind: "reject", field: "message.id" },
      { kind: "reject", field: "timestamp" },
    ]);
    expect(records(line("", { requestId: "req_1" }))).toMatchObject([{ id: "req_1" }]);
  });
});
