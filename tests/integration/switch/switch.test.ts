import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { POST } from "@/app/api/v1/switch/route";
import { POST as uploadUsage } from "@/app/api/v1/usage/route";
import { resolveModel } from "@/lib/catalogue/resolve-model";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { addUsd, type FemtoUsd, usdString, ZERO_USD } from "@/lib/pricing/money";
import { priceOfModel, priceUsage } from "@/lib/pricing/price";
import { exactCounts, priceableTokens } from "@/lib/pricing/priceable-tokens";
import { instantFromDate } from "@/lib/usage/instant";
import { UsageParser } from "@/lib/usage/open-parser";
import type { UsageRecord } from "@/lib/usage/usage-record";
import { apiRequest, createOrganization } from "../../support/factories";

async function ask(key: string | null, body: unknown) {
  const response = await POST(apiRequest("/api/v1/switch", key, { method: "POST", body: JSON.stringify(body) }));
  return { status: response.status, body: await response.json() };
}

async function upload(key: string, records: readonly object[]) {
  const body = records.map((record) => JSON.stringify(record)).join("\n");
  const response = await uploadUsage(apiRequest("/api/v1/usage", key, { method: "POST", body: `${body}\n` }));
  const result = await response.json();
  expect(result).toMatchObject({ inserted: records.length, rejected: 0 });
}

/** The records as they are ingested. */
function parsed(records: readonly object[]): UsageRecord[] {
  const parser = new UsageParser({ forcedFormat: null, now: instantFromDate(new Date()) });
  const text = new TextEncoder().encode(`${records.map((record) => JSON.stringify(record)).join("\n")}\n`);
  return [...parser.push(text), ...parser.end()].flatMap((item) => (item.kind === "record" ? [item.record] : []));
}

interface Expected {
  baseline: { low: FemtoUsd; high: FemtoUsd };
  result: { low: FemtoUsd; high: FemtoUsd };
  unpricedThere: number;
}

/** The same, one record at a time, with nothing but the pricing of single usages. */
async function recordByRecord(
  organizationId: number,
  records: readonly UsageRecord[],
  target: string,
): Promise<Expected> {
  const book = await organizationPriceBook(organizationId);
  const match = resolveModel(book, target, instantFromDate(new Date("2026-08-01")));
  if (match.kind === "unknown") throw new Error(match.reason);
  const sums: Expected = {
    baseline: { low: ZERO_USD, high: ZERO_USD },
    result: { low: ZERO_USD, high: ZERO_USD },
    unpricedThere: 0,
  };
  for (const record of records) {
    const usage = { ...record, tokens: priceableTokens(record.tokens), calls: exactCounts(record.calls) };
    const now = bounds(priceUsage(book, usage));
    const own = book.match(record.provider, record.model, record.timestamp);
    const isThere = own.kind === "matched" && own.seller === match.seller && own.model === match.model;
    const there = isThere ? now : bounds(priceOfModel(book, match, usage));
    if (now) sums.baseline = { low: addUsd(sums.baseline.low, now.low), high: addUsd(sums.baseline.high, now.high) };
    if (there) sums.result = { low: addUsd(sums.result.low, there.low), high: addUsd(sums.result.high, there.high) };
    else sums.unpricedThere += 1;
  }
  return sums;
}

function bounds(outcome: ReturnType<typeof priceUsage>): { low: FemtoUsd; high: FemtoUsd } | null {
  if (outcome.kind === "unpriced") return null;
  return outcome.kind === "priced" ? { low: outcome.cost, high: outcome.cost } : outcome;
}

function costs({ low, high }: { low: FemtoUsd; high: FemtoUsd }) {
  return { cost: usdString(low), ...(high > low ? { costHigh: usdString(high) } : {}) };
}

const TOKENS = fc
  .record({
    uncached: fc.oneof(
      fc.nat(20_000),
      fc.integer({ min: 190_000, max: 280_000 }),
      fc.constantFrom(0, 272_000, 200_000),
    ),
    cacheRead: fc.oneof(fc.constant(0), fc.nat(9_000)),
    short: fc.oneof(fc.constant(0), fc.nat(5_000)),
    long: fc.oneof(fc.constant(0), fc.nat(3_000)),
    named: fc.boolean(),
    output: fc.oneof(fc.constant(0), fc.nat(3_000)),
    reasoning: fc.nat(100),
    audio: fc.oneof(
      { weight: 5, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 10 }) },
    ),
  })
  .map(({ uncached, cacheRead, short, long, named, output, reasoning, audio }) => ({
    input: uncached + cacheRead + short + long,
    cacheRead,
    cacheWrite: short + long,
    ...(named && long > 0 ? { cacheWriteByTtl: { "1h": long } } : {}),
    output,
    reasoning: Math.round((output * reasoning) / 100),
    ...(audio > 0 && uncached >= audio ? { audioInput: audio } : {}),
  }));

const MODELS = [
  ["openai", "gpt-4.1-2025-04-14"],
  ["openai", "gpt-5"],
  ["openai", "gpt-5.5"],
  ["anthropic", "claude-sonnet-4-6"],
  ["x-ai", "grok-4"],
  ["nobody", "mystery-9"],
] as const;

const RECORDS = fc.array(
  fc
    .record({
      model: fc.constantFrom(...MODELS),
      // Prices change on 16 and 21 August, and by the hour.
      minute: fc.integer({ min: 0, max: 31 * 24 * 60 - 1 }),
      serviceTier: fc.constantFrom(null, null, "default", "batch", "flex", "priority"),
      region: fc.constantFrom(null, null, "us", "eu"),
      aggregate: fc.oneof(
        { weight: 4, arbitrary: fc.constant(null) },
        {
          weight: 1,
          arbitrary: fc.record({ requests: fc.constantFrom(null, 1, 2, 7), hours: fc.constantFrom(1, 24, 240) }),
        },
      ),
      tokens: TOKENS,
      calls: fc.constantFrom(undefined, undefined, undefined, { webSearch: 2 }, { nothing: 1 }),
    })
    .map(({ model: [provider, model], minute, aggregate, ...rest }) => {
      const start = Date.UTC(2026, 7, 1) + minute * 60_000;
      return {
        provider,
        model,
        timestamp: new Date(start).toISOString(),
        ...(aggregate
          ? { requests: aggregate.requests, endTimestamp: new Date(start + aggregate.hours * 3_600_000).toISOString() }
          : {}),
        ...rest,
      };
    }),
  { minLength: 1, maxLength: 40 },
);

const TARGETS = [
  "openai/gpt-5",
  "gpt-4.1",
  "openai/gpt-5.5",
  "openai/gpt-5.6-sol",
  "anthropic/claude-sonnet-4-6",
  "deepseek/deepseek-v4-pro",
  "google/gemini-3.1-pro-preview",
  "openai/text-embedding-3-small",
  "x-ai/grok-4",
] as const;

test("costs are exactly those of pricing every record by itself, at its own time, on every target", async () => {
  await fc.assert(
    fc.asyncProperty(
      RECORDS,
      fc.constantFrom(...TARGETS),
      fc.constantFrom("UTC", "Asia/Kathmandu"),
      async (records, target, zone) => {
        const { organizationId, key } = await createOrganization(zone);
        const identified = records.map((record, index) => ({ id: `r${index}`, ...record }));
        await upload(key, identified);
        const expected = await recordByRecord(organizationId, parsed(identified), target);
        const { status, body } = await ask(key, { from: "2026-07-31", to: "2026-09-02", moves: [{ toModel: target }] });
        expect(status).toBe(200);
        expect(body.moves[0].baseline).toEqual(costs(expected.baseline));
        expect(body.moves[0].result).toEqual(costs(expected.result));
        const reasons = body.moves[0].unpriced.reasons as { records: number }[];
        expect(reasons.reduce((sum, { records: count }) => sum + count, 0)).toBeLessThanOrEqual(expected.unpricedThere);
        expect(body.result).toMatchObject(costs(expected.result));
        const ranked = body.ranking.models.find(({ isTarget }: { isTarget: boolean }) => isTarget);
        expect({ cost: ranked.cost, costHigh: ranked.costHigh }).toEqual({
          costHigh: undefined,
          ...costs(expected.result),
        });
      },
    ),
    { numRuns: 60 },
  );
}, 300_000);
