import { describe, expect, test } from "vitest";
import type { RecordItem } from "@/lib/usage/formats/format";
import { parse } from "../parse";

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
const line = (timestamp: string, type: string, payload: object, further: object = {}) => ({
  ...{ timestamp, type, payload },
  ...further,
});
const usage = (input: number, output: number, cacheWrite?: number) => ({
  ...{ input_tokens: input, cached_input_tokens: 0, output_tokens: output, reasoning_output_tokens: 0 },
  ...{ total_tokens: input + output, ...(cacheWrite === undefined ? {} : { cache_write_input_tokens: cacheWrite }) },
});
const count = (timestamp: string, total: object, last: object = total, further: object = {}) =>
  line(
    timestamp,
    "event_msg",
    { type: "token_count", info: { total_token_usage: total, last_token_usage: last } },
    further,
  );
const parent = line("2026-09-01T10:00:00.000Z", "session_meta", { id: "parent", cwd: "/app" });
const model = (timestamp: string) => line(timestamp, "turn_context", { model: "gpt-5.2-codex" });
const ofParent = (first: string, second: string) => [
  model(first),
  count(first, usage(1000, 100)),
  count(second, usage(3000, 300), usage(2000, 200)),
];

/** Ids, inputs and sessions of what counts. */
const counted = (text: string) =>
  (parse(text).items as RecordItem[]).map(({ record }) => [record.id, record.tokens.input, record.tags.session]);

const OWN = ["codex:child:3500-0-350-0-3850", 500, "child"];
const own = (timestamp: string, further: object = {}) => count(timestamp, usage(3500, 350), usage(500, 50), further);

describe("what a fork's log repeats of its parent's does not count again", () => {
  const fork = { id: "child", cwd: "/app", forked_from_id: "parent" };

  test("written down at once when it began, over the turn of a second", () => {
    const meta = line("2026-09-02T12:00:00.980Z", "session_meta", fork);
    const copied = ofParent("2026-09-02T12:00:00.990Z", "2026-09-02T12:00:01.002Z");
    expect(counted(lines(meta, ...copied, own("2026-09-02T12:00:09Z")))).toEqual([OWN]);
  });

  test("with the beginnings of the logs it descends from", () => {
    const text = lines(
      line("2026-09-02T12:00:00.980Z", "session_meta", fork),
      { ...parent, payload: { ...parent.payload, forked_from_id: "older" } },
      line("2026-09-01T10:00:00.000Z", "session_meta", { id: "older", cwd: "/app" }),
      ...ofParent("2026-09-02T12:00:00.990Z", "2026-09-02T12:00:00.991Z"),
      own("2026-09-02T12:00:09Z"),
    );
    expect(counted(text)).toEqual([OWN]);
  });

  test("with the times it had in the parent's", () => {
    const meta = line("2026-09-02T12:00:00Z", "session_meta", fork);
    const copied = ofParent("2026-09-01T10:01:00Z", "2026-09-01T10:05:00Z");
    expect(counted(lines(meta, ...copied, own("2026-09-02T12:00:09Z")))).toEqual([OWN]);
  });

  test("of an agent that its parent started", () => {
    const spawned = { subagent: { thread_spawn: { parent_thread_id: "parent", depth: 1 } } };
    const meta = line("2026-09-02T12:00:00Z", "session_meta", { id: "child", cwd: "/app", source: spawned });
    const copied = ofParent("2026-09-02T12:00:00.001Z", "2026-09-02T12:00:00.002Z");
    expect(counted(lines(meta, ...copied, own("2026-09-02T12:00:09Z")))).toEqual([OWN]);
  });

  test("up to the line that is said to be its first", () => {
    const meta = line("2026-09-02T12:00:00Z", "session_meta", { ...fork, subagent_history_start_ordinal: 5 });
    const copied = ofParent("2026-09-02T12:00:04Z", "2026-09-02T12:00:08Z").map((one, at) => ({ ...one, ordinal: at }));
    expect(counted(lines(meta, ...copied, own("2026-09-02T12:00:08.100Z", { ordinal: 5 })))).toEqual([OWN]);
  });

  test("records of responses are their thread's", () => {
    const record = (thread: string, id: string) =>
      line("2026-09-02T12:00:00Z", "token_usage_record", { thread_id: thread, response_id: id, usage: usage(10, 1) });
    const text = lines(
      line("2026-09-02T12:00:00Z", "session_meta", fork),
      model("2026-09-02T12:00:00Z"),
      record("parent", "resp_1"),
      record("child", "resp_2"),
    );
    expect(counted(text)).toEqual([["resp_2", 10, "child"]]);
  });

  test("while a log that is none counts from its first event", () => {
    expect(counted(lines(parent, ...ofParent("2026-09-01T10:00:00.100Z", "2026-09-01T10:00:00.200Z")))).toEqual([
      ["codex:parent:1000-0-100-0-1100", 1000, "parent"],
      ["codex:parent:3000-0-300-0-3300", 2000, "parent"],
    ]);
  });
});

test("a session that says again how it began goes on", () => {
  const record = line("2026-09-01T10:01:00Z", "token_usage_record", { response_id: "resp_1", usage: usage(1000, 100) });
  const [context, first] = ofParent("2026-09-01T10:01:00Z", "2026-09-01T10:01:01Z");
  const resumed = count("2026-09-01T11:00:01Z", usage(1000, 100));
  expect(counted(lines(parent, context, record, first, { ...parent }, resumed))).toEqual([["resp_1", 1000, "parent"]]);
});

test("what was written to the cache is part of the input", () => {
  const text = lines(parent, model("2026-09-01T10:00:01Z"), count("2026-09-01T10:01:00Z", usage(1000, 100, 400)));
  expect(parse(text).items).toMatchObject([
    { record: { id: "codex:parent:1000-0-100-0-1100-400", tokens: { input: 1000, cacheWrite: 400, output: 100 } } },
  ]);
});

test("the tier is the one that was set last", () => {
  const setting = (settings: object) =>
    line("2026-09-01T10:00:01Z", "event_msg", { type: "thread_settings_applied", thread_settings: settings });
  const at = (n: number) => count(`2026-09-01T10:0${n}:00Z`, usage(n * 100, 10), usage(100, 10));
  const text = lines(
    ...[parent, model("2026-09-01T10:00:01Z"), at(1), setting({ service_tier: "fast" }), at(2)],
    ...[setting({ model: "gpt-5.2-codex" }), at(3), setting({ service_tier: "default" }), at(4)],
  );
  const tiers = (parse(text).items as RecordItem[]).map(({ record }) => record.serviceTier);
  expect(tiers).toEqual([null, "priority", "priority", "default"]);
});

test("lines of newer versions that say nothing of usage are ignored", () => {
  const text = lines(
    parent,
    line("2026-09-01T10:00:01Z", "world_state", { full: true }),
    line("2026-09-01T10:00:01Z", "inter_agent_communication_metadata", { trigger_turn: true }),
  );
  expect(parse(text)).toMatchObject({ items: [], ignored: 3 });
});
