import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { RecordItem } from "@/lib/usage/formats/format";
import { keyValues } from "../../../support/otlp";
import { sharedFile } from "../../../support/shared-files";
import { parse } from "../parse";

interface Point {
  type: string;
  sum: number;
  count?: number;
  time?: string;
  start?: string;
  model?: string;
}

function metrics(points: readonly Point[], temporality = 2, name = "gen_ai.client.token.usage") {
  const dataPoints = points.map(
    ({ type, sum, count = 1, time = "1795445960", start = "1795445950", model = "gpt-5" }) => ({
      attributes: keyValues({
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": model,
        ...(type === "" ? {} : { "gen_ai.token.type": type }),
      }),
      ...{ count: String(count), sum, startTimeUnixNano: `${start}000000000`, timeUnixNano: `${time}000000000` },
    }),
  );
  const histogram = { aggregationTemporality: temporality, dataPoints };
  const resource = { attributes: keyValues({ "service.name": "shop" }) };
  return { resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: "x" }, metrics: [{ name, histogram }] }] }] };
}

const read = (...documents: unknown[]) => parse(documents.map((one) => JSON.stringify(one)).join("\n"));
const records = (...documents: unknown[]) => read(...documents).items as RecordItem[];

test("input and output of a counter are one aggregate over its life", () => {
  const [item, ...others] = records(
    metrics([
      { type: "input", sum: 500, count: 3 },
      { type: "output", sum: 50, count: 3 },
    ]),
  );
  expect(others).toEqual([]);
  expect(item?.record).toMatchObject({
    ...{ provider: "openai", model: "gpt-5", project: "shop", requests: 3, uncertainties: ["cache_unknown"] },
    ...{ timestamp: 1_795_445_950_000_000, endTimestamp: 1_795_445_960_000_000 },
    tokens: { input: 500, output: 50 },
  });
});

describe("identity", () => {
  const early = [
    { type: "input", sum: 500 },
    { type: "output", sum: 50 },
  ];
  const later = [
    { type: "input", sum: 900, time: "1795445970" },
    { type: "output", sum: 90, time: "1795445970" },
  ];

  test("a cumulative counter read again is the same, with what it says then", () => {
    const [one, two] = records(metrics(early), metrics(later));
    expect(one?.identity).toBe(two?.identity);
    expect(one?.grain).toBe("request");
    expect(two?.record.tokens.input).toBe(900);
  });

  test("counters of changes are one for each interval", () => {
    const [one, two, again] = records(metrics(early, 1), metrics(later, 1), metrics(later, 1));
    expect(one?.identity).not.toBe(two?.identity);
    expect(two?.identity).toBe(again?.identity);
  });

  test("another start, model or service is another counter", () => {
    const other = metrics(early);
    const services = structuredClone(other);
    (services.resourceMetrics[0] as (typeof other.resourceMetrics)[0]).resource.attributes = keyValues({
      "service.name": "b",
    });
    const restarted = metrics(early.map((point) => ({ ...point, start: "1795445951" })));
    const ofOtherModel = metrics(early.map((point) => ({ ...point, model: "gpt-4.1" })));
    const identities = records(other, services, restarted, ofOtherModel).map((item) => item.identity);
    expect(new Set(identities).size).toBe(4);
  });
});

test.each([
  ["no whole sum", [{ type: "input", sum: 1.5 }], "sum", "not_whole"],
  ["a time that is none", [{ type: "input", sum: 1, time: "x" }], "timeUnixNano", "not_a_time"],
  ["no model", [{ type: "input", sum: 1, model: "" }], "gen_ai.request.model", "missing"],
])("%s is rejected", (_, points, field, code) => {
  expect(read(metrics(points)).items).toMatchObject([
    { kind: "reject", field, code, raw: expect.stringMatching(/^\{/) },
  ]);
});

test("other metrics are passed over", () => {
  expect(read(metrics([{ type: "input", sum: 1 }], 2, "http.server.duration"))).toMatchObject({
    items: [],
    ignored: 1,
  });
});

test("the sample read again is nothing new", () => {
  const sample = readFileSync(sharedFile("samples", "12f_otlp_metrics_gen_ai_client_token_usage_captured.json"));
  const identities = parse(Buffer.concat([sample, Buffer.from("\n"), sample])).items.map(
    (item) => (item as RecordItem).identity,
  );
  expect(identities).toHaveLength(8);
  expect(new Set(identities).size).toBe(4);
});

test("temporality may be stated by its name", () => {
  const named = (time: string) => {
    const document = metrics([{ type: "input", sum: 500, time }]);
    const histogram = document.resourceMetrics[0]?.scopeMetrics[0]?.metrics[0]?.histogram as object;
    Object.assign(histogram, { aggregationTemporality: "AGGREGATION_TEMPORALITY_DELTA" });
    return document;
  };
  const [one, two] = records(named("1795445960"), named("1795445970"));
  expect(one?.identity).not.toBe(two?.identity);
});

describe("Claude Code's counter", () => {
  const point = (type: string, count: number | string, some: object = {}) => ({
    attributes: keyValues({ type, model: "claude-opus-5", "session.id": "s", "user.email": "ada@acme.test", ...some }),
    ...{ asDouble: count, startTimeUnixNano: "1795445950000000000", timeUnixNano: "1795445960000000000" },
  });
  const document = (...dataPoints: object[]) => ({
    resourceMetrics: [
      {
        resource: { attributes: keyValues({ "service.name": "claude-code" }) },
        scopeMetrics: [
          { metrics: [{ name: "claude_code.token.usage", sum: { aggregationTemporality: 1, dataPoints } }] },
        ],
      },
    ],
  });

  test("is an aggregate by model and session, with an input that leaves out the cache", () => {
    const points = [
      point("input", 8),
      point("output", 1002),
      point("cacheRead", 118_243),
      point("cacheCreation", 9254),
    ];
    const [item, other, ...none] = records(
      document(...points, point("input", 5, { model: "claude-haiku-4-5", speed: "fast" })),
    );
    expect(none).toEqual([]);
    expect(item?.record).toMatchObject({
      ...{
        provider: "anthropic",
        model: "claude-opus-5",
        project: "claude-code",
        user: "ada@acme.test",
        requests: null,
      },
      ...{ timestamp: 1_795_445_950_000_000, endTimestamp: 1_795_445_960_000_000 },
      tokens: { input: 127_505, cacheRead: 118_243, cacheWrite: 9254, output: 1002 },
      uncertainties: ["cache_write_ttl_unknown"],
    });
    expect(other?.record).toMatchObject({ model: "claude-haiku-4-5", serviceTier: "fast", tokens: { input: 5 } });
  });

  test("wrong counts, times and models are named", () => {
    const { startTimeUnixNano: _, ...untimed } = point("input", 1);
    expect(
      read(document(point("input", -1)), document(untimed), document(point("input", 1, { model: "" }))).items,
    ).toMatchObject([
      { kind: "reject", field: "asDouble", code: "negative" },
      { kind: "reject", field: "timeUnixNano", code: "not_a_time" },
      { kind: "reject", field: "model", code: "missing" },
    ]);
  });
});
