import { describe, expect, test } from "vitest";
import type { RecordItem, RejectItem } from "@/lib/usage/formats/format";
import { instant } from "../../../support/usage";
import { parse } from "../parse";

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
const records = (...values: unknown[]) => parse(lines(...values)).items.map((item) => (item as RecordItem).record);
const rejects = (...values: unknown[]) => parse(lines(...values)).items as RejectItem[];

test("of a streamed answer the last event has the usage", () => {
  const usage = { inputTokens: 100, outputTokens: 20, totalTokens: 120 };
  const events = [
    { messageStart: { role: "assistant" } },
    { contentBlockDelta: { delta: { text: "Hi" }, contentBlockIndex: 0 } },
    { messageStop: { stopReason: "end_turn" } },
    { modelId: "amazon.nova-lite-v1:0", metadata: { usage, metrics: { latencyMs: 302 } } },
  ];
  const { items, ignored } = parse(lines(...events));
  expect(items).toMatchObject([{ record: { model: "amazon.nova-lite-v1:0", tokens: { input: 100, output: 20 } } }]);
  expect(ignored).toBe(3);
});

test("output of a batch is billed at its own tier; records that failed say nothing", () => {
  const usage = { input_tokens: 10, output_tokens: 20 };
  const message = { type: "message", id: "msg_bdrk_1", model: "claude-3-5-sonnet-20240620", usage };
  const { items, ignored } = parse(
    lines(
      { recordId: "CALL0000001", modelInput: { max_tokens: 1024 }, modelOutput: message },
      { recordId: "CALL0000002", modelInput: { max_tokens: 1024 }, error: { errorCode: 400, errorMessage: "no" } },
    ),
  );
  expect(items).toMatchObject([
    { record: { id: "msg_bdrk_1", provider: "aws", serviceTier: "batch", tokens: { input: 10, output: 20 } } },
  ]);
  expect(ignored).toBe(1);
});

describe("an answer of Converse", () => {
  const answer = {
    output: { message: { role: "assistant", content: [{ text: "Hi" }] } },
    stopReason: "end_turn",
    usage: {
      inputTokens: 100,
      outputTokens: 20,
      totalTokens: 170,
      cacheReadInputTokens: 40,
      cacheWriteInputTokens: 10,
    },
    metrics: { latencyMs: 302 },
    ResponseMetadata: { RequestId: "q1", HTTPHeaders: { date: "Tue, 03 Nov 2026 09:14:07 GMT" } },
  };
  const modelId = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";

  test("states its input without the cache; its id and time are what the SDK puts beside it", () => {
    expect(records({ modelId, response: answer })).toMatchObject([
      {
        id: "q1",
        timestamp: instant("2026-11-03T09:14:07Z"),
        provider: "aws",
        model: modelId,
        endpoint: "converse",
        tokens: { input: 150, cacheRead: 40, cacheWrite: 10, cacheWriteByTtl: {}, output: 20 },
        uncertainties: [],
      },
    ]);
  });

  test("has the time of the log before its own, and the time to live where it says so", () => {
    const cacheDetails = [{ ttl: "1h", inputTokens: 10 }];
    const usage = { ...answer.usage, cacheDetails };
    const log = { timestamp: "2026-11-03T09:14:00Z", request: { modelId }, response: { ...answer, usage } };
    expect(records(log)).toMatchObject([
      { timestamp: instant("2026-11-03T09:14:00Z"), tokens: { cacheWriteByTtl: { "1h": 10 } } },
    ]);
  });

  test("does not name its model: a log that does not either is told so", () => {
    const [rejected] = rejects({ modelId, response: answer }, { response: answer }).slice(1);
    expect(rejected).toMatchObject({ line: 2, field: "request.modelId", code: "missing" });
  });

  test("with an impossible count is rejected by name", () => {
    const response = { ...answer, usage: { ...answer.usage, inputTokens: -1 } };
    expect(rejects({ modelId, response })).toMatchObject([{ field: "usage.inputTokens", code: "negative" }]);
  });
});

describe("a line of the invocation log", () => {
  const log = {
    schemaType: "ModelInvocationLog",
    timestamp: "2026-11-03T09:14:07Z",
    identity: { arn: "arn:aws:iam::1:user/ada" },
    region: "us-east-1",
    requestId: "q1",
    operation: "ConverseStream",
    modelId: "amazon.nova-lite-v1:0",
    input: { inputTokenCount: 100, cacheReadInputTokenCount: 40, cacheWriteInputTokenCount: 10 },
    output: { outputTokenCount: 20 },
  };

  test("states its input without the cache", () => {
    expect(records(log)).toMatchObject([
      {
        id: "q1",
        provider: "aws",
        region: "us-east-1",
        endpoint: "ConverseStream",
        user: "arn:aws:iam::1:user/ada",
        tokens: { input: 150, cacheRead: 40, cacheWrite: 10, output: 20 },
        uncertainties: ["cache_write_ttl_unknown"],
      },
    ]);
  });

  test.each([
    ["whole", (message: object) => message],
    ["streamed", (message: object) => [{ type: "message_start", message }, { type: "message_stop" }]],
  ])("of a message of Anthropic's (%s) has its id and its times to live", (_, body) => {
    const cache_creation = { ephemeral_5m_input_tokens: 4, ephemeral_1h_input_tokens: 6 };
    const message = { type: "message", id: "msg_bdrk_1", usage: { input_tokens: 100, cache_creation } };
    const output = { outputTokenCount: 20, outputBodyJson: body(message) };
    expect(records({ ...log, output })).toMatchObject([
      { id: "msg_bdrk_1", tokens: { cacheWriteByTtl: { "5m": 4, "1h": 6 } }, uncertainties: [] },
    ]);
  });

  test("without counts of the cache does not know it; one that failed is ignored, one without tokens rejected", () => {
    const plain = { ...log, input: { inputTokenCount: 7 } };
    expect(records(plain)).toMatchObject([{ tokens: { input: 7 }, uncertainties: ["cache_unknown"] }]);
    expect(parse(lines(plain, { ...log, errorCode: "ThrottlingException" }))).toMatchObject({ ignored: 1 });
    expect(rejects(plain, { ...log, input: {}, output: {} })[1]).toMatchObject({ code: "no_usage" });
  });
});

test("invocations as CloudWatch lists them", () => {
  const log = {
    ...{ schemaType: "ModelInvocationLog", timestamp: "2026-11-03T09:14:07Z", region: "us-east-1", requestId: "q9" },
    ...{ modelId: "amazon.nova-lite-v1:0", input: { inputTokenCount: 10 }, output: { outputTokenCount: 3 } },
  };
  const event = { timestamp: 1793697247000, message: JSON.stringify(log), eventId: "1" };
  const other = { timestamp: 1793697247000, message: "Permissions are correctly set", eventId: "2" };
  const { items, format } = parse(JSON.stringify({ events: [event, other], searchedLogStreams: [] }));
  expect(items).toMatchObject([{ record: { id: "q9", tokens: { input: 10, output: 3 } } }, { kind: "reject" }]);
  expect(format).toBe("bedrock-invocations");
});
