import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RecordItem } from "@/lib/usage/formats/format";
import { chat, span, traces } from "../../../support/otlp";
import { parse } from "../parse";

const read = (document: unknown) => parse(JSON.stringify(document), 65_536, "otlp-traces");
const records = (document: unknown) => read(document).items as RecordItem[];
const record = (attributes: Parameters<typeof chat>[0], scope = "test", some = {}) => {
  const [item, ...others] = read(traces([span(1, attributes ?? {}, some)], scope)).items;
  expect(others).toEqual([]);
  if (item?.kind !== "record") throw new Error(JSON.stringify(item));
  return item.record;
};

describe("names of the same counts", () => {
  test.each<[string, Record<string, string | number>]>([
    [
      "the conventions",
      {
        "gen_ai.usage.input_tokens": 2006,
        "gen_ai.usage.output_tokens": 300,
        "gen_ai.usage.cache_read.input_tokens": 1920,
        "gen_ai.usage.cache_creation.input_tokens": 6,
        "gen_ai.usage.reasoning.output_tokens": 192,
      },
    ],
    [
      "the newer name of cache writes",
      {
        "gen_ai.usage.input_tokens": 2006,
        "gen_ai.usage.output_tokens": 300,
        "gen_ai.usage.cache_read.input_tokens": 1920,
        "gen_ai.usage.cache_write.input_tokens": 6,
        "gen_ai.usage.reasoning.output_tokens": 192,
      },
    ],
    [
      "names given up",
      {
        "gen_ai.usage.prompt_tokens": 2006,
        "gen_ai.usage.completion_tokens": 300,
        "gen_ai.usage.cache_read_input_tokens": 1920,
        "gen_ai.usage.cache_creation_input_tokens": 6,
        "gen_ai.usage.reasoning_tokens": 192,
      },
    ],
    [
      "Sentry",
      {
        "gen_ai.usage.input_tokens": 2006,
        "gen_ai.usage.output_tokens": 300,
        "gen_ai.usage.input_tokens.cached": 1920,
        "gen_ai.usage.input_tokens.cache_write": 6,
        "gen_ai.usage.output_tokens.reasoning": 192,
      },
    ],
    [
      "Pydantic AI",
      {
        "gen_ai.usage.input_tokens": 2006,
        "gen_ai.usage.output_tokens": 300,
        "gen_ai.usage.details.cache_read_tokens": 1920,
        "gen_ai.usage.details.cache_write_tokens": 6,
        "gen_ai.usage.details.reasoning_tokens": 192,
      },
    ],
    [
      "OpenInference",
      {
        "openinference.span.kind": "LLM",
        "llm.token_count.prompt": 2006,
        "llm.token_count.completion": 300,
        "llm.token_count.total": 2306,
        "llm.token_count.prompt_details.cache_read": 1920,
        "llm.token_count.prompt_details.cache_write": 6,
        "llm.token_count.completion_details.reasoning": 192,
      },
    ],
    [
      "the AI SDK 6",
      {
        "ai.operationId": "ai.streamText.doStream",
        "ai.usage.inputTokens": 2006,
        "ai.usage.outputTokens": 300,
        "ai.usage.inputTokenDetails.cacheReadTokens": 1920,
        "ai.usage.inputTokenDetails.cacheWriteTokens": 6,
        "ai.usage.outputTokenDetails.reasoningTokens": 192,
      },
    ],
    ["text for numbers", { "gen_ai.usage.input_tokens": "2006", "gen_ai.usage.output_tokens": "300" }],
  ])("%s", (name, usage) => {
    const { tokens, uncertainties } = record({ "gen_ai.request.model": "gpt-5", ...usage });
    const cached = name === "text for numbers" ? {} : { cacheRead: 1920, cacheWrite: 6, reasoning: 192 };
    expect(tokens).toMatchObject({ input: 2006, output: 300, ...cached });
    expect(uncertainties).toEqual(name === "text for numbers" ? ["cache_unknown"] : []);
  });

  test("audio that is also cached is counted once", () => {
    const { tokens, uncertainties } = record(
      chat({ "gen_ai.usage.cache_read.input_tokens": 800, "gen_ai.usage.audio.input_tokens": 500 }),
    );
    expect(tokens).toMatchObject({ input: 1000, cacheRead: 800, audioInput: 500, cacheReadAudio: 300 });
    expect(uncertainties).toEqual(["modality_overlap"]);
  });
});

describe("whether the input holds cached tokens", () => {
  const claude = { "gen_ai.provider.name": "anthropic", "gen_ai.response.model": "claude-sonnet-4-5" };
  const usage = (input: number, cached: number, some = {}) =>
    chat({ ...claude, "gen_ai.usage.input_tokens": input, "gen_ai.usage.cache_read.input_tokens": cached, ...some });
  const aiSdk = (input: number, some: Record<string, string | number> = {}) => ({
    "ai.operationId": "ai.generateText.doGenerate",
    "ai.model.provider": "anthropic.messages",
    "ai.model.id": "claude-sonnet-4-5",
    "ai.usage.inputTokens": input,
    "ai.usage.outputTokens": 100,
    "ai.usage.cachedInputTokens": 800,
    ...some,
  });

  test.each<[string, number, Parameters<typeof record>]>([
    ["it cannot, where there are more of them", 5800, [usage(1000, 4800)]],
    ["the stated total decides", 1800, [usage(1000, 800, { "gen_ai.usage.total_tokens": 1900 })]],
    ["an instrumentation known to leave them out", 1800, [usage(1000, 800), "opentelemetry.instrumentation.bedrock"]],
    ["one known to put them in", 1000, [usage(1000, 800), "opentelemetry.instrumentation.anthropic"]],
    ["the AI SDK before version 6 leaves them out", 1800, [aiSdk(1000), "ai"]],
    ["since version 6 it puts them in", 1000, [aiSdk(1000, { "ai.usage.inputTokenDetails.noCacheTokens": 200 }), "ai"]],
    [
      "what Anthropic itself said decides",
      1800,
      [
        aiSdk(1000, {
          "ai.usage.inputTokenDetails.cacheReadTokens": 800,
          "ai.response.providerMetadata": '{"anthropic":{"usage":{"input_tokens":1000}}}',
        }),
        "ai",
      ],
    ],
    ["other providers put them in", 1000, [chat({ "gen_ai.usage.cache_read.input_tokens": 800 })]],
  ])("%s", (_, input, args) => {
    const { tokens, uncertainties } = record(...args);
    expect(tokens.input).toBe(input);
    expect(uncertainties).not.toContain("inclusive_assumed");
  });

  test("where nothing decides, the conventions hold, and the record says so", () => {
    const { tokens, uncertainties } = record(usage(1000, 800));
    expect(tokens.input).toBe(1000);
    expect(uncertainties).toEqual(["inclusive_assumed"]);
  });

  test("cache writes with their times to live come from what the provider said", () => {
    const metadata = {
      anthropic: {
        usage: {
          input_tokens: 100,
          cache_read_input_tokens: 800,
          cache_creation_input_tokens: 248,
          cache_creation: { ephemeral_5m_input_tokens: 148, ephemeral_1h_input_tokens: 100 },
          service_tier: "priority",
        },
      },
    };
    const { tokens, serviceTier, uncertainties } = record(
      aiSdk(100, { "ai.response.providerMetadata": JSON.stringify(metadata) }),
      "ai",
    );
    expect(tokens).toMatchObject({ input: 1148, cacheRead: 800, cacheWrite: 248 });
    expect(tokens.cacheWriteByTtl).toEqual({ "5m": 148, "1h": 100 });
    expect(serviceTier).toBe("priority");
    expect(uncertainties).toEqual([]);
  });

  test("without them the shortest is taken, and the record says so", () => {
    const { tokens, uncertainties } = record(usage(1000, 500, { "gen_ai.usage.cache_creation.input_tokens": 100 }));
    expect(tokens).toMatchObject({ cacheWrite: 100, cacheWriteByTtl: {} });
    expect(uncertainties).toContain("cache_write_ttl_unknown");
  });
});

describe("reasoning beside the output", () => {
  test.each([
    ["the stated total tells", { "gen_ai.usage.total_tokens": 1250, "gen_ai.usage.reasoning_tokens": 150 }, 250],
    ["a total that holds it says it is a part", { "gen_ai.usage.total_tokens": 1100 }, 100],
    ["Google's does not fit", { "gen_ai.provider.name": "gcp.gemini", "gen_ai.usage.reasoning_tokens": 150 }, 250],
  ])("%s", (_, some, output) => {
    expect(record(chat(some)).tokens.output).toBe(output);
  });

  test("of anybody else it is rejected", () => {
    const { items } = read(traces([span(1, chat({ "gen_ai.usage.reasoning_tokens": 150 }))]));
    expect(items).toMatchObject([{ kind: "reject", field: "tokens.reasoning", code: "part_exceeds_whole" }]);
  });
});

describe("which spans are requests", () => {
  const usage = { "gen_ai.usage.input_tokens": 10, "gen_ai.usage.output_tokens": 1, "gen_ai.request.model": "gpt-5" };
  test.each<[string, Record<string, string | number>, number]>([
    ["chat", { "gen_ai.operation.name": "chat" }, 1],
    ["text completion", { "gen_ai.operation.name": "text_completion" }, 1],
    ["Google's", { "gen_ai.operation.name": "generate_content" }, 1],
    ["embeddings", { "gen_ai.operation.name": "embeddings" }, 1],
    ["agents", { "gen_ai.operation.name": "invoke_agent", "gen_ai.response.id": "r" }, 0],
    ["steps", { "gen_ai.operation.name": "agent_step" }, 0],
    ["tools", { "gen_ai.operation.name": "execute_tool" }, 0],
    ["workflows", { "gen_ai.operation.name": "invoke_workflow" }, 0],
    ["an operation nobody knows", { "gen_ai.operation.name": "dream" }, 0],
    ["the same with a response's id", { "gen_ai.operation.name": "dream", "gen_ai.response.id": "r" }, 1],
    ["no operation at all", {}, 1],
    ["Traceloop's workflows", { "traceloop.span.kind": "workflow" }, 0],
    ["OpenInference's LLM", { "openinference.span.kind": "LLM" }, 1],
    ["OpenInference's EMBEDDING", { "openinference.span.kind": "EMBEDDING" }, 1],
    ["OpenInference's CHAIN", { "openinference.span.kind": "CHAIN", "gen_ai.operation.name": "chat" }, 0],
    ["the AI SDK's request", { "ai.operationId": "ai.embedMany.doEmbed" }, 1],
    ["the AI SDK's whole", { "ai.operationId": "ai.embedMany" }, 0],
  ])("%s", (_, attributes, count) => {
    const { items, ignored } = read(traces([span(1, { ...usage, ...attributes })]));
    expect([items.length, ignored]).toEqual([count, 1 - count]);
  });

  test("spans of anything else are passed over", () => {
    expect(read(traces([span(1, { "http.request.method": "GET" })]))).toMatchObject({ items: [], ignored: 1 });
  });
});

describe("spans within spans", () => {
  const inner = chat({ "gen_ai.response.id": "inner" });
  test("of one request count once, however deep and in whatever order", () => {
    const nested = [
      span(4, inner, { parent: 3 }),
      span(3, { "http.request.method": "POST" }, { parent: 2 }),
      span(2, chat(), { parent: 1 }),
      span(1, chat({ "gen_ai.response.id": "outer" })),
    ];
    for (const spans of [nested, [...nested].reverse()])
      expect(records(traces(spans)).map((item) => item.record.id)).toEqual(["inner"]);
  });

  test("the inner ones may have come in an earlier line", () => {
    const lines = [
      traces([span(4, inner, { parent: 3 })]),
      traces([span(3, {}, { parent: 2 })]),
      traces([span(2, chat(), { parent: 1 })]),
      traces([span(1, chat())]),
      traces([span(1, chat(), { trace: 2 })]),
    ];
    const { items } = parse(lines.map((line) => JSON.stringify(line)).join("\n"));
    expect(items.map((item) => item.kind === "record" && item.record.id)).toEqual([
      "inner",
      expect.stringMatching(/^a+2:b+1$/),
    ]);
  });

  test("siblings are two requests", () => {
    const spans = [span(2, chat(), { parent: 1 }), span(3, chat(), { parent: 1 }), span(1, chat())];
    expect(records(traces(spans))).toHaveLength(2);
  });

  test("a span within one without usage leaves it out too", () => {
    const outer = { "gen_ai.operation.name": "embeddings", "gen_ai.request.model": "text-embedding-3-small" };
    const spans = [span(2, { ...outer, "gen_ai.usage.input_tokens": 8 }, { parent: 1 }), span(1, outer)];
    expect(records(traces(spans)).map((item) => item.record.tokens.input)).toEqual([8]);
  });

  test("one without usage within one with usage is left out", () => {
    const unknown = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5" };
    const step = { "gen_ai.operation.name": "agent_step" };
    const spans = [
      span(3, unknown, { parent: 2 }),
      span(2, step, { parent: 1 }),
      span(1, chat({ "gen_ai.response.id": "outer" })),
      span(4, unknown),
    ];
    const found = records(traces(spans)).map((item) => [item.record.id, item.record.uncertainties[0]]);
    expect(found).toEqual([
      ["outer", "cache_unknown"],
      [expect.stringMatching(/:b+4$/), "usage_missing"],
    ]);
  });

  test("the AI SDK's span around embeddings is left out wherever the request is", () => {
    const embeddings = { "gen_ai.operation.name": "embeddings", "gen_ai.request.model": "text-embedding-3-small" };
    expect(read(traces([span(1, embeddings)], "gen_ai")).items).toEqual([]);
    expect(read(traces([span(1, embeddings)], "another")).items).toHaveLength(1);
  });

  test("circles and spans that are their own parents end", () => {
    const spans = [span(1, chat(), { parent: 1 }), span(2, chat(), { parent: 3 }), span(3, chat(), { parent: 2 })];
    expect(records(traces(spans)).map((item) => item.record.id)).toEqual([expect.stringMatching(/b1$/)]);
  });
});

describe("identity", () => {
  test("the answer's id is the identity, else trace and span", () => {
    const ids = records(
      traces([span(1, chat({ "gen_ai.response.id": "chatcmpl-A1" })), span(2, chat()), span(3, chat(), { trace: 2 })]),
    ).map((item) => item.identity);
    expect(ids).toEqual([
      "id\nchatcmpl-A1",
      `id\n${"a".repeat(31)}1:${"b".repeat(15)}2`,
      `id\n${"a".repeat(31)}2:${"b".repeat(15)}3`,
    ]);
  });

  test("ids are hexadecimal of any case", () => {
    const one = span(0xabcdef, chat());
    const other = { ...one, traceId: one.traceId.toUpperCase(), spanId: one.spanId.toUpperCase() };
    expect(records(traces([one]))[0]?.identity).toBe(records(traces([other]))[0]?.identity);
  });

  test("an id that a server gives again and again is none", () => {
    const again = { "gen_ai.response.id": "chatcmpl-417" };
    const ids = records(
      traces([
        span(1, chat({ ...again, "gen_ai.provider.name": "ollama" })),
        span(2, chat({ ...again, "server.port": 11434 })),
        span(3, chat({ ...again, "server.port": 443 })),
      ]),
    ).map((item) => item.record.id);
    expect(ids).toEqual([expect.stringMatching(/:b+1$/), expect.stringMatching(/:b+2$/), "chatcmpl-417"]);
  });

  test("OpenInference keeps it in the answer, of which nothing else is taken", () => {
    const answer = { id: "chatcmpl-A1", object: "chat.completion", service_tier: "flex", choices: ["secret"] };
    const attributes = {
      "openinference.span.kind": "LLM",
      "llm.model_name": "gpt-5",
      "llm.token_count.prompt": 10,
      "llm.token_count.completion": 1,
      "output.value": JSON.stringify(answer),
    };
    const [item] = records(traces([span(1, attributes)]));
    expect(item?.record).toMatchObject({ id: "chatcmpl-A1", serviceTier: "flex", endpoint: "chat_completions" });
    expect(JSON.stringify(item)).not.toContain("secret");
  });
});

describe("usage that is not stated", () => {
  const asked = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-5" };
  test.each<[string, Record<string, string | number>, boolean, string[]]>([
    ["at all", {}, false, ["usage_missing"]],
    ["but as zeros", { "gen_ai.usage.input_tokens": 0, "gen_ai.usage.output_tokens": 0 }, false, ["usage_missing"]],
    ["of the input", { "gen_ai.usage.output_tokens": 10 }, false, ["usage_missing"]],
    ["of the output", { "gen_ai.usage.input_tokens": 10 }, false, ["output_lower_bound", "cache_unknown"]],
    ["when it broke off", { "error.type": "timeout" }, true, ["usage_missing"]],
    ["when it was refused", { "error.type": "429" }, true, []],
    ["when it was refused by name", { "error.type": "openai.RateLimitError" }, true, []],
  ])("%s", (_, attributes, failed, uncertainties) => {
    const read = record({ ...asked, ...attributes }, "test", { failed });
    expect(read.uncertainties).toEqual(uncertainties);
    expect(read.reported?.status).toBe(failed ? "error" : undefined);
  });

  test("streams are estimates to Traceloop, which does not say which calls were streams", () => {
    expect(record(chat(), "@traceloop/instrumentation-openai").uncertainties).toContain("estimated");
  });
});

describe("what is said about a call", () => {
  test("project, user and tags", () => {
    const attributes = chat({
      "user.id": "u_81",
      "ai.telemetry.functionId": "answer",
      "ai.telemetry.metadata.feature": "search",
      "ai.telemetry.metadata.sessionId": "s1",
      "traceloop.association.properties.customer_id": "c1",
      "outlay.tag.team": "growth",
      "outlay.tag.long": "x".repeat(200),
    });
    const document = traces([span(1, attributes)], "test", {
      "service.name": "shop",
      "deployment.environment.name": "production",
    });
    expect(records(document)[0]?.record).toMatchObject({
      project: "shop",
      user: "u_81",
      tags: { function: "answer", feature: "search", team: "growth", environment: "production" },
    });
    expect(Object.keys(records(document)[0]?.record.tags ?? {})).toHaveLength(4);
  });

  test("a project is better than the service's name, and no name is better than an unknown service", () => {
    const named = (attributes: Record<string, string>, resource: Record<string, string>) =>
      records(traces([span(1, chat(attributes))], "test", resource))[0]?.record.project;
    expect(named({ "outlay.project": "checkout" }, { "service.name": "shop" })).toBe("checkout");
    expect(named({}, { "service.name": "unknown_service:node" })).toBeNull();
    expect(named({}, {})).toBeNull();
  });

  test("many tags are cut, and stay the same", () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`outlay.tag.t${index}`, "x"]));
    expect(Object.keys(record(chat(many)).tags)).toHaveLength(16);
  });

  test.each([
    ["openai", "openai"],
    ["azure.ai.openai", "azure"],
    ["az.ai.inference", "azure"],
    ["aws.bedrock", "aws"],
    ["gcp.vertex_ai", "google"],
    ["openai.responses", "openai"],
    ["google.generative-ai", "google"],
    ["xai.chat", "x-ai"],
    ["mistral_ai", "mistral"],
    ["ibm.watsonx.ai", "ibm.watsonx.ai"],
    ["gateway", null],
  ])("provider %s is %s", (stated, provider) => {
    expect(record(chat({ "gen_ai.provider.name": stated })).provider).toBe(provider);
  });

  test("its own cost, the tier that answered, and the model that was asked", () => {
    const attributes = chat({ "openai.response.service_tier": "flex", "llm.cost.total": 0.0000025 });
    expect(record(attributes)).toMatchObject({
      serviceTier: "flex",
      reported: { cost: "0.0000025", costBasis: "computed_by_source", requestedModel: "gpt-4.1" },
    });
  });

  test("the time is when it ended, to the microsecond", () => {
    const time = record(chat(), "test", { endTimeUnixNano: "1795446027549001999" }).timestamp;
    expect(time).toBe(1_795_446_027_549_001);
  });
});

describe("rejected", () => {
  test.each<[string, Record<string, string | number>, Record<string, unknown>, string, string]>([
    [
      "without a model",
      { "gen_ai.request.model": "", "gen_ai.response.model": "" },
      {},
      "gen_ai.response.model",
      "missing",
    ],
    ["negative", { "gen_ai.usage.input_tokens": -1 }, {}, "gen_ai.usage.input_tokens", "negative"],
    ["in parts", { "gen_ai.usage.input_tokens": 1.5 }, {}, "gen_ai.usage.input_tokens", "not_whole"],
    ["without a time", {}, { endTimeUnixNano: "soon" }, "endTimeUnixNano", "not_a_time"],
    ["long ago", {}, { endTimeUnixNano: "100000000000000000" }, "timestamp", "timestamp_out_of_range"],
    ["without ids", {}, { spanId: "xyz" }, "spanId", "missing"],
  ])("%s", (_, attributes, some, field, code) => {
    const { items } = read(traces([span(1, chat(attributes), some), span(2, chat())]));
    expect(items).toMatchObject([
      { kind: "reject", field, code, message: expect.stringMatching(/span/) },
      { kind: "record" },
    ]);
  });
});

test("what is rejected can be mended and sent again, and its prompt is not kept", () => {
  const prompt = { "gen_ai.input.messages": "a secret ".repeat(200) };
  const document = traces([span(1, chat({ ...prompt, "gen_ai.usage.input_tokens": -7 }))], "test", {
    "service.name": "shop",
  });
  const { raw } = read(document).items[0] as { raw: string };
  expect(raw).not.toContain("secret");
  const [mended] = parse(raw.replace('"-7"', '"7"')).items;
  expect(mended).toMatchObject({ kind: "record", record: { project: "shop", tokens: { input: 7, output: 100 } } });
});

test("whatever a document holds, every span is a record, a reject or passed over", () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.boolean());
  const names = fc.constantFrom(...Object.keys(chat()), "ai.operationId", "openinference.span.kind", "output.value");
  const anySpan = fc
    .tuple(fc.nat(5), fc.nat(5), fc.dictionary(names, value), fc.jsonValue())
    .map(([id, parent, attributes, junk]) => ({ ...span(id, { ...chat(), ...attributes }, { parent }), events: junk }));
  fc.assert(
    fc.property(fc.array(anySpan, { maxLength: 8 }), (spans) => {
      const { items, ignored } = read(traces(spans));
      expect(items.length + ignored).toBe(spans.length);
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), (junk) => {
      read({
        resourceSpans: [{ resource: junk, scopeSpans: [{ scope: junk, spans: [junk, { attributes: junk }] }, junk] }],
      });
    }),
  );
});
