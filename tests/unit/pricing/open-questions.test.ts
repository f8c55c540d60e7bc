import { expect, test } from "vitest";
import { openText } from "@/components/receipts/receipt-words";
import { usdString } from "@/lib/pricing/money";
import { type PriceableUsage, priceUsage } from "@/lib/pricing/price";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { receiptToJson } from "@/lib/pricing/receipt";
import { request } from "../../support/usage";

const book = await loadPriceBook();
const million = 1_000_000n;

function bounds(usage: PriceableUsage): string {
  const outcome = priceUsage(book, usage);
  if (outcome.kind === "priced") return usdString(outcome.cost);
  return outcome.kind === "interval" ? `${usdString(outcome.low)}..${usdString(outcome.high)}` : outcome.reason;
}

const overTiers = (model: string, tokens: Parameters<typeof request>[2], more: object = {}) => ({
  ...request("openai", model, tokens),
  ...{ requests: 10, uncertainties: ["service_tier_unknown"] as const },
  ...more,
});

test("a sum over service tiers lies between the cheapest and the dearest tier", () => {
  expect(bounds(overTiers("gpt-4.1", { input: million }))).toBe("1..3.5");
  expect(bounds(overTiers("gpt-5", { input: million, output: million }))).toBe("5.625..22.5");
  // Its cached rate in batches is that of input: more than the standard one.
  expect(bounds(overTiers("gpt-4.1", { input: million, cacheRead: million }))).toBe("0.5..1");
  expect(bounds(overTiers("gpt-4.1", { input: million }, { requests: null }))).toBe("1..3.5");
});

test("what has one tier only, or says which it was, has one cost", () => {
  expect(bounds(overTiers("o3-pro", { input: million }))).toBe("20");
  expect(bounds(overTiers("gpt-4.1", { input: million }, { serviceTier: "batch", uncertainties: [] }))).toBe("1");
  expect(bounds(overTiers("gpt-4.1", { input: million }, { requests: 1 }))).toBe("2");
  expect(bounds({ ...overTiers("gpt-4.1", { input: million }), provider: "azure" })).toBe("2");
});

test("a tier whose price is disputed or missing is no bound, and no reason to have no cost", () => {
  expect(bounds(overTiers("gpt-5.6-terra", { input: million }))).toMatch(/^\d/);
  expect(bounds(overTiers("gpt-9", { input: million }))).toBe("unknown_model");
});

test("an aggregate whose cache writes name no time to live lies between the shortest and the dearest", () => {
  const writing = {
    ...request("anthropic", "claude-sonnet-4-5", {
      ...{ input: 100_000n, cacheWrite: 100_000n, cacheWriteByTtl: { "1h": 40_000n } },
    }),
    ...{ requests: null, uncertainties: ["cache_write_ttl_unknown"] as const },
  };
  expect(bounds(writing)).toBe("0.465..0.6");
  expect(bounds({ ...writing, requests: 1 })).toBe("0.465");
  expect(bounds({ ...writing, uncertainties: [] })).toBe("0.465");
  expect(bounds({ ...writing, provider: "openai", model: "gpt-4.1" })).toBe("0.2");
});

test("receipts of both bounds tell what is open", () => {
  const why = (usage: PriceableUsage) => {
    const outcome = priceUsage(book, usage);
    if (outcome.kind !== "interval") throw new Error(outcome.kind);
    return openText(receiptToJson(outcome.lowReceipt), receiptToJson(outcome.highReceipt));
  };
  expect(why(overTiers("gpt-4.1", { input: million }))).toContain("does not say which service tier it was");
  expect(why({ ...request("google", "gemini-2.5-pro", { input: million }), requests: 10 })).toContain(
    "does not say how long the prompts were:",
  );
});
