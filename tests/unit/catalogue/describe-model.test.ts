import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { searchModels } from "@/lib/catalogue/catalogue";
import type { CatalogueModel, UsageTier } from "@/lib/catalogue/catalogue-model";
import comparePage from "@/lib/catalogue/data/compare-page.json" with { type: "json" };
import openAiModels from "@/lib/catalogue/data/openai-models.json" with { type: "json" };
import { describeModel } from "@/lib/catalogue/describe-model";
import { settle } from "@/lib/catalogue/fact";
import { resolveModel } from "@/lib/catalogue/resolve-model";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { extractOpenAiModels } from "../../../scripts/extract-openai-models";
import { sharedFile } from "../../support/shared-files";
import { instant } from "../../support/usage";

const book = await loadPriceBook();
const NOW = instant("2026-11-24T12:00:00Z");

function described(id: string): CatalogueModel {
  const match = resolveModel(book, id, NOW);
  if (match.kind === "unknown") throw new Error(match.reason);
  return describeModel(book, match, NOW);
}

test("the data is that of the sources", async () => {
  expect(comparePage).toEqual(JSON.parse(await readFile(sharedFile("facts", "seed-models.json"), "utf8")));
  expect(openAiModels).toEqual(JSON.parse(JSON.stringify(await extractOpenAiModels())));
});

describe.each(Object.entries(comparePage.models))("every row of the Compare page: %s", (id, { page, openaiData }) => {
  const model = described(id);

  test("name, tagline, ratings, types, reasoning", () => {
    expect(model.name.value).toBe(page.name);
    expect(model.tagline.sources[0]).toMatchObject({ value: page.tagline, source: "OpenAI, Compare models page" });
    expect(model.ratings.map(({ label }) => label)).toEqual(page.ratings);
    expect(model.inputTypes).toMatchObject({ value: ["text", "image"], state: "supported" });
    expect(model.reasoningTokens.value).toBe(openaiData.reasoning_tokens);
    expect(model.reasoningTokens.state).toBe(openaiData.reasoning_tokens ? "supported" : "unsupported");
  });

  test("prices as printed, with the exact value", () => {
    const { input, cachedInput, output } = model.prices;
    expect([input, cachedInput, output].map(({ sources }) => sources[0]?.printed)).toEqual([
      page.input,
      page.cachedInput,
      page.output,
    ]);
    expect(cachedInput.value).toBe(id === "gpt-5" ? "0.125" : String(Number(page.cachedInput)));
  });

  test("limits and cut-off", () => {
    expect(model.contextWindow).toMatchObject({ value: page.contextWindow, state: "supported" });
    expect(model.maxOutputTokens).toMatchObject({ value: page.maxOutputTokens, state: "supported" });
    expect(model.maxInputTokens.value).toBe(openaiData.max_input_tokens);
    expect(model.knowledgeCutoff).toMatchObject({ value: page.knowledgeCutoff, state: "supported" });
    expect(model.snapshots).toEqual(openaiData.snapshots);
  });

  test("endpoints and features: what the data lists, what it leaves out, what nobody says", () => {
    expect(Object.keys(model.endpoints)).toEqual(page.endpointRows);
    for (const [name, fact] of Object.entries(model.endpoints)) {
      expect(fact.state).toBe(openaiData.endpoints.includes(name) ? "supported" : "unsupported");
    }
    expect(Object.keys(model.features).slice(0, page.featureRows.length)).toEqual(page.featureRows);
    for (const name of page.featureRows) {
      const listed = openaiData.features.includes(name) ? "supported" : "unsupported";
      expect(model.features[name]?.state).toBe(name === "distillation" ? "unknown" : listed);
    }
    for (const name of openaiData.features) expect(model.features[name]?.state).toBe("supported");
  });

  test("rate limits from Free to Tier 5, long prompts apart", () => {
    const [standard, long] = model.rateLimits;
    for (const [tier, tokens] of Object.entries(page.tokensPerMinute)) {
      const fact = standard?.tiers[tier as UsageTier].tokensPerMinute;
      expect(fact).toMatchObject({ value: tokens, state: tokens === null ? "unknown" : "supported" });
    }
    const published = openaiData.rate_limits[1];
    expect(long?.abovePromptTokens ?? null).toBe(published ? 128_000 : null);
    expect(long?.tiers.tier3.tokensPerMinute.value ?? null).toBe(published?.rate_limits.tier_3.tpm ?? null);
  });
});

test("sources that disagree are both shown, as conflicting", () => {
  const first = { value: 1, source: "a", date: "2026-01-01" };
  const second = { value: 2, source: "b", date: "2026-01-02" };
  expect(settle(first, null, second)).toEqual({ value: 1, state: "conflicting", sources: [first, second] });
  expect(settle<number>(null)).toEqual({ value: null, state: "unknown", sources: [] });
  expect(described("gpt-5").tagline.state).toBe("conflicting");
});

test("a model without facts has unknown ones, never unsupported", () => {
  const model = described("anthropic/claude-sonnet-4-6");
  expect(model.maxOutputTokens.state).toBe("unknown");
  expect(new Set(Object.values(model.endpoints).map(({ state }) => state))).toEqual(new Set(["unknown"]));
  expect(model.prices.input.state).toBe("supported");
});

test("ids, names and snapshots lead to a model; others do not", () => {
  expect(described("openai/gpt-4.1").id).toBe("openai/gpt-4.1");
  expect(described("gpt-4.1").id).toBe("openai/gpt-4.1");
  expect(described("gpt-5-2025-08-07").id).toBe("openai/gpt-5");
  expect(resolveModel(book, "gpt-9", NOW).kind).toBe("unknown");
});

test("search finds words in any order", () => {
  const found = searchModels(book, { text: "mini 4.1", provider: "openai" });
  expect(found.map(({ model }) => model)).toEqual(["gpt-4.1-mini"]);
  expect(searchModels(book, { text: "", provider: null })).toHaveLength(book.models.length);
});
