import { readFileSync } from "node:fs";
import { extractUsage, type Provider, waitForUpdate } from "@pydantic/genai-prices";
import { expect, test } from "vitest";
import { parseUsd } from "@/lib/pricing/money";
import { type PriceOutcome, priceUsage } from "@/lib/pricing/price";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { sharedFile } from "../../support/shared-files";
import { request } from "../../support/usage";

interface Vector {
  id: string;
  provider: string;
  api_flavor: string;
  model: string;
  raw_body: unknown;
  expected_input_cost_usd: string;
  expected_output_cost_usd: string;
}

/** The expected costs were computed at an hour before the price changes of summer 2026. */
const PRICED_AT = "2026-05-01T12:00:00Z";

/** Vectors whose expectation we do not share, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
  r00384:
    "401,468 tokens of Claude Sonnet 4.5 on Vertex, expected without the long-context rates Google has above 200,000",
  r00824: "expected without the cache writes the response reports",
  r01652: "a model without any rate, expected to cost 0: unknown is not zero",
  r02738: "ministral-8b-latest at an output price of $1 that its maintainers have since corrected to $0.10",
};

const book = await loadPriceBook();
const providers = (await waitForUpdate()) as Provider[];
const vectors = readFileSync(sharedFile("vectors", "provider-responses.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Vector);

function priceVector(vector: Vector): PriceOutcome {
  const provider = providers.find(({ id }) => id === vector.provider) as Provider;
  const { usage } = extractUsage(provider, vector.raw_body, vector.api_flavor);
  const count = (name: string) => BigInt(usage[name] ?? 0);
  const tokens = {
    input: count("input_tokens"),
    cacheRead: count("cache_read_tokens"),
    cacheWrite: count("cache_write_tokens"),
    cacheWriteByTtl: { "5m": count("cache_write_5m_tokens"), "1h": count("cache_write_1h_tokens") },
    output: count("output_tokens"),
    reasoning: count("output_reasoning_tokens"),
    audioInput: count("input_audio_tokens"),
    imageInput: count("input_image_tokens"),
    cacheReadAudio: count("cache_audio_read_tokens"),
    cacheReadImage: count("cache_image_read_tokens"),
    audioOutput: count("output_audio_tokens"),
    imageOutput: count("output_image_tokens"),
  };
  return priceUsage(book, request(vector.provider, vector.model, tokens, PRICED_AT));
}

/** "9E-7" as a plain decimal. */
function plain(text: string): string {
  const match = /^(\d+)(?:\.(\d+))?E-(\d+)$/.exec(text);
  if (!match) return text;
  const [, whole = "", decimals = "", exponent = "0"] = match;
  const places = Number(exponent) + decimals.length;
  const digits = (whole + decimals).padStart(places + 1, "0");
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

test("usage of real responses costs what an independent engine says", () => {
  expect(vectors.length).toBeGreaterThan(1400);
  const different = vectors.filter((vector) => {
    const outcome = priceVector(vector);
    const expected = parseUsd(plain(vector.expected_input_cost_usd)) + parseUsd(plain(vector.expected_output_cost_usd));
    return outcome.kind !== "priced" || outcome.cost !== expected;
  });
  expect(different.map(({ id }) => id)).toEqual(Object.keys(DIFFERENT));
});
