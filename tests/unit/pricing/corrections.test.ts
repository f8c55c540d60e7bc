import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CORRECTIONS, correctCard } from "@/lib/pricing/layers/corrections";
import { LIBRARY, readLibrary } from "@/lib/pricing/layers/library";
import { REGION_SURCHARGES } from "@/lib/pricing/layers/region-surcharges";
import { usdString } from "@/lib/pricing/money";
import { type PriceableUsage, priceUsage } from "@/lib/pricing/price";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { perMillion } from "@/lib/pricing/rate-card";
import { request } from "../../support/usage";

const book = await loadPriceBook();
const models = (await readLibrary()).models;
const libraryCards = models.flatMap(({ cards }) => cards);

function cost(usage: PriceableUsage): string {
  const outcome = priceUsage(book, usage);
  return outcome.kind === "priced" ? usdString(outcome.cost) : outcome.kind;
}

describe("the list of corrections", () => {
  test("says of each what, why, from where and when", () => {
    for (const { what, why, source, date } of CORRECTIONS) {
      expect([what, why, source].every((text) => text.length > 10)).toBe(true);
      expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
    expect(new Set(CORRECTIONS.map(({ id }) => id)).size).toBe(CORRECTIONS.length);
    for (const { what, source, date } of REGION_SURCHARGES) expect([what, source, date].every(Boolean)).toBe(true);
  });

  // Fails when a newer library has what we correct: then the correction can go.
  test.each(CORRECTIONS.map((correction) => [correction.id, correction] as const))(
    "still needs %s",
    (_, correction) => {
      const changed = libraryCards.filter((card) => correction.apply && correction.apply(card) !== card);
      const added = (correction.add?.() ?? []).filter(({ provider, model, rates }) => {
        const listed = libraryCards.find((card) => card.provider === provider && card.model === model);
        return listed?.rates.cacheRead !== rates.cacheRead;
      });
      if (correction.apply) expect(changed.length).toBeGreaterThan(0);
      if (correction.add) expect(added).toHaveLength(correction.add().length);
    },
  );

  test("corrected cards say so", () => {
    const changed = libraryCards.map(correctCard).filter((card, index) => card !== libraryCards[index]);
    expect(changed.length).toBeGreaterThan(100);
    for (const { source } of changed) {
      expect(source.layer).toBe("correction");
      expect(source.note).toBeTruthy();
    }
  });
});

test("the pinned library is the one its layer names", () => {
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: Record<string, string> };
  expect(dependencies[LIBRARY.package]).toBe(LIBRARY.version);
});

describe("long-context rates from 272,001 tokens on", () => {
  test.each([
    ["openai", "gpt-5.4"],
    ["openai", "gpt-5.4-pro"],
    ["openai", "gpt-5.5"],
    ["openai", "gpt-5.5-pro"],
    ["openai", "gpt-5.6-sol"],
    ["openai", "gpt-5.6-terra"],
    ["openai", "gpt-5.6-luna"],
    ["openai", "gpt-6-astra"],
    ["openai", "gpt-6-sol"],
    ["openai", "gpt-6-luna"],
    ["azure", "gpt-5.5"],
    ["aws", "global.openai.gpt-5.6-sol"],
    ["openrouter", "openai/gpt-5.5"],
  ])("%s %s", (provider, model) => {
    const at = (input: bigint) => Number(cost(request(provider, model, { input, output: 0n }))) / Number(input);
    const below = at(271_999n);
    expect(at(272_000n)).toBeCloseTo(below, 12);
    expect(at(272_001n)).toBeCloseTo(2 * below, 12);
  });

  test("the whole request, output included, has them", () => {
    const usage = { input: 272_001n, cacheRead: 200_000n, cacheWrite: 2001n, output: 1000n };
    // 70,000 × $8 + 200,000 × $0.8 + 2,001 × $10 + 1,000 × $30 per million
    expect(cost(request("openai", "gpt-5.6-sol", usage))).toBe("0.77001");
  });
});

describe("fine-tuned models", () => {
  test.each([
    ["gpt-4.1-2025-04-14", "3", "0.75", "12"],
    ["gpt-4.1-mini-2025-04-14", "0.8", "0.2", "3.2"],
    ["gpt-4.1-nano-2025-04-14", "0.2", "0.05", "0.8"],
    ["gpt-4o-2024-08-06", "3.75", "1.875", "15"],
    ["gpt-4o-mini-2024-07-18", "0.3", "0.15", "1.2"],
    ["o4-mini-2025-04-16", "4", "1", "16"],
  ])("ft:%s", (base, input, cached, output) => {
    const of = (tokens: { input?: bigint; cacheRead?: bigint; output?: bigint }) =>
      cost(request("openai", `ft:${base}:acme:support:B1x`, tokens));
    expect(of({ input: 1_000_000n })).toBe(input);
    expect(of({ input: 1_000_000n, cacheRead: 1_000_000n })).toBe(cached);
    expect(of({ output: 1_000_000n })).toBe(output);
  });

  test("one of a base without a row is unknown, one the library has is the library's", () => {
    expect(cost(request("openai", "ft:gpt-5-2025-08-07:acme::1", { input: 1n }))).toBe("unpriced");
    expect(cost(request("openai", "ft:gpt-3.5-turbo-0125:acme::1", { input: 1_000_000n }))).toBe("3");
  });
});

describe("free models", () => {
  test.each([
    ["openrouter", "google/gemma-3-27b-it:free"],
    ["google", "gemma-4-31b-it"],
    ["github-copilot", "gpt-4o"],
    ["openai", "omni-moderation-latest"],
  ])("%s %s is priced at 0", (provider, model) => {
    expect(cost(request(provider, model, { input: 1000n, cacheRead: 100n, output: 10n }))).toBe("0");
  });

  test("a model nobody has a price for is not free", () => {
    expect(cost(request("cerebras", "qwen-3-coder-480b", { input: 1000n }))).toBe("unpriced");
    expect(cost(request("openai", "whisper-1", { input: 0n }))).toBe("unpriced");
  });
});

test("output of TypeSafe's models is free, their input is not", () => {
  expect(cost(request("typesafe", "jev-latest", { input: 1_000_000n, output: 5000n }))).toBe("0.042");
});

describe("regional surcharges", () => {
  const inRegion = (provider: string, model: string, region: string | null, serviceTier: string | null = null) =>
    cost({ ...request(provider, model, { input: 1_000_000n }), region, serviceTier });
  test.each([
    ["openai", "gpt-5.4-mini", "eu", "0.825"],
    ["openai", "gpt-5.4-mini", "US", "0.825"],
    ["openai", "gpt-5.4-mini", "global", "0.75"],
    ["openai", "gpt-5.4-mini", null, "0.75"],
    ["openai", "gpt-5.2", "eu", "1.75"],
    ["openai", "gpt-5.3-codex", "eu", "1.75"],
    ["azure", "gpt-5.4-mini", "eastus", "0.75"],
    ["anthropic", "claude-opus-4-6", "us", "5.5"],
    ["anthropic", "claude-opus-4-6", "eu", "5"],
    ["anthropic", "claude-opus-4-6", "not_available", "5"],
    ["anthropic", "claude-sonnet-5", "us", "2.2"],
    ["anthropic", "claude-haiku-4-5", "us", "1"],
    ["azure", "claude-opus-4-6", "us", "5"],
    ["x-ai", "grok-4", "us", "3.3"],
    ["x-ai", "grok-4", "us-east-1", "3.3"],
    ["x-ai", "grok-4", "eu-west-1", "3"],
    ["x-ai", "grok-4", "usa", "3"],
  ])("%s %s in %s costs %s per million", (provider, model, region, expected) => {
    expect(inRegion(provider, model, region)).toBe(expected);
  });

  test("multiply a service tier's card too, exactly", () => {
    expect(inRegion("openai", "gpt-5.4-mini", "eu", "flex")).toBe("0.4125");
  });

  test("leave fees alone, and are in the receipt", () => {
    const usage = { ...request("openai", "gpt-5.5", { input: 100n }), region: "eu", calls: { webSearch: 1n } };
    const outcome = priceUsage(book, usage);
    if (outcome.kind !== "priced") throw new Error(outcome.kind);
    expect(usdString(outcome.cost)).toBe("0.01055");
    expect(outcome.receipt.card.region).toBe("eu");
    expect(outcome.receipt.card.source.note).toContain("1.1");
  });

  test("a region named by a prefix of the model's name counts", () => {
    expect(cost(request("openai", "eu.gpt-5.5", { input: 100_000n }))).toBe("0.55");
    expect(cost(request("aws", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", { input: 1_000n }))).toBe("0.0033");
    expect(cost(request("aws", "global.anthropic.claude-sonnet-4-5-20250929-v1:0", { input: 1_000n }))).toBe("0.003");
  });
});

test("GPT-5's cached input is 0.125, and the receipt says what the page prints", () => {
  const outcome = priceUsage(book, request("openai", "gpt-5", { input: 1_000_000n, cacheRead: 1_000_000n }));
  if (outcome.kind !== "priced") throw new Error(outcome.kind);
  const { lines, card } = outcome.receipt;
  expect(lines.map((line) => perMillion(line.rate))).toEqual(["0.125"]);
  expect(card.source).toMatchObject({ layer: "seed", note: expect.stringContaining("$0.13") });
});
