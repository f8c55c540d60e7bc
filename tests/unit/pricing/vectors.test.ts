import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseUsd } from "@/lib/pricing/money";
import { priceUsage } from "@/lib/pricing/price";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { sharedFile } from "../../support/shared-files";
import { request } from "../../support/usage";

interface Vector {
  id: string;
  provider: string;
  model: string;
  normalized_usage: Record<string, number>;
  expected_input_cost_usd: string;
  expected_output_cost_usd: string;
}

/** The expected costs were computed at an hour before the price changes of summer 2026. */
const PRICED_AT = "2026-05-01T12:00:00Z";

/** Models whose expectation we do not share: dated or empty entries of the price data that were read at another time. */
const DIFFERENT = new Set([
  "google/claude-sonnet-4-5-20250929",
  "cerebras/qwen-3-coder-480b",
  "mistral/ministral-8b-latest",
]);

const book = await loadPriceBook();
const vectors = readFileSync(sharedFile("vectors", "provider-responses.jsonl"), "utf8").trim().split("\n");

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
  const wrong = vectors.flatMap((line) => {
    const vector = JSON.parse(line) as Vector;
    if (DIFFERENT.has(`${vector.provider}/${vector.model}`)) return [];
    const count = (name: string) => BigInt(vector.normalized_usage[name] ?? 0);
    const usage = {
      input: count("input_tokens"),
      cacheRead: count("cache_read_tokens"),
      cacheWrite: count("cache_write_tokens"),
      cacheWriteByTtl: { "1h": count("cache_write_1h_tokens") },
      output: count("output_tokens"),
      reasoning: count("output_reasoning_tokens"),
      audioInput: count("input_audio_tokens"),
      imageInput: count("input_image_tokens"),
      cacheReadAudio: count("cache_audio_read_tokens"),
      cacheReadImage: count("cache_image_read_tokens"),
      audioOutput: count("output_audio_tokens"),
      imageOutput: count("output_image_tokens"),
    };
    const outcome = priceUsage(book, request(vector.provider, vector.model, usage, PRICED_AT));
    const expected = parseUsd(plain(vector.expected_input_cost_usd)) + parseUsd(plain(vector.expected_output_cost_usd));
    return outcome.kind === "priced" && outcome.cost === expected ? [] : [vector.id];
  });
  expect(vectors.length).toBeGreaterThan(1400);
  expect(wrong).toEqual([]);
});
