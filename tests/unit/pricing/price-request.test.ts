import { expect, test } from "vitest";
import { priceUsage } from "@/lib/pricing/price";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { priceAnswer, readPriceRequest } from "@/lib/pricing/price-request";
import { instant } from "../../support/usage";

const book = await loadPriceBook();
const NOW = instant("2026-11-24T12:00:00Z");

function answer(value: unknown) {
  const usage = readPriceRequest(value, NOW);
  return "kind" in usage ? usage : priceAnswer(priceUsage(book, usage));
}

test("prices the normal form, what is left out being 0, null and one request now", () => {
  const tokens = { input: 10000, cacheRead: 6000, output: 500 };
  expect(answer({ provider: "openai", model: "gpt-4.1-2025-04-14", tokens })).toEqual({
    cost: "0.015",
    receipt: {
      model: "gpt-4.1",
      provider: "openai",
      rule: "library matcher of openai",
      rateCard: {
        ...{ provider: "openai", model: "gpt-4.1", serviceTier: "default", region: null, context: "standard" },
        ...{ validFrom: null, validTo: null, window: null },
      },
      lines: [
        { class: "inputUncached", tokens: 4000, ratePerMillion: "2", cost: "0.008" },
        { class: "cacheRead", tokens: 6000, ratePerMillion: "0.5", cost: "0.003" },
        { class: "output", tokens: 500, ratePerMillion: "8", cost: "0.004" },
      ],
      source: { layer: "seed", name: "OpenAI, Compare models page", date: "2026-11-24" },
    },
  });
});

test("counts may be decimal strings of any size, and stay exact", () => {
  const tokens = { input: "90071992547409930", output: "1" };
  expect(answer({ model: "gpt-4.1-nano", tokens })).toMatchObject({
    cost: "9007199254.7409934",
    receipt: { lines: [{ tokens: "90071992547409930" }, { tokens: 1 }] },
  });
});

test("an interval has both its bounds and their receipts", () => {
  const usage = { model: "gemini-2.5-pro", requests: 10, tokens: { input: 1_000_000 } };
  expect(answer(usage)).toMatchObject({
    cost: null,
    interval: { low: "1.25", high: "2.5" },
    receipt: { rateCard: { context: "standard" } },
    highReceipt: { rateCard: { context: "> 200000" } },
  });
});

test("unknown is not zero", () => {
  expect(answer({ provider: "openai", model: "gpt-9", tokens: { input: 1 } })).toEqual({
    cost: null,
    unpriced: { reason: "unknown_model", message: 'the model "gpt-9" of openai is not in the price book' },
  });
});

test("the instant decides, with offset and to the microsecond", () => {
  const at = (timestamp: string | number) =>
    answer({ model: "gemini-3.6-flash", timestamp, tokens: { input: 1_000_000 } });
  expect(at("2026-12-31T23:59:59.999999Z")).toMatchObject({ cost: "0.75" });
  expect(at("2027-01-01T00:00:00Z")).toMatchObject({ cost: "1.5" });
  expect(at("2027-01-01T00:59:59+01:00")).toMatchObject({ cost: "0.75" });
  expect(at("2026-12-31T19:00:00-05:00")).toMatchObject({ cost: "1.5" });
  expect(at(1_798_761_600)).toMatchObject({ cost: "1.5" });
});

test.each([
  ["tokens.cacheRead", { input: 10, cacheRead: 11 }],
  ["tokens.cacheRead", { input: 10, cacheRead: 6, cacheWrite: 5 }],
  ["tokens.cacheWrite", { input: 10, cacheWrite: 11 }],
  ["tokens.cacheWriteByTtl", { input: 10, cacheWrite: 5, cacheWriteByTtl: { "1h": 6 } }],
  ["tokens.reasoning", { output: 10, reasoning: 11 }],
  ["tokens.audioInput", { input: 10, audioInput: 11 }],
  ["tokens.imageOutput", { output: 10, imageOutput: 11 }],
  ["tokens.cacheReadAudio", { input: 10, cacheRead: 5, audioInput: 1, cacheReadAudio: 2 }],
  ["tokens.input", { input: -1 }],
  ["tokens.input", { input: "-1" }],
  ["tokens.output", { output: 0.5 }],
  ["tokens.output", { output: "1.5" }],
  ["tokens.output", { output: "1.00000000000000000001" }],
  ["tokens.output", { output: 1e300 }],
  ["tokens.input", { input: "many" }],
  ["tokens.input", { input: true }],
  ["tokens.cacheWriteByTtl.1h", { input: 1, cacheWriteByTtl: { "1h": -1 } }],
  ["tokens.cacheRead", { input: "9007199254740993", cacheRead: "9007199254740994" }],
])("impossible usage names the field %s: %j", (field, tokens) => {
  expect(answer({ model: "gpt-4.1", tokens })).toMatchObject({ kind: "problem", possible: false, field });
});

test.each([
  ["requests", { requests: -1 }],
  ["requests", { requests: 1.5 }],
  ["calls.webSearch", { calls: { webSearch: -1 } }],
])("impossible %s", (field, more) => {
  const tokens = { input: 1 };
  expect(answer({ model: "gpt-4.1", tokens, ...more })).toMatchObject({ kind: "problem", possible: false, field });
});

test.each([
  ["", []],
  ["", null],
  ["", "gpt-4.1"],
  ["model", { tokens: { input: 1 } }],
  ["model", { model: 4, tokens: { input: 1 } }],
  ["model", { model: "x".repeat(257), tokens: { input: 1 } }],
  ["provider", { model: "gpt-4.1", provider: {}, tokens: { input: 1 } }],
  ["tokens", { model: "gpt-4.1" }],
  ["tokens", { model: "gpt-4.1", tokens: [1] }],
  ["tokens.input", { model: "gpt-4.1", tokens: {} }],
  ["tokens.input", { model: "gpt-4.1", tokens: { cacheRead: 0 } }],
  ["tokens.inputs", { model: "gpt-4.1", tokens: { input: 1, inputs: 1 } }],
  ["tokens.cacheWriteByTtl", { model: "gpt-4.1", tokens: { input: 1, cacheWriteByTtl: 5 } }],
  ["calls", { model: "gpt-4.1", tokens: { input: 1 }, calls: 3 }],
  ["timestamp", { model: "gpt-4.1", timestamp: "yesterday", tokens: { input: 1 } }],
  ["timestamp", { model: "gpt-4.1", timestamp: "2026-02-30T00:00:00Z", tokens: { input: 1 } }],
  ["endTimestamp", { model: "gpt-4.1", timestamp: 1_798_761_600, endTimestamp: 1_798_761_600, tokens: { input: 1 } }],
])("malformed usage names the field %j: %j", (field, value) => {
  expect(answer(value)).toMatchObject({ kind: "problem", possible: true, field });
});
