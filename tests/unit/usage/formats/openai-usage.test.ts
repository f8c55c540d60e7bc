import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { RecordItem } from "@/lib/usage/formats/format";
import { sharedFile } from "../../../support/shared-files";
import { parse } from "../parse";

const TIMES = "start_time,end_time,start_time_iso,end_time_iso";
const DAY = "1788220800,1788307200,2026-09-01T00:00:00+00:00,2026-09-02T00:00:00+00:00";
const sample = (name: string) => readFileSync(sharedFile("samples", name), "utf8");
const page = (...results: unknown[]) => ({
  object: "page",
  data: [{ object: "bucket", start_time: 1788220800, end_time: 1788307200, results }],
  has_more: false,
  next_page: null,
});
const identities = (text: string) => parse(text).items.map((item) => (item as RecordItem).identity);

describe.each([
  ["embeddings", "num_model_requests,model,input_tokens", "3,text-embedding-3-small,20", { input: 20 }, {}, 3],
  ["moderations", "num_model_requests,model,input_tokens", "3,omni-moderation-latest,20", { input: 20 }, {}, 3],
  ["images", "num_model_requests,model,images,size", "2,dall-e-3,4,1024x1024", {}, { images: 4 }, 2],
  ["audio_speeches", "num_model_requests,model,characters", "1,tts-1,450", {}, { characters: 450 }, 1],
  ["audio_transcriptions", "num_model_requests,model,seconds", "1,whisper-1,61.0", {}, { audioSeconds: 61 }, 1],
  ["vector_stores", "project_id,usage_bytes", "proj_a,1024", {}, { storedBytes: 1024 }, null],
  ["code_interpreter_sessions", "project_id,num_sessions", "proj_a,7", {}, { codeInterpreterSessions: 7 }, 7],
  ["file_searches", "project_id,vector_store_id,num_requests", "proj_a,vs_1,5", {}, { fileSearch: 5 }, 5],
  ["web_searches", "model,context_level,num_requests", "gpt-4.1,medium,6", {}, { webSearch: 6 }, 6],
] as const)("%s", (endpoint, columns, row, tokens, calls, requests) => {
  const names = columns.split(",");
  const values = row.split(",");
  const csv = `${TIMES},${columns}\n${DAY},${row}\n`;
  const result = {
    object: `organization.usage.${endpoint}.result`,
    ...Object.fromEntries(names.map((name, index) => [name, Number(values[index]) || values[index]])),
  };

  test("the export's row, as CSV and as TSV, and the API's result are one and the same aggregate", () => {
    const { items, format } = parse(csv);
    expect(format).toBe("openai-usage-csv");
    expect(items).toMatchObject([
      { kind: "record", grain: "aggregate", record: { provider: "openai", endpoint, requests, tokens, calls } },
    ]);
    const api = parse(JSON.stringify(page(result)));
    expect(api.format).toBe("openai-usage-api");
    for (const other of [parse(csv.replaceAll(",", "\t")), api]) {
      expect(other.items.map((item) => ({ ...item, line: 2 }))).toEqual(items);
    }
  });
});

test("dimensions that only some endpoints have tell rows apart", () => {
  const images = (size: string) => ({
    object: "organization.usage.images.result",
    images: 1,
    num_model_requests: 1,
    size,
  });
  const [small, large] = identities(JSON.stringify(page(images("256x256"), images("1024x1024"))));
  expect(small).not.toBe(large);
  expect(parse(JSON.stringify(page(images("256x256")))).items).toMatchObject([
    { record: { tags: { size: "256x256" } } },
  ]);
});

test("rows of times only are empty buckets", () => {
  const { items, ignored } = parse(`${TIMES},num_model_requests,model,input_tokens\n${DAY},,,\n`);
  expect({ items, ignored }).toEqual({ items: [], ignored: 1 });
});

test("pages may stand in an array, one a line, printed over lines or as lone buckets", () => {
  const one = JSON.parse(sample("04a_openai_usage_api_completions.json"));
  const two = JSON.parse(sample("04b_openai_usage_api_embeddings.json"));
  const expected = [one, two].flatMap((value) => identities(JSON.stringify(value)));
  expect(expected).toHaveLength(3);
  for (const text of [
    JSON.stringify([one, two]),
    JSON.stringify([one, two], null, 2),
    `${JSON.stringify(one)}\n${JSON.stringify(two)}\n`,
    `${JSON.stringify(one, null, 2)}\n${JSON.stringify(two, null, 2)}\n`,
    JSON.stringify([...one.data, ...two.data]),
  ]) {
    expect(identities(text)).toEqual(expected);
    expect(parse(text).format).toBe("openai-usage-api");
  }
});

test("pages without results are taken and say nothing", () => {
  for (const value of [page(), { object: "page", data: [], has_more: false, next_page: null }])
    expect(parse(JSON.stringify(value))).toEqual({ items: [], format: "openai-usage-api", ignored: 1 });
});

test("batch is a tier of its own, and what was not grouped by says nothing", () => {
  const result = {
    object: "organization.usage.completions.result",
    num_model_requests: 1,
    input_tokens: 5,
    output_tokens: 1,
  };
  const { items } = parse(
    JSON.stringify(
      page({ ...result, batch: true, service_tier: "default", model: "gpt-4.1" }, { ...result, batch: null }),
    ),
  );
  expect(items).toMatchObject([
    { record: { serviceTier: "batch", model: "gpt-4.1" } },
    { record: { serviceTier: null, model: "", project: null, uncertainties: ["cache_unknown"] } },
  ]);
});

test("a wrong result is rejected alone, as a page that can be mended and sent again", () => {
  const good = { object: "organization.usage.embeddings.result", num_model_requests: 1, input_tokens: 5, model: "a" };
  const { items } = parse(
    JSON.stringify(page(good, { ...good, input_tokens: -5 }, { object: "organization.usage.dreams.result" }, null)),
  );
  expect(items.map((item) => item.kind)).toEqual(["record", "reject", "reject", "reject"]);
  expect(items).toMatchObject([
    {},
    { field: "input_tokens", code: "negative" },
    { field: "object", code: "unknown_result" },
    { code: "not_an_object" },
  ]);
  const [, reject] = items as { raw: string }[];
  expect(parse((reject as { raw: string }).raw.replace("-5", "6")).items).toMatchObject([
    { record: { tokens: { input: 6 } } },
  ]);
});

test("what the Costs API says was billed is what the cost export says", () => {
  const { items } = parse(sample("04c_openai_costs_api.json"));
  expect(items).toMatchObject([
    { kind: "billed", billed: { amount: "0.06", currency: "USD", model: "gpt-5.6-2026-06-11", project: "proj_abc" } },
    { kind: "billed", billed: { amount: "0.75", lineItem: "Web search", model: null } },
  ]);
  const csv =
    `${TIMES},amount_value,amount_currency,line_item,project_id\n` +
    `${DAY},0.06,usd,"gpt-5.6-2026-06-11, input_tokens",proj_abc\n${DAY},0.75,usd,Web search,\n`;
  expect(identities(csv)).toEqual(identities(sample("04c_openai_costs_api.json")));
});

describe("the older activity data", () => {
  test("counts tokens, images, seconds and characters by the minute", () => {
    const { items } = parse(sample("03a_openai_v1_usage_legacy.json"));
    expect(items).toMatchObject([
      {
        record: {
          model: "gpt-4o-2024-08-06",
          tokens: { input: 3100, cacheRead: 1024 },
          requests: 1,
          uncertainties: [],
        },
      },
      { record: { project: "Default", apiKey: "k" } },
      { record: { model: "dall-e-3", endpoint: "images", calls: { images: 1 }, tags: { size: "1024x1024" } } },
      { record: { model: "whisper-1", calls: { audioSeconds: 2 }, requests: 1 } },
    ]);
    for (const item of items) {
      const { record } = item as RecordItem;
      expect((record.endTimestamp ?? 0) - record.timestamp).toBe(60_000_000);
    }
  });

  test("rows that count nothing known are rejected with their section", () => {
    const value = { object: "list", data: [], dalle_api_data: [], ft_data: [{ timestamp: 1730696460, epochs: 3 }] };
    const { items } = parse(JSON.stringify(value));
    expect(items).toMatchObject([{ kind: "reject", code: "unknown_row" }]);
    expect(JSON.parse((items[0] as { raw: string }).raw)).toMatchObject({ ft_data: [{ epochs: 3 }] });
  });

  test.each([
    ["inside the totals", 300, { input: 1000, output: 200, audioInput: 300 }, ["inclusive_assumed"]],
    ["beside them, when it cannot be inside", 1500, { input: 2500, output: 210, audioInput: 1500 }, []],
  ])("audio is taken as %s", (_, audio, tokens, uncertainties) => {
    const row = {
      aggregation_timestamp: 1730696460,
      snapshot_id: "gpt-4o-realtime-preview",
      n_context_tokens_total: 1000,
      n_cached_context_tokens_total: 0,
      n_generated_tokens_total: 200,
      n_context_audio_tokens_total: audio,
      n_generated_audio_tokens_total: 10,
    };
    const { items } = parse(JSON.stringify({ object: "list", data: [row] }));
    expect(items).toMatchObject([{ record: { tokens, uncertainties } }]);
  });
});

test("an export of days without usage has columns of times only; others of its form are not passed over", () => {
  const header = "start_time,end_time,start_time_iso,end_time_iso";
  const day = "1785542400,1785628800,2026-08-01T00:00:00+00:00,2026-08-02T00:00:00+00:00";
  expect(parse(`${header}\n${day}\n`)).toEqual({ items: [], ignored: 1, format: "openai-cost-csv" });
  expect(parse(`${header},gadgets\n${day},\n${day},7\n`)).toMatchObject({
    items: [{ kind: "reject", code: "unknown_row", line: 3 }],
    ignored: 1,
  });
});

test("exports of 2026 state cache writes, and columns without a meaning yet", () => {
  const text =
    "start_time,end_time,project_id,num_model_requests,model,batch,service_tier,compute_units,input_tokens,output_tokens,input_cached_tokens,input_cache_write_tokens,input_uncached_tokens,input_text_tokens,output_text_tokens,input_cached_text_tokens\n" +
    "1788134400,1788220800,p,4.0,gpt-5.6,False,incentivized-tier,,31422.0,29.0,1000.0,400.0,30022.0,30022.0,29.0,1000.0\n";
  expect(parse(text).items).toMatchObject([
    {
      record: {
        serviceTier: "incentivized-tier",
        tokens: { input: 31_422, cacheRead: 1000, cacheWrite: 400, output: 29 },
      },
    },
  ]);
});
