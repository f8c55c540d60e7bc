import { expect, test } from "vitest";
import { patternMatches } from "@/lib/pricing/match-model";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { instant } from "../../support/usage";

const book = await loadPriceBook();
const NOW = instant("2026-11-24T00:00:00Z");

test.each([
  ["openai", "gpt-4.1", "openai/gpt-4.1"],
  ["openai", " GPT-4.1 ", "openai/gpt-4.1"],
  ["openai", "gpt-4.1-2025-04-14", "openai/gpt-4.1"],
  ["openai", "gpt-4.1-2025-04-15", "unknown_model"],
  ["openai", "gpt-4.1-turbo", "unknown_model"],
  ["openai", "gpt-4.1-micro", "unknown_model"],
  ["openai", "gpt-9", "unknown_model"],
  ["openai", "gpt-5-2025-08-07", "openai/gpt-5"],
  ["openai", "openai/gpt-4.1", "openai/gpt-4.1"],
  [null, "openai/gpt-4.1", "openai/gpt-4.1"],
  [null, "gpt-4.1", "openai/gpt-4.1"],
  ["anthropic", "claude-opus-4.5", "anthropic/claude-opus-4-5"],
  ["google", "gemini-2.5-pro-2026-01-01", "google/gemini-2.5-pro"],
  ["google", "models/gemini-2.5-flash", "google/gemini-2.5-flash"],
  ["openrouter", "openai/gpt-4.1", "openrouter/openai/gpt-4.1"],
  [null, "openrouter/openai/gpt-4.1", "openrouter/openai/gpt-4.1"],
  ["azure", "gpt-4.1", "openai/gpt-4.1"],
  ["acme", "gpt-4.1", "unknown_provider"],
  ["openai", "ft:gpt-4.1-mini-2025-04-14:acme::Bx1", "openai/ft:gpt-4.1-mini"],
  ["openai", "gpt-4o-2024-05-13", "openai/gpt-4o-2024-05-13"],
  [null, "ft:gpt-4.1-mini-2025-04-14:acme::Bx1", "openai/ft:gpt-4.1-mini"],
  ["openai", "ft:gpt-4.1-turbo:acme::Bx1", "unknown_model"],
  ["OpenAI", "GPT-4.1", "openai/gpt-4.1"],
  ["azure", "azure/gpt-4.1", "openai/gpt-4.1"],
  [null, "azure/gpt-4.1", "openai/gpt-4.1"],
  ["azure", "o3", "azure/o3-2025-04-16"],
  ["azure", "my-deployment", "unknown_model"],
  ["openai", "anthropic/claude-sonnet-4-5", "unknown_model"],
  ["openai", "claude-sonnet-4-5", "unknown_model"],
  ["anthropic", "claude-sonnet-4-5@20250929", "anthropic/claude-sonnet-4-5"],
  ["gemini", "gemini-2.5-pro", "google/gemini-2.5-pro"],
  ["vertex", "gemini-2.5-pro", "google/gemini-2.5-pro"],
  [null, "models/gemini-2.5-pro", "google/gemini-2.5-pro"],
  [null, "gemini/gemini-2.5-pro", "google/gemini-2.5-pro"],
  [null, "vertex_ai/gemini-2.5-pro", "google/gemini-2.5-pro"],
  [null, "xai/grok-4", "x-ai/grok-4-0709"],
  ["xai", "grok-4", "x-ai/grok-4-0709"],
  [null, "x-ai/grok-4", "x-ai/grok-4-0709"],
  [null, "claude-opus-4.5", "anthropic/claude-opus-4-5"],
  [null, "mistral-large-latest", "mistral/mistral-large"],
  [null, "llama-3.3-70b-versatile", "unknown_model"],
  [null, "my-openai-proxy/gpt-4.1", "unknown_model"],
  [null, "gpt-4.1 gemini", "ambiguous_provider"],
  [null, "", "unknown_model"],
  ["", "gpt-4.1", "openai/gpt-4.1"],
  ["litellm", "openai/gpt-4.1", "openai/gpt-4.1"],
  ["groq", "llama-3.3-70b-versatile", "groq/llama-3.3-70b-versatile"],
  ["aws", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "aws/regional.anthropic.claude-sonnet-4-5-20250929-v1:0"],
  [
    null,
    "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "aws/regional.anthropic.claude-sonnet-4-5-20250929-v1:0",
  ],
  ["aws", "eu.amazon.nova-micro-v1:0", "aws/amazon.nova-micro-v1:0"],
  ["openai", "eu.gpt-4.1", "openai/gpt-4.1"],
  ["openai", "xx.gpt-4.1", "unknown_model"],
  ["openai", "gpt-4.1\u0000", "unknown_model"],
  ["constructor", "gpt-4.1", "unknown_provider"],
  ["openai", "__proto__", "unknown_model"],
])("%s %s is %s", (provider, model, expected) => {
  const match = book.match(provider, model, NOW);
  expect(match.kind === "matched" ? `${match.provider}/${match.model}` : match.reason).toBe(expected);
});

test.each([
  ["openai", "gpt-4.1", "library matcher of openai"],
  ["azure", "gpt-4.1", "library matcher of azure, in the list of openai"],
  [null, "gpt-4.1", "a name of openai; library matcher of openai"],
  [null, "openai/gpt-4.1", 'prefix "openai/" names openai; library matcher of openai'],
  ["openai", "eu.gpt-4.1", 'prefix "eu." names a region; library matcher of openai'],
  ["openai", "ft:gpt-4.1:acme::1", "fine-tuned model"],
])("the rule for %s %s is %s", (provider, model, rule) => {
  expect(book.match(provider, model, NOW)).toMatchObject({ rule });
});

test("every model is reached by its provider and id in the book", () => {
  for (const { provider, id } of book.models) expect(book.model(provider, id)).toMatchObject({ provider, model: id });
  expect(book.model("openai", "gpt-9")).toBeNull();
});

test("an organisation's alias comes first, within its dates", () => {
  const alias = {
    ...{ id: "1", provider: "azure", pattern: "my-deploy*", targetProvider: "openai", targetModel: "gpt-4.1-mini" },
    ...{ validFrom: instant("2026-01-01T00:00:00Z"), validTo: null },
  };
  const own = book.withOrganization({ overrides: [], aliases: [alias] });
  expect(own.match("azure", "My-Deployment", NOW)).toMatchObject({
    model: "gpt-4.1-mini",
    rule: expect.stringContaining("alias"),
  });
  expect(own.match("azure", "my-deployment", instant("2025-12-31T23:59:59Z")).kind).toBe("unknown");
  expect(own.match("openai", "my-deployment", NOW).kind).toBe("unknown");
});

test.each([
  ["a*c", "abc", true],
  ["a*c", "ac", true],
  ["a*c", "acd", false],
  ["*mini*", "gpt-mini-1", true],
  ["a*a", "a", false],
  ["abc", "abc", true],
])("pattern %s on %s: %s", (pattern, name, expected) => expect(patternMatches(pattern, name)).toBe(expected));
