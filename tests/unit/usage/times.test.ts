import { expect, test } from "vitest";
import { parseTime } from "@/lib/usage/parse-timestamp";
import { instant } from "../../support/usage";
import { parse } from "./parse";

test.each([
  ["2026-11-03 09:14:07.120+00", "2026-11-03T09:14:07.120Z"],
  ["2026-11-03 09:14:07-03", "2026-11-03T12:14:07Z"],
  ["2026-11-03T09:14:07+0545", "2026-11-03T03:29:07Z"],
  ["2026-11-03T09:14:07 +05:45", "2026-11-03T03:29:07Z"],
  ["1793697247", "2026-11-03T09:14:07Z"],
  ["1793697247000000", "2026-11-03T09:14:07Z"],
])("%s is %s", (text, same) => {
  expect(parseTime(text)).toEqual({ instant: instant(same), zoneAssumed: false });
});

test.each([
  "2026-11-03T09:14:07+25:00",
  "2026-11-03T09:14:07-00:90",
  "2026-11-03T24:00:00Z",
  "11/03/2026",
  "1.793697e9",
])("%s is no time", (text) => {
  expect(parseTime(text)).toBeNull();
});

const TIME = "yesterday at noon";
const TOKENS = { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 };

test.each([
  ["startTime", { request_id: "a", call_type: "completion", spend: 0, startTime: TIME, model: "gpt-4.1", ...TOKENS }],
  ["startTime", { id: "o", traceId: "t", type: "GENERATION", startTime: TIME, model: "m", usageDetails: { input: 1 } }],
  ["time", { specversion: "1.0", id: "1", source: "s", type: "t", time: TIME, data: { input_tokens: 1, model: "m" } }],
  ["createTime", { responseId: "r", modelVersion: "m", createTime: TIME, usageMetadata: { promptTokenCount: 1 } }],
  ["timestamp", { modelId: "m", timestamp: TIME, usage: { inputTokens: 1, outputTokens: 1 } }],
])("a stated %s that is none is rejected, and does not become that of the upload", (field, value) => {
  expect(parse(JSON.stringify(value)).items).toMatchObject([{ kind: "reject", line: 1, field, code: "not_a_time" }]);
});

test("of what a log calls a time the first that is one counts", () => {
  const message = {
    id: "msg_1",
    type: "message",
    model: "claude-sonnet-4-5",
    usage: { input_tokens: 1, output_tokens: 1 },
  };
  const { items } = parse(JSON.stringify({ time: "350ms", created_at: "2026-11-03 09:14:07+00", response: message }));
  expect(items).toMatchObject([{ kind: "record", record: { timestamp: instant("2026-11-03T09:14:07Z") } }]);
});
