import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { RecordItem } from "@/lib/usage/formats/format";
import { promptSizesOf } from "@/lib/usage/formats/prompt-sizes";
import { sharedFile } from "../../../support/shared-files";
import { instant } from "../../../support/usage";
import { parse } from "../parse";

const sample = (name: string) => readFileSync(sharedFile("samples", name), "utf8");
const identities = (text: string) => parse(text).items.map((item) => (item as RecordItem).identity);
const page = (...results: unknown[]) => ({
  data: [{ starting_at: "2026-09-01T00:00:00Z", ending_at: "2026-09-02T00:00:00Z", results }],
  has_more: false,
  next_page: null,
});

describe("the console's token export", () => {
  const text = () => sample("17a_anthropic_console_tokens.csv");

  test("sums up UTC days without the number of requests; what is not available says nothing", () => {
    expect(parse(text()).items).toMatchObject([
      {
        grain: "aggregate",
        record: {
          timestamp: instant("2026-09-01T00:00:00Z"),
          endTimestamp: instant("2026-09-02T00:00:00Z"),
          model: "claude-opus-5",
          project: "Acme, Inc",
          apiKey: "Closer App",
          serviceTier: "standard",
          region: "global",
          tags: { context_window: "≤ 200k" },
          promptSizes: { above: 0, upTo: 200_000 },
          requests: null,
          tokens: { input: 62_950, cacheWrite: 15_969, cacheWriteByTtl: { "5m": 15_969 }, output: 16_932 },
        },
      },
      {
        record: {
          serviceTier: "batch",
          region: null,
          calls: { webSearch: 3 },
          tokens: { input: 2150, cacheRead: 2000 },
        },
      },
    ]);
  });

  test("of older days has no columns for places and speed, and does not tell times to live apart", () => {
    const old =
      "usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,usage_input_tokens_cache_write,usage_input_tokens_cache_read,usage_output_tokens\n" +
      "2025-01-05,claude-3-5-sonnet-20241022,k,w,standard,≤ 200k,100,40,10,5\n" +
      "2025-01-05,claude-3-5-haiku-20241022,k,w,standard,≤ 200k,100,0,10,5\n";
    expect(parse(old).items).toMatchObject([
      {
        record: {
          tokens: { input: 150, cacheWrite: 40, cacheWriteByTtl: {} },
          uncertainties: ["cache_write_ttl_unknown"],
        },
      },
      { record: { tokens: { input: 110 }, uncertainties: [] } },
    ]);
  });

  test("of a single day sums up hours", () => {
    const hours = text().replaceAll("2026-09-01,", "2026-09-01 02:00,");
    expect(parse(hours).items[0]).toMatchObject({
      record: { timestamp: instant("2026-09-01T02:00:00Z"), endTimestamp: instant("2026-09-01T03:00:00Z") },
    });
  });

  test("fast answers are a tier, and prompts of another size another sum", () => {
    const [fast] = parse(text().replace("0,global,", "0,global,fast")).items as RecordItem[];
    expect(fast?.record.serviceTier).toBe("fast");
    expect(identities(text().replace("≤ 200k", "> 200k"))[0]).not.toBe(identities(text())[0]);
  });

  test("wrong fields are named", () => {
    expect(
      parse(text().replace("46981", "-1").replace("2026-09-01,claude-haiku", "soon,claude-haiku")).items,
    ).toMatchObject([
      { kind: "reject", line: 2, field: "usage_input_tokens_no_cache", code: "negative" },
      { kind: "reject", line: 3, field: "usage_date_utc", code: "not_a_time" },
    ]);
  });
});

describe("the console's cost export", () => {
  test("is kept as billed, by kind of token; equal rows are parts of a sum", () => {
    const { items } = parse(sample("17b_anthropic_console_cost.csv"));
    expect(items).toMatchObject([
      {
        kind: "billed",
        billed: {
          amount: "0.05",
          currency: "USD",
          lineItem: "Claude Haiku 4.5, input_no_cache",
          model: "claude-haiku-4-5",
        },
      },
      { billed: { amount: "0.75", project: "Default", apiKey: "k2" } },
      { billed: { amount: "1.16" } },
      { billed: { amount: "0.07", lineItem: "web_search", model: null, serviceTier: null } },
    ]);
    const [, five, more] = items as { identity: string }[];
    expect(five?.identity).toBe(more?.identity);
  });

  test("names models as people do, with the day of a snapshot", () => {
    const header = "usage_date_utc,model,workspace,api_key,usage_type,token_type,cost_usd";
    const [item] = parse(`${header}\n2024-12-07,Claude 3.5 Sonnet 2024-10-22,,k,message,input_no_cache,0.01\n`).items;
    expect(item).toMatchObject({
      billed: { model: "claude-3-5-sonnet-20241022", lineItem: "Claude 3.5 Sonnet 2024-10-22, input_no_cache" },
    });
  });

  test("of 2024 has fewer columns", () => {
    const old =
      "usage_date_utc,model,workspace,api_key,usage_type,token_type,cost_usd\n2024-11-05,Claude 3.5 Sonnet,w,k,standard,output,1.2\n";
    expect(parse(old).items).toMatchObject([
      { billed: { amount: "1.2", model: "claude-3-5-sonnet", serviceTier: "standard" } },
    ]);
  });
});

describe("usage reports", () => {
  const result = () => JSON.parse(sample("18a_anthropic_usage_report.json")).data[0].results[0];

  test("state input without the cache, written tokens by time to live, and searches", () => {
    expect(parse(JSON.stringify(page(result()))).items).toMatchObject([
      {
        grain: "aggregate",
        record: {
          tokens: {
            input: 3200,
            cacheRead: 200,
            cacheWrite: 1500,
            cacheWriteByTtl: { "5m": 500, "1h": 1000 },
            output: 500,
          },
          calls: { webSearch: 10 },
          requests: null,
          project: "wrkspc_01",
          apiKey: "apikey_01Rj",
          region: "global",
          tags: { context_window: "0-200k" },
          promptSizes: { above: 0, upTo: 200_000 },
        },
      },
    ]);
  });

  test("may stand in an array, one a line, or be empty", () => {
    const other = { ...result(), model: "claude-haiku-4-5", speed: "fast", inference_geo: "not_available" };
    const expected = [...identities(JSON.stringify(page(result()))), ...identities(JSON.stringify(page(other)))];
    for (const text of [
      JSON.stringify([page(result()), page(other)]),
      `${JSON.stringify(page(result()))}\n${JSON.stringify(page(other))}`,
      JSON.stringify(page(result(), other), null, 2),
    ])
      expect(identities(text)).toEqual(expected);
    expect(parse(JSON.stringify(page(other))).items).toMatchObject([{ record: { serviceTier: "fast", region: null } }]);
    for (const empty of [page(), { data: [], has_more: false, next_page: null }])
      expect(parse(JSON.stringify(empty))).toEqual({ items: [], format: "anthropic-usage-report", ignored: 1 });
  });

  test("a wrong result is rejected alone, as a page that can be mended and sent again", () => {
    const { items } = parse(JSON.stringify(page({ ...result(), output_tokens: 0.5 }, {}, result())));
    expect(items).toMatchObject([
      { field: "output_tokens", code: "not_whole" },
      { code: "unknown_result" },
      { kind: "record" },
    ]);
    expect(parse((items[0] as { raw: string }).raw.replace("0.5", "7")).items).toMatchObject([
      { record: { tokens: { output: 7 } } },
    ]);
  });
});

test.each([
  ["123.78912", "1.2378912"],
  ["50", "0.50"],
  ["5", "0.05"],
  ["0", "0.00"],
  ["-12345.6", "-123.456"],
  ["100000000000000000.000000000000000000001", "1000000000000000.00000000000000000000001"],
])("%s cents in a cost report are $%s, to the last digit", (amount, dollars) => {
  const cost = {
    amount,
    currency: "USD",
    cost_type: "tokens",
    description: "Claude Sonnet 4.5 Usage - Input Tokens",
    model: "claude-sonnet-4-5",
  };
  const { items, format } = parse(JSON.stringify(page(cost)));
  expect(format).toBe("anthropic-cost-report");
  expect(items).toMatchObject([
    { kind: "billed", billed: { amount: dollars, lineItem: cost.description, model: cost.model } },
  ]);
});

test("an amount that is none is rejected", () => {
  const cost = { amount: "12 cents", currency: "USD", cost_type: "tokens" };
  expect(parse(JSON.stringify(page(cost))).items).toMatchObject([
    { kind: "reject", field: "amount", code: "not_an_amount" },
  ]);
});

test.each([
  ["≤ 200k", { above: 0, upTo: 200_000 }],
  ["<=200K", { above: 0, upTo: 200_000 }],
  ["> 200k", { above: 200_000, upTo: null }],
  ["0-200k", { above: 0, upTo: 200_000 }],
  ["200k-1M", { above: 200_000, upTo: 1_000_000 }],
  ["200k–1M", { above: 200_000, upTo: 1_000_000 }],
  ["long", null],
  ["", null],
])("the size of prompts %j", (text, sizes) => {
  expect(promptSizesOf(text)).toEqual(sizes);
});

test("a cost report's amounts are in cents, however they are written", () => {
  const cost = (amount: unknown) => ({ amount, currency: "USD", description: String(amount) });
  const { items } = parse(JSON.stringify(page(cost("1.2e-5"), cost(1.2e-7), cost("-12.5"), cost(12))));
  expect(items).toMatchObject(
    ["0.00000012", "0.0000000012", "-0.125", "0.12"].map((amount) => ({ kind: "billed", billed: { amount } })),
  );
});
