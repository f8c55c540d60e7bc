import { describe, expect, test } from "vitest";
import type { RecordItem } from "@/lib/usage/formats/format";
import { instant } from "../../../support/usage";
import { parse } from "../parse";

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");
const records = (...values: unknown[]) => parse(lines(...values)).items.map((item) => (item as RecordItem).record);
const usageMetadata = {
  promptTokenCount: 1200,
  cachedContentTokenCount: 1000,
  candidatesTokenCount: 80,
  thoughtsTokenCount: 300,
  toolUsePromptTokenCount: 50,
  totalTokenCount: 1630,
};
const response = {
  candidates: [{ finishReason: "STOP" }],
  modelVersion: "gemini-2.5-flash",
  responseId: "g1",
  createTime: "2026-11-03T09:14:07.120Z",
  usageMetadata,
};

test("thoughts count to the output, tool use to the input, and what was cached is within it", () => {
  expect(records(response)).toMatchObject([
    {
      id: "g1",
      provider: "google",
      endpoint: "generate_content",
      timestamp: instant("2026-11-03T09:14:07.120Z"),
      tokens: { input: 1250, cacheRead: 1000, output: 380, reasoning: 300 },
      uncertainties: [],
    },
  ]);
});

test("modalities are parts, cached ones included, also where the prompt's are not listed", () => {
  const cacheTokensDetails = [
    { modality: "AUDIO", tokenCount: 400 },
    { modality: "TEXT", tokenCount: 600 },
  ];
  const promptTokensDetails = [
    { modality: "AUDIO", tokenCount: 500 },
    { modality: "IMAGE", tokenCount: 100 },
    { modality: "DOCUMENT", tokenCount: 50 },
    { modality: "TEXT", tokenCount: 550 },
  ];
  expect(
    records(
      { ...response, usageMetadata: { ...usageMetadata, promptTokensDetails, cacheTokensDetails } },
      { ...response, usageMetadata: { ...usageMetadata, cacheTokensDetails } },
    ),
  ).toMatchObject([
    { tokens: { audioInput: 500, imageInput: 150, cacheReadAudio: 400 } },
    { tokens: { audioInput: 400, cacheReadAudio: 400 } },
  ]);
});

test.each([
  ["ON_DEMAND", "on_demand"],
  ["ON_DEMAND_FLEX", "flex"],
  ["ON_DEMAND_PRIORITY", "priority"],
  ["PROVISIONED_THROUGHPUT", "provisioned_throughput"],
  ["TRAFFIC_TYPE_UNSPECIFIED", null],
])("traffic of the type %s", (trafficType, serviceTier) => {
  expect(records({ ...response, usageMetadata: { ...usageMetadata, trafficType } })).toMatchObject([{ serviceTier }]);
});

describe("streams", () => {
  const part = (output: number, changes: object = {}) => ({
    ...response,
    candidates: [{ content: {} }],
    usageMetadata: { ...usageMetadata, candidatesTokenCount: output, totalTokenCount: 1550 + output, ...changes },
  });

  test("their parts share an identity, and all but the last are less than the whole", () => {
    const items = parse(lines(part(10), part(40, { totalTokenCount: 12 }), response)).items as RecordItem[];
    expect(new Set(items.map(({ identity }) => identity)).size).toBe(1);
    expect(items.map(({ record }) => record.tokens.output)).toEqual([310, 340, 380]);
    expect(items.map(({ record }) => record.uncertainties)).toEqual([
      ["output_lower_bound"],
      ["output_lower_bound"],
      [],
    ]);
  });

  test("of Vertex AI have parts that count nothing", () => {
    const { usageMetadata: _, ...silent } = part(1);
    const traffic = { ...silent, usageMetadata: { trafficType: "ON_DEMAND" } };
    const { items, ignored, format } = parse(lines(traffic, silent, response));
    expect(items).toMatchObject([{ line: 3, record: { tokens: { output: 380 } } }]);
    expect({ ignored, format }).toEqual({ ignored: 2, format: "gemini-responses" });
    expect(parse(lines({ ...response, usageMetadata: { trafficType: "ON_DEMAND" } })).items).toMatchObject([
      { kind: "reject", field: "usageMetadata.promptTokenCount", code: "missing" },
    ]);
  });

  describe("without an id", () => {
    const nameless = (value: object) => ({ ...value, responseId: undefined });
    const outputs = (...values: object[]) => {
      const { items, ignored } = parse(lines(...values.map(nameless)));
      const of = (item: RecordItem) => [item.line, item.record.tokens.output, item.record.uncertainties];
      return { records: (items as RecordItem[]).map(of), ignored };
    };

    test("their parts are one call with the last", () => {
      expect(outputs(part(10), part(40), response, response)).toEqual({
        records: [
          [3, 380, []],
          [4, 380, []],
        ],
        ignored: 2,
      });
    });

    test("one that broke off counts as far as it came, also before another", () => {
      const other = { ...part(20), usageMetadata: { ...part(20).usageMetadata, promptTokenCount: 1300 } };
      expect(outputs(part(10), part(40), other)).toEqual({
        records: [
          [2, 340, ["output_lower_bound"]],
          [3, 320, ["output_lower_bound"]],
        ],
        ignored: 1,
      });
    });
  });

  test("of the Live API count under another name", () => {
    const { candidatesTokenCount, ...rest } = usageMetadata;
    const live = {
      ...response,
      candidates: undefined,
      usageMetadata: { ...rest, responseTokenCount: candidatesTokenCount },
    };
    expect(records(live)).toMatchObject([{ tokens: { output: 380 } }]);
  });
});

test("a blocked prompt was read, and that is all; without a time it has that of the upload", () => {
  const blocked = {
    candidates: [],
    promptFeedback: { blockReason: "SAFETY" },
    usageMetadata: { promptTokenCount: 133, totalTokenCount: 133 },
    modelVersion: "gemini-2.5-flash",
    responseId: "g2",
  };
  expect(records(blocked)).toMatchObject([{ tokens: { input: 133, output: 0 }, uncertainties: ["time_of_upload"] }]);
});

test.each([
  [
    "usageMetadata.totalTokenCount",
    { usageMetadata: { ...usageMetadata, totalTokenCount: 1631 } },
    "part_exceeds_whole",
  ],
  ["usageMetadata.promptTokenCount", { usageMetadata: { ...usageMetadata, promptTokenCount: -1 } }, "negative"],
  ["tokens.cacheRead", { usageMetadata: { ...usageMetadata, cachedContentTokenCount: 1300 } }, "part_exceeds_whole"],
  ["modelVersion", { modelVersion: undefined }, "missing"],
])("%s is named when it is wrong", (field, changes, code) => {
  expect(parse(lines({ ...response, ...changes })).items).toMatchObject([{ kind: "reject", field, code }]);
});

test("thoughts that only the total contains", () => {
  const { thoughtsTokenCount: _, ...rest } = usageMetadata;
  expect(records({ ...response, usageMetadata: rest })).toMatchObject([
    { tokens: { input: 1250, output: 380, reasoning: 300 }, uncertainties: ["estimated"] },
  ]);
});

describe("batches", () => {
  const { createTime: _, ...untimed } = response;

  test("of the Gemini API are billed at their own tier; requests that failed say nothing", () => {
    const failed = { key: "b", error: { code: 400, message: "no" } };
    const { items, ignored } = parse(lines({ key: "a", response: untimed }, failed));
    expect(items).toMatchObject([{ record: { id: "g1", serviceTier: "batch" } }]);
    expect(ignored).toBe(1);
  });

  test("of Vertex AI too, and say when", () => {
    const around = { status: "", processed_time: "2026-11-03T09:14:07.358+00:00", request: { contents: [] } };
    const usage = { ...usageMetadata, trafficType: "ON_DEMAND" };
    const failed = { ...around, status: "Bad Request: {}", response: {} };
    const { items, ignored } = parse(lines({ ...around, response: { ...untimed, usageMetadata: usage } }, failed));
    expect(items).toMatchObject([
      { record: { serviceTier: "batch", timestamp: instant("2026-11-03T09:14:07.358Z"), uncertainties: [] } },
    ]);
    expect(ignored).toBe(1);
  });
});
