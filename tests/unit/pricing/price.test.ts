import fc from "fast-check";
import { expect, test } from "vitest";
import { usdString } from "@/lib/pricing/money";
import { type PriceableUsage, priceUsage } from "@/lib/pricing/price";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { request } from "../../support/usage";

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

test("unknown names are unpriced, never zero", () => {
  expect(cost(request("openai", "gpt-9", { input: 1n }))).toBe("unknown_model");
  expect(cost(request("acme", "gpt-4.1", { input: 1n }))).toBe("unknown_provider");
});

const MODELS = ["gpt-4.1", "gpt-5", "gpt-4o-mini", "o3"] as const;
const someTokens = fc
  .record({ fresh: fc.bigInt(0n, 10n ** 12n), read: fc.bigInt(0n, 10n ** 12n), output: fc.bigInt(0n, 10n ** 12n) })
  .map(({ fresh, read, output }) => ({ input: fresh + read, cacheRead: read, output }));

test("cost is additive and never falls with more tokens", () => {
  fc.assert(
    fc.property(fc.constantFrom(...MODELS), someTokens, someTokens, (model, a, b) => {
      const exact = (some: { input: bigint; cacheRead: bigint; output: bigint }) => {
        const outcome = priceUsage(book, request("openai", model, some));
        return outcome.kind === "priced" ? outcome.cost : -1n;
      };
      const both = { input: a.input + b.input, cacheRead: a.cacheRead + b.cacheRead, output: a.output + b.output };
      return exact(both) === exact(a) + exact(b) && exact(both) >= exact(a);
    }),
  );
});
