import { expect, test } from "vitest";
import { usdString } from "@/lib/pricing/money";
import { type PriceableUsage, priceUsage } from "@/lib/pricing/price";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { readPriceRequest } from "@/lib/pricing/price-request";
import { rateCardFromJson, rateCardToJson } from "@/lib/pricing/rate-card";
import { receiptToJson } from "@/lib/pricing/receipt";
import { instant, request } from "../../support/usage";

const book = await loadPriceBook();

function cost(usage: PriceableUsage): string {
  const outcome = priceUsage(book, usage);
  if (outcome.kind === "priced") return usdString(outcome.cost);
  return outcome.kind === "interval" ? `${usdString(outcome.low)}..${usdString(outcome.high)}` : outcome.reason;
}

test("the worked example: 10,000 in, 60% cached, 500 out", () => {
  const usage = { input: 10_000n, cacheRead: 6000n, output: 500n };
  expect(cost(request("openai", "gpt-4.1", usage))).toBe("0.015");
  expect(cost(request("openai", "gpt-5", usage))).toBe("0.01075");
});

test("a million equal requests cost a million times one, to the last digit", () => {
  const outcome = priceUsage(book, request("openai", "gpt-4.1-mini", { input: 2006n, cacheRead: 1920n, output: 718n }));
  expect(outcome.kind === "priced" && usdString((outcome.cost * 1_000_000n) as never)).toBe("1375.2");
});

test("service tiers are cards of their own; one without a card is unpriced", () => {
  const usage = { input: 1_000_000n, output: 1_000_000n };
  const tier = (model: string, serviceTier: string) => cost({ ...request("openai", model, usage), serviceTier });
  expect(tier("gpt-4.1", "priority")).toBe("17.5");
  expect(tier("gpt-4.1", "batch")).toBe("5");
  expect(tier("gpt-4.1", "flex")).toBe("no_card_for_service_tier");
  expect(tier("gpt-5-mini", "priority")).toBe("4.05");
  expect(tier("gpt-4.1", "standard")).toBe("10");
});

test("a tier without a cached rate bills cached tokens as input", () => {
  const usage = request("openai", "gpt-4.1", { input: 1000n, cacheRead: 1000n });
  expect(cost({ ...usage, serviceTier: "batch" })).toBe("0.001");
});

test.each([
  ["openai", "gpt-5.4", 272_000n, "0.68"],
  ["openai", "gpt-5.4", 272_001n, "1.360005"],
  ["google", "gemini-2.5-pro", 200_000n, "0.25"],
  ["google", "gemini-2.5-pro", 200_001n, "0.5000025"],
  ["x-ai", "grok-4.3", 199_999n, "0.24999875"],
  ["x-ai", "grok-4.3", 200_000n, "0.5"],
])("long context: %s %s with %s tokens of prompt costs %s", (provider, model, input, expected) => {
  expect(cost(request(provider, model, { input }))).toBe(expected);
});

test("an aggregate is placed by its total and its mean, and is an interval in between", () => {
  const aggregate = (input: bigint, requests: number) =>
    cost({ ...request("google", "gemini-2.5-pro", { input }), requests });
  expect(aggregate(200_000n, 10)).toBe("0.25");
  expect(aggregate(2_000_010n, 10)).toBe("5.000025");
  expect(aggregate(1_000_000n, 10)).toBe("1.25..2.5");
});

test("an aggregate whose source says how long its prompts were is placed by that, unless its figures say otherwise", () => {
  const aggregate = (above: number, upTo: number | null, input = 1_000_000n, requests: number | null = null) =>
    cost({ ...request("google", "gemini-2.5-pro", { input }), requests, promptSizes: { above, upTo } });
  expect(aggregate(0, 200_000)).toBe("1.25");
  expect(aggregate(200_000, 1_000_000)).toBe("2.5");
  expect(aggregate(200_000, null)).toBe("2.5");
  expect(aggregate(0, 200_001)).toBe("1.25..2.5");
  expect(aggregate(128_000, null)).toBe("1.25..2.5");
  expect(aggregate(200_000, null, 200_000n)).toBe("0.25");
  expect(aggregate(0, 200_000, 2_000_010n, 10)).toBe("5.000025");
});

test.each([
  ["2026-08-16T15:59:59Z", "0.14"],
  ["2026-08-16T16:00:00Z", "0.22"],
  ["2026-08-17T00:59:59Z", "0.22"],
  ["2026-08-17T01:00:00Z", "0.44"],
  ["2026-08-17T04:00:00Z", "0.22"],
  ["2026-08-17T06:00:00Z", "0.44"],
  ["2026-08-17T09:59:59Z", "0.44"],
  ["2026-08-17T10:00:00Z", "0.22"],
  ["2026-08-22T07:00:00Z", "0.22"],
  ["2026-08-14T07:00:00Z", "0.14"],
])("DeepSeek V4 flash at %s costs %s per million", (at, expected) => {
  expect(cost(request("deepseek", "deepseek-v4-flash", { input: 1_000_000n }, at))).toBe(expected);
});

test("Anthropic cache writes by time to live; the unnamed rest has the shortest", () => {
  const usage = { input: 3000n, cacheWrite: 3000n, cacheWriteByTtl: { "1h": 1000n, "5m": 1000n } };
  expect(cost(request("anthropic", "claude-sonnet-4-5", usage))).toBe("0.0135");
});

test.each(["constructor", "__proto__", "toString"])("%s is no time to live, no call, no prefix and no tier", (name) => {
  const own = <Count>(count: Count) => Object.fromEntries([[name, count]]);
  const writing = request("anthropic", "claude-sonnet-4-5", { input: 10n, cacheWrite: 10n, cacheWriteByTtl: own(10n) });
  expect(cost(writing)).toBe("no_rate_for_class");
  const gpt = request("openai", "gpt-4.1", { input: 10n });
  expect(cost({ ...gpt, calls: own(1n) })).toBe("no_fee_for_call");
  expect(cost({ ...gpt, serviceTier: name })).toBe("no_card_for_service_tier");
  expect(cost({ ...gpt, region: name })).toBe("0.00002");
  expect(cost({ ...gpt, provider: null, model: `${name}/gpt-4.1` })).toBe("unknown_model");
  const body = `{"model":"gpt-4.1","tokens":{"input":1},"calls":{"${name}":2}}`;
  expect(readPriceRequest(JSON.parse(body), gpt.timestamp)).toMatchObject({ calls: own(2n) });
});

test("a time to live nobody has a rate for is unpriced", () => {
  const usage = { input: 10n, cacheWrite: 10n, cacheWriteByTtl: { "7d": 10n } };
  expect(cost(request("anthropic", "claude-sonnet-4-5", usage))).toBe("no_rate_for_class");
});

test("cache writes of a model without a rate for them are plain input", () => {
  expect(cost(request("openai", "gpt-4.1", { input: 1000n, cacheWrite: 1000n }))).toBe("0.002");
});

test("regions multiply exactly, only where the provider says so", () => {
  const usage = { input: 100_000n };
  const region = (provider: string, model: string, name: string) =>
    cost({ ...request(provider, model, usage), region: name });
  expect(region("openai", "gpt-5.5", "eu")).toBe("0.55");
  expect(region("openai", "gpt-4.1", "eu")).toBe("0.2");
  expect(region("anthropic", "claude-sonnet-4-5", "us")).toBe("0.3");
  expect(region("anthropic", "claude-opus-4-6", "us")).toBe("0.55");
  expect(region("anthropic", "claude-opus-4-6", "global")).toBe("0.5");
});

test("calls with a fee are lines of their own", () => {
  const usage = request("openai", "gpt-4.1", { input: 1000n });
  expect(cost({ ...usage, calls: { webSearch: 3n } })).toBe("0.032");
  expect(cost({ ...usage, calls: { teleport: 1n } })).toBe("no_fee_for_call");
});

test("a fee for every request is a line of its own, and needs their number", () => {
  const usage = request("perplexity", "sonar", { input: 1_000_000n });
  expect(cost(usage)).toBe("1.012");
  expect(cost({ ...usage, requests: 5 })).toBe("1.06");
  expect(cost({ ...usage, requests: null })).toBe("request_count_unknown");
});

test("audio and images have rates of their own where the model has them", () => {
  const million = 1_000_000n;
  const audio = { input: million, audioInput: million };
  expect(cost(request("google", "gemini-2.5-flash", audio))).toBe("1");
  expect(cost(request("google", "gemini-2.5-flash", { ...audio, cacheRead: million, cacheReadAudio: million }))).toBe(
    "0.1",
  );
  expect(cost(request("openai", "gpt-4.1", audio))).toBe("2");
  expect(cost(request("openai", "gpt-audio", { output: million, audioOutput: million }))).toBe("64");
  const image = { input: million, imageInput: million, cacheRead: million, cacheReadImage: million };
  expect(cost(request("openai", "gpt-image-1", image))).toBe("2.5");
  // No cached audio rate: cached audio is audio, not text.
  expect(cost(request("openai", "gpt-audio", { ...audio, cacheRead: million, cacheReadAudio: million }))).toBe("32");
  expect(cost(request("google", "gemini-2.5-flash-image", { output: million, imageOutput: 400_000n }))).toBe("13.5");
});

test("reasoning is billed as output, or at its own rate where a model has one", () => {
  const usage = { output: 1_000_000n, reasoning: 600_000n };
  expect(cost(request("openai", "gpt-5", usage))).toBe("10");
  expect(cost(request("perplexity", "sonar-deep-research", usage))).toBe("5");
  expect(cost(request("perplexity", "sonar-deep-research", { ...usage, audioOutput: 500_000n }))).toBe("5.5");
});

test("a class without a rate is unpriced, not free", () => {
  expect(cost(request("openai", "text-embedding-3-small", { input: 1_000_000n }))).toBe("0.02");
  expect(cost(request("openai", "text-embedding-3-small", { input: 1n, output: 1n }))).toBe("no_rate_for_class");
});

test("a published rate with more than nine decimals is not used", () => {
  const usage = { input: 1_000_000n, output: 0n };
  expect(cost(request("openrouter", "google/gemini-2.5-flash-lite", usage))).toBe("0.1");
  const writing = { ...usage, cacheWrite: 10n };
  expect(cost(request("openrouter", "google/gemini-2.5-flash-lite", writing))).toBe("rate_not_exact");
});

test("where sources disagree on a tier's rate, what needs it is unpriced", () => {
  const flex = (cacheRead: bigint) => ({
    ...request("openai", "o4-mini", { input: 1_000_000n, cacheRead }),
    serviceTier: "flex",
  });
  expect(cost(flex(0n))).toBe("0.55");
  expect(cost(flex(1n))).toBe("rate_disputed");
  const terra = { ...request("openai", "gpt-5.6-terra", { input: 1n }), serviceTier: "batch" };
  expect(cost(terra)).toBe("rate_disputed");
  expect(cost({ ...terra, tokens: request("openai", "", {}).tokens })).toBe("0");
  expect(cost({ ...request("openai", "gpt-5-nano", { input: 1n }), serviceTier: "priority" })).toBe(
    "no_card_for_service_tier",
  );
});

test("priority on GPT-5.5 is 2.5 times the standard rates, with what another source has in the receipt", () => {
  const usage = { input: 200_000n, cacheRead: 100_000n, output: 1_000_000n };
  const outcome = priceUsage(book, { ...request("openai", "gpt-5.5", usage), serviceTier: "priority" });
  if (outcome.kind !== "priced") throw new Error(outcome.kind);
  expect(usdString(outcome.cost)).toBe("76.375");
  expect(receiptToJson(outcome.receipt).source.note).toContain("LiteLLM has 10, 1 and 60");
});

test("cache writes in a tier are unpriced where the model asks more for them than for input", () => {
  const writing = (model: string, cacheWriteByTtl = {}) =>
    cost({ ...request("openai", model, { input: 10n, cacheWrite: 10n, cacheWriteByTtl }), serviceTier: "batch" });
  expect(writing("gpt-5.6-sol")).toBe("no_rate_for_class");
  expect(writing("gpt-5.6-sol", { "30m": 10n })).toBe("no_rate_for_class");
  expect(writing("gpt-5.4")).toBe("0.0000125");
});

test("a tier's long prompts have no rate, and other sellers of a model none of its tiers", () => {
  const tier = (provider: string, model: string, input: bigint) => ({
    ...request(provider, model, { input }),
    serviceTier: "Flex",
  });
  expect(cost(tier("openai", "gpt-5.4", 272_000n))).toBe("0.34");
  expect(cost(tier("openai", "gpt-5.4", 272_001n))).toBe("no_long_context_rate");
  expect(cost(tier("azure", "gpt-5.4", 1n))).toBe("no_card_for_service_tier");
  expect(cost(tier("anthropic", "claude-opus-4-6", 1n))).toBe("no_card_for_service_tier");
});

test.each([null, "", "default", "standard", "auto", " Default "])("%j is the standard tier", (serviceTier) => {
  expect(cost({ ...request("openai", "gpt-4.1", { input: 1_000_000n }), serviceTier })).toBe("2");
});

test("an aggregate over a change of price is an interval, one within it is not", () => {
  const aggregate = (model: string, from: string, to: string) =>
    cost({
      ...request(model.startsWith("deepseek") ? "deepseek" : "google", model, { input: 1_000_000n }, from),
      endTimestamp: instant(to),
      requests: 10,
    });
  // Monday, with peak hours; Saturday, without; the hours between the peaks.
  expect(aggregate("deepseek-v4-flash", "2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z")).toBe("0.22..0.44");
  expect(aggregate("deepseek-v4-flash", "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z")).toBe("0.22");
  expect(aggregate("deepseek-v4-flash", "2026-11-23T04:00:00Z", "2026-11-23T06:00:00Z")).toBe("0.22");
  expect(aggregate("deepseek-v4-flash", "2026-11-23T02:00:00Z", "2026-11-23T03:00:00Z")).toBe("0.44");
  expect(aggregate("deepseek-v4-flash", "2026-08-01T00:00:00Z", "2026-09-01T00:00:00Z")).toBe("0.14..0.44");
  expect(aggregate("gemini-3.6-flash", "2026-12-31T00:00:00Z", "2027-01-01T00:00:00Z")).toBe("0.75");
  expect(aggregate("gemini-3.6-flash", "2026-12-31T00:00:00Z", "2027-01-02T00:00:00Z")).toBe("0.75..1.5");
});

test("a request over a change of price is priced at its start", () => {
  const usage = request("google", "gemini-3.6-flash", { input: 1_000_000n }, "2026-12-31T23:59:59.999Z");
  expect(cost({ ...usage, endTimestamp: instant("2027-01-01T00:00:05Z") })).toBe("0.75");
});

test.each([
  ["openai", "o3", "2025-06-09T23:59:59.999Z", "10"],
  ["openai", "o3", "2025-06-10T00:00:00Z", "2"],
  ["anthropic", "claude-opus-4-6", "2026-03-12T23:59:59.999Z", "10"],
  ["anthropic", "claude-opus-4-6", "2026-03-13T00:00:00Z", "5"],
  ["google", "gemini-3.6-flash", "2026-12-31T23:59:59.999Z", "0.75"],
  ["google", "gemini-3.6-flash", "2027-01-01T00:00:00Z", "1.5"],
  ["openai", "gpt-5.6-luna", "2026-07-29T23:59:59.999Z", "2"],
  ["openai", "gpt-5.6-luna", "2026-07-30T00:00:00Z", "0.4"],
  ["deepseek", "deepseek-chat", "2026-11-21T00:29:59.999Z", "0.135"],
  ["deepseek", "deepseek-chat", "2026-11-21T00:30:00Z", "0.27"],
  ["deepseek", "deepseek-chat", "2026-11-21T16:29:59.999Z", "0.27"],
  ["deepseek", "deepseek-chat", "2026-11-21T16:30:00Z", "0.135"],
])("%s %s at %s costs %s per million", (provider, model, at, expected) => {
  expect(cost(request(provider, model, { input: 1_000_000n }, at))).toBe(expected);
});

test("an aggregate of an unknown number of requests is standard only if all of it together is", () => {
  const usage = { ...request("x-ai", "grok-4.3", { input: 199_999n }), requests: null };
  expect(cost(usage)).toBe("0.24999875");
  expect(cost({ ...usage, tokens: { ...usage.tokens, input: 200_000n } })).toBe("0.25..0.5");
  const mean = { ...usage, requests: 3, tokens: { ...usage.tokens, input: 600_000n } };
  expect(cost(mean)).toBe("1.5");
});

test("huge counts are exact", () => {
  const usage = request("openai", "gpt-4.1-nano", { input: 123_456_789_012_345_678_901n, output: 1n });
  expect(cost(usage)).toBe("12345678901234.5678905");
});

test("a receipt's lines are disjoint, complete and add up to the cost", () => {
  const usage = { input: 5000n, cacheRead: 1000n, cacheWrite: 2000n, cacheWriteByTtl: { "1h": 500n }, output: 7n };
  const outcome = priceUsage(book, request("anthropic", "claude-sonnet-4-5", usage));
  if (outcome.kind !== "priced") throw new Error(outcome.kind);
  const json = receiptToJson(outcome.receipt);
  expect(json.lines).toEqual([
    { class: "inputUncached", tokens: 2000, ratePerMillion: "3", cost: "0.006" },
    { class: "cacheRead", tokens: 1000, ratePerMillion: "0.3", cost: "0.0003" },
    { class: "cacheWrite", tokens: 1500, ratePerMillion: "3.75", cost: "0.005625" },
    { class: "cacheWrite.1h", tokens: 500, ratePerMillion: "6", cost: "0.003" },
    { class: "output", tokens: 7, ratePerMillion: "15", cost: "0.000105" },
  ]);
  expect(usdString(outcome.cost)).toBe("0.01503");
  expect(json).toMatchObject({ rule: expect.stringContaining("anthropic"), source: { layer: "library" } });
});

test("a rate card survives its JSON", () => {
  for (const { provider, id } of book.models)
    for (const card of book.cardsOf(provider, id))
      expect(rateCardFromJson(JSON.parse(JSON.stringify(rateCardToJson(card))))).toEqual(card);
});

test("unknown names are unpriced, never zero", () => {
  expect(cost(request("openai", "gpt-9", { input: 1n }))).toBe("unknown_model");
  expect(cost(request("acme", "gpt-4.1", { input: 1n }))).toBe("unknown_provider");
});
