import fc from "fast-check";
import { expect, test } from "vitest";
import { priceUsage } from "@/lib/pricing/price";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { priceableTokens } from "@/lib/pricing/priceable-tokens";
import { Pricer } from "@/lib/pricing/pricer";
import { instantFromDate } from "@/lib/usage/instant";
import type { UsageRecord } from "@/lib/usage/usage-record";

const book = await loadPriceBook();

const record: fc.Arbitrary<UsageRecord> = fc
  .record({
    model: fc.constantFrom("gpt-4.1", "gpt-5.4", "claude-sonnet-4-5", "deepseek-v4-flash", "gemini-2.5-pro", "gpt-9"),
    at: fc.date({ min: new Date("2026-08-10T00:00:00Z"), max: new Date("2026-08-24T00:00:00Z"), noInvalidDate: true }),
    serviceTier: fc.constantFrom(null, "default", "batch", "priority"),
    fresh: fc.nat(400_000),
    read: fc.nat(100_000),
    write: fc.nat(50_000),
    output: fc.nat(2 ** 40),
    audio: fc.constantFrom(0, 0, 0, 7),
    requests: fc.constantFrom(1, 1, 20),
  })
  .map(({ model, at, serviceTier, fresh, read, write, output, audio, requests }) => ({
    ...{
      id: null,
      timestamp: instantFromDate(at),
      endTimestamp: null,
      provider: null,
      model,
      serviceTier,
      region: null,
    },
    ...{
      endpoint: null,
      project: null,
      apiKey: null,
      user: null,
      tags: {},
      requests,
      features: [],
      calls: {},
      uncertainties: [],
      reported: null,
    },
    tokens: {
      ...{
        input: fresh + read + write + audio,
        cacheRead: read,
        cacheWrite: write,
        cacheWriteByTtl: {},
        output,
        reasoning: 0,
      },
      ...{ audioInput: audio, imageInput: 0, cacheReadAudio: 0, cacheReadImage: 0, audioOutput: 0, imageOutput: 0 },
    },
  }));

test("pricing in bulk gives what pricing one by one gives", () => {
  const pricer = new Pricer(book);
  fc.assert(
    fc.property(record, (usage) => {
      const outcome = priceUsage(book, { ...usage, tokens: priceableTokens(usage.tokens), calls: {} });
      const stored = pricer.price(usage);
      expect(exact(stored.cost)).toBe(
        outcome.kind === "priced" ? outcome.cost : outcome.kind === "interval" ? outcome.low : null,
      );
      expect(exact(stored.costHigh)).toBe(outcome.kind === "interval" ? outcome.high : null);
      expect(stored.unpricedReason).toBe(outcome.kind === "unpriced" ? outcome.reason : null);
    }),
    { numRuns: 2000 },
  );
});

function exact(cost: number | bigint | null): bigint | null {
  return cost === null ? null : BigInt(cost);
}
