import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { POST as createOverride } from "@/app/api/v1/price-overrides/route";
import { POST } from "@/app/api/v1/switch/route";
import { POST as uploadUsage } from "@/app/api/v1/usage/route";
import { resolveModel } from "@/lib/catalogue/resolve-model";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { addUsd, type FemtoUsd, parseUsd, usdString, ZERO_USD } from "@/lib/pricing/money";
import { priceOfModel, priceUsage } from "@/lib/pricing/price";
import { exactCounts, priceableTokens } from "@/lib/pricing/priceable-tokens";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import { instantFromDate } from "@/lib/usage/instant";
import { UsageParser } from "@/lib/usage/open-parser";
import type { UsageRecord } from "@/lib/usage/usage-record";
import { apiRequest, createOrganization } from "../../support/factories";

const NOVEMBER = { from: "2026-11-01", to: "2026-12-01" };

type Answer = SwitchAnswerJson & { moves: [SwitchAnswerJson["moves"][number]] };

async function ask(key: string | null, body: unknown) {
  const response = await POST(apiRequest("/api/v1/switch", key, { method: "POST", body: JSON.stringify(body) }));
  return { status: response.status, body: (await response.json()) as Answer & { error: ApiErrorBody } };
}

interface ApiErrorBody {
  code: string;
  message: string;
  details: { path: string; message: string }[];
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
    else if (!isThere) sums.unpricedThere += 1;
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
      fc.constantFrom(0, 272_000, 200_000, 272_001),
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

/** Mostly nothing, so that many records fall into one group. */
function rarely<Value>(...values: Value[]) {
  return fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...values) });
}

const MODELS = [
  ["openai", "gpt-4.1-2025-04-14"],
  ["openai", "gpt-5"],
  ["openai", "gpt-5.5"],
  ["anthropic", "claude-sonnet-4-6"],
  ["x-ai", "grok-4.5"],
  ["nobody", "mystery-9"],
] as const;

const RECORDS = fc.array(
  fc
    .record({
      model: fc.constantFrom(...MODELS),
      // Prices change on 16 and 21 August, and by the hour.
      minute: fc.oneof(fc.integer({ min: 0, max: 31 * 24 * 60 - 1 }), fc.constantFrom(0, 22_560, 30_000)),
      serviceTier: rarely("default", "batch", "flex", "priority"),
      region: rarely("us", "eu"),
      aggregate: fc.oneof(
        { weight: 2, arbitrary: fc.constant(null) },
        {
          weight: 1,
          arbitrary: fc.record({ requests: fc.constantFrom(null, 1, 2, 7), hours: fc.constantFrom(1, 24, 240) }),
        },
      ),
      tokens: TOKENS,
      calls: rarely({ webSearch: 2 }, { nothing: 1 }).map((calls) => calls ?? {}),
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
  { minLength: 1, maxLength: 60, size: "max" },
);

const TARGETS = [
  "openai/gpt-5",
  "openai/gpt-4.1",
  "openai/gpt-5.5",
  "openai/gpt-5.6-sol",
  "anthropic/claude-sonnet-4-6",
  "deepseek/deepseek-v4-pro",
  "google/gemini-3.1-pro-preview",
  "openai/text-embedding-3-small",
  "x-ai/grok-4.5",
] as const;

test("costs are exactly those of pricing every record by itself, at its own time, on every model", async () => {
  const kinds = { interval: 0, unpriced: 0, long: 0 };
  await fc.assert(
    fc.asyncProperty(
      RECORDS,
      fc.constantFrom(...TARGETS),
      fc.constantFrom(...TARGETS),
      fc.constantFrom("UTC", "Asia/Kathmandu"),
      async (records, target, other, zone) => {
        const { organizationId, key } = await createOrganization(zone);
        const identified = records.map((record, index) => ({ id: `r${index}`, ...record }));
        await upload(key, identified);
        const usage = parsed(identified);
        const expected = await recordByRecord(organizationId, usage, target);
        const question = { from: "2026-07-31", to: "2026-09-02", moves: [{ toModel: target }], rankingLimit: 2000 };
        const { status, body } = await ask(key, question);
        expect(status).toBe(200);
        const [move] = body.moves;
        expect(move.baseline).toEqual(costs(expected.baseline));
        expect(move.result).toEqual(costs(expected.result));
        expect(body.result).toMatchObject(costs(expected.result));
        const unpriced = (move.unpriced.reasons as { records: number }[]).reduce((sum, one) => sum + one.records, 0);
        expect(unpriced).toBe(expected.unpricedThere);
        expect(sumOfDays(body, "baseline")).toBe(move.baseline.cost);
        expect(sumOfDays(body, "result")).toBe(move.result.cost);
        for (const model of [target, other]) {
          const ranked = rankedModel(body, model);
          const { result } = model === target ? expected : await recordByRecord(organizationId, usage, model);
          expect({ cost: ranked.cost, costHigh: ranked.costHigh }).toEqual({ costHigh: undefined, ...costs(result) });
        }
        if (move.result.costHigh) kinds.interval += 1;
        if (unpriced > 0) kinds.unpriced += 1;
        if (usage.some(({ tokens }) => tokens.input > 272_000)) kinds.long += 1;
      },
    ),
    { numRuns: 60 },
  );
  // What is hard was among it.
  expect(Math.min(...Object.values(kinds))).toBeGreaterThan(5);
}, 300_000);

test("records that are nearly alike are still priced apart", async () => {
  const { organizationId, key } = await createOrganization();
  const aggregate = { requests: 2, endTimestamp: "2026-11-03T10:00:00Z" };
  const records = [
    // A model without an output price has one for the first only.
    line("no output", {}, { input: 1_000, cacheRead: 0, output: 0 }),
    line("output", {}, { input: 1_000, cacheRead: 0, output: 5 }),
    line("no text", {}, { input: 100, cacheRead: 0, output: 0, audioInput: 100 }),
    line("text", {}, { input: 101, cacheRead: 0, output: 0, audioInput: 100 }),
    // Nobody has a rate for a time to live of nine hours.
    line("hour", {}, { cacheRead: 0, cacheWrite: 10, cacheWriteByTtl: { "1h": 10 } }),
    line("hours", {}, { cacheRead: 0, cacheWrite: 10, cacheWriteByTtl: { "9h": 10 } }),
    // A mean of 272,000.5 is above the threshold, one of 272,000 is not.
    line("mean above", aggregate, { input: 544_001, cacheRead: 0 }),
    line("mean at", aggregate, { input: 544_000, cacheRead: 0 }),
  ];
  await upload(key, records);
  const targets = ["openai/text-embedding-3-small", "openai/gpt-5.5", "anthropic/claude-sonnet-4-6", "x-ai/grok-4.5"];
  for (const target of targets) {
    const { body } = await ask(key, { ...NOVEMBER, moves: [{ toModel: target }] });
    const expected = await recordByRecord(organizationId, parsed(records), target);
    expect(body.moves[0].result).toEqual(costs(expected.result));
    const unpriced = body.moves[0].unpriced.reasons.reduce((sum, one) => sum + Number(one.records), 0);
    expect(unpriced).toBe(expected.unpricedThere);
  }
});

function sumOfDays(body: Answer, name: "baseline" | "result"): string {
  return usdString(addUsd(...body.series.map((day) => parseUsd(day[name].cost))));
}

function rankedModel(body: Answer, id: string) {
  const found = body.ranking.models.find((model) => model.id === id);
  if (!found) throw new Error(`${id} is not in the ranking`);
  return found;
}

function line(id: string, change: Record<string, unknown> = {}, tokens: Record<string, unknown> = {}) {
  return {
    id,
    timestamp: "2026-11-03T09:14:07.120Z",
    provider: "openai",
    model: "gpt-4.1-2025-04-14",
    project: "checkout",
    tokens: { input: 10_000, cacheRead: 6_000, output: 500, ...tokens },
    ...change,
  };
}

const TO_GPT_5 = [{ fromModel: "gpt-4.1", toModel: "gpt-5" }];

describe("an answer", () => {
  test("what it costs now and there, by day, with break-evens, fit and the ranking", async () => {
    const { key } = await createOrganization();
    await upload(key, [
      line("a"),
      line("b", { timestamp: "2026-11-05T00:00:00Z" }),
      line("c", { model: "gpt-4.1-mini" }),
    ]);
    const { status, body } = await ask(key, { ...NOVEMBER, moves: TO_GPT_5 });
    expect(status).toBe(200);
    expect(body.baseline.totals).toMatchObject({ cost: "0.033", requests: 3 });
    expect(body.result).toEqual({ cost: "0.0245", unpriced: { requests: 0, tokens: 0 } });
    expect(body.difference).toEqual({ cost: "-0.0085", percent: -25.75 });
    expect(body.moves[0]).toMatchObject({
      fromModel: "gpt-4.1",
      toModel: { id: "openai/gpt-5" },
      requests: 2,
      baseline: { cost: "0.03" },
      result: { cost: "0.0215" },
      difference: { cost: "-0.0085", percent: -28.33 },
      breakEvens: { outputFactor: 1.85, outputFactorColdCache: 0.5 },
      fit: { state: "fits" },
    });
    expect(body.series).toHaveLength(30);
    expect(body.series[2]).toMatchObject({
      date: "2026-11-03",
      baseline: { cost: "0.018" },
      result: { cost: "0.01375" },
      difference: { cost: "-0.00425" },
    });
    expect(body.series[4]).toMatchObject({ baseline: { cost: "0.015" }, result: { cost: "0.01075" } });
    expect(rankedModel(body, "openai/gpt-4.1")).toMatchObject({ cost: "0.03", isCurrent: true, isTarget: false });
    expect(rankedModel(body, "openai/gpt-5")).toMatchObject({ cost: "0.0215", isTarget: true, fit: "fits" });
    const ranks = body.ranking.models.map(({ rank }) => rank);
    expect(ranks.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    const amounts = body.ranking.models.slice(0, 50).map(({ cost }) => parseUsd(cost));
    expect(amounts).toEqual(amounts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
  });

  test("shares of the same traffic go to several models; the rest stays", async () => {
    const { key } = await createOrganization();
    await upload(key, [line("a")]);
    const moves = [
      { fromModel: "gpt-4.1", toModel: "gpt-5", share: 0.5 },
      { fromModel: "gpt-4.1", toModel: "gpt-4.1-mini", share: 0.3 },
    ];
    const { body } = await ask(key, { ...NOVEMBER, moves });
    // 0.2 × 0.015 + 0.5 × 0.01075 + 0.3 × 0.003
    expect(body.result.cost).toBe("0.009275");
    const most = await ask(key, { ...NOVEMBER, moves: moves.map((move) => ({ ...move, share: 0.6 })) });
    expect(most).toMatchObject({ status: 422, body: { error: { code: "shares_exceed_whole" } } });
  });

  test("only requests within a move's sizes are moved; aggregates that may be on both sides stay", async () => {
    const { key } = await createOrganization();
    await upload(key, [
      line("small", {}, { input: 1_000, cacheRead: 0, output: 0 }),
      line("edge", {}, { input: 2_000, cacheRead: 0, output: 0 }),
      line("large", {}, { input: 2_001, cacheRead: 0, output: 0 }),
      line("many", { requests: 5, endTimestamp: "2026-11-03T10:00:00Z" }, { input: 9_000, cacheRead: 0, output: 0 }),
    ]);
    const moves = [{ fromModel: "gpt-4.1", toModel: "gpt-5", where: { minInput: 1_001, maxInput: 2_000 } }];
    const { body } = await ask(key, { ...NOVEMBER, moves });
    expect(body.moves[0]).toMatchObject({ requests: 1, undecidedRequests: 5, result: { cost: "0.0025" } });
  });

  test("filters limit what is looked at", async () => {
    const { key } = await createOrganization();
    await upload(key, [line("a"), line("b", { project: "search" }), line("c", { project: null })]);
    const of = async (filter: object) => (await ask(key, { ...NOVEMBER, moves: TO_GPT_5, filter })).body;
    expect(await of({ project: ["search"] })).toMatchObject({
      baseline: { totals: { requests: 1 } },
      moves: [{ requests: 1 }],
    });
    expect(await of({ project: ["search", null] })).toMatchObject({
      baseline: { totals: { requests: 2 } },
      moves: [{ requests: 2 }],
    });
    expect(await of({ project: ["nowhere"] })).toMatchObject({ result: { cost: "0" }, moves: [{ requests: 0 }] });
  });

  test("fit is counted exactly at the limits", async () => {
    const { key } = await createOrganization();
    const sized = (id: string, input: number, output: number, change = {}) =>
      line(id, change, { input, cacheRead: 0, output });
    const aggregate = (requests: number | null) => ({ requests, endTimestamp: "2026-11-03T10:00:00Z" });
    await upload(key, [
      sized("at", 272_000, 128_000),
      sized("above", 272_001, 10),
      sized("output", 10, 128_001),
      sized("within", 272_000, 10, aggregate(100)),
      sized("mean", 544_001, 10, aggregate(2)),
      sized("open", 544_000, 10, aggregate(2)),
      sized("uncounted", 272_001, 10, aggregate(null)),
    ]);
    const { body } = await ask(key, { ...NOVEMBER, moves: TO_GPT_5, tier: "tier1" });
    const checks = Object.fromEntries(body.moves[0].fit.checks.map((check) => [check.check, check]));
    expect(checks.input).toMatchObject({
      state: "doesNotFit",
      limit: { value: 272_000 },
      requests: { fits: 102, doesNotFit: 2, unknown: 4 },
      records: { fits: 3, doesNotFit: 2, unknown: 2 },
      largest: 272_001,
    });
    expect(checks.output).toMatchObject({ requests: { doesNotFit: 1, unknown: 0 }, largest: 128_001 });
    expect(checks.context).toMatchObject({ records: { fits: 5, doesNotFit: 0, unknown: 2 }, largest: 400_000 });
    expect(checks.requestWithinTokensPerMinute).toMatchObject({ limit: { value: 500_000 }, state: "unknown" });
    expect(body.fit).toBe("doesNotFit");
  });

  test("an organisation's own prices count, at the time they hold", async () => {
    const { key } = await createOrganization();
    const override = {
      provider: "openai",
      model: "gpt-5",
      price: { kind: "multiplier", numerator: 88, denominator: 100 },
      validFrom: "2026-11-05T00:00:00Z",
    };
    const created = await createOverride(
      apiRequest("/api/v1/price-overrides", key, { method: "POST", body: JSON.stringify(override) }),
    );
    expect(created.status).toBe(201);
    await upload(key, [line("before"), line("after", { timestamp: "2026-11-05T00:00:00Z" })]);
    const { body } = await ask(key, { ...NOVEMBER, moves: TO_GPT_5 });
    expect(body.series[2]).toMatchObject({ result: { cost: "0.01075" } });
    expect(body.series[4]).toMatchObject({ result: { cost: "0.00946" } });
  });
});

describe("what has no answer", () => {
  test("unknown models are named", async () => {
    const { key } = await createOrganization();
    const target = await ask(key, { ...NOVEMBER, moves: [{ toModel: "gpt-9" }] });
    expect(target).toMatchObject({
      status: 422,
      body: { error: { code: "unknown_model", details: [{ path: "moves.0.toModel" }] } },
    });
    expect(target.body.error.message).toContain("gpt-9");
    const origin = await ask(key, { ...NOVEMBER, moves: [{ fromModel: "gpt-9", toModel: "gpt-5" }] });
    expect(origin).toMatchObject({ status: 422, body: { error: { details: [{ path: "moves.0.fromModel" }] } } });
  });

  test.each([
    ["an unknown field", { ...NOVEMBER, moves: TO_GPT_5, speed: 1 }],
    ["an unknown field of a move", { ...NOVEMBER, moves: [{ toModel: "gpt-5", factor: 2 }] }],
    ["an unknown dimension", { ...NOVEMBER, moves: TO_GPT_5, filter: { colour: ["red"] } }],
    ["an unknown tier", { ...NOVEMBER, moves: TO_GPT_5, tier: "tier9" }],
    ["no moves", { ...NOVEMBER, moves: [] }],
    ["a share above the whole", { ...NOVEMBER, moves: [{ toModel: "gpt-5", share: 1.5 }] }],
    ["sizes the wrong way round", { ...NOVEMBER, moves: [{ toModel: "gpt-5", where: { minInput: 2, maxInput: 1 } }] }],
    ["no time", { from: "yesterday", to: "2026-12-01", moves: TO_GPT_5 }],
    ["time the wrong way round", { from: "2026-12-01", to: "2026-11-01", moves: TO_GPT_5 }],
    ["too much time", { from: "2006-12-01", to: "2026-11-01", moves: TO_GPT_5 }],
    ["a wrong zone", { ...NOVEMBER, tz: "Mars/Olympus", moves: TO_GPT_5 }],
  ])("%s is a 400 that says so", async (_what, body) => {
    const { key } = await createOrganization();
    const answer = await ask(key, body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
    expect(answer.body.error.details.length).toBeGreaterThan(0);
  });

  test("members of another organisation see nothing, strangers are sent away", async () => {
    const { key } = await createOrganization();
    const other = await createOrganization();
    await upload(key, [line("a"), line("b", { model: "in-house-7" })]);
    const { body } = await ask(other.key, { ...NOVEMBER, moves: TO_GPT_5 });
    expect(body.baseline.totals).toMatchObject({ cost: "0", requests: 0 });
    expect(body.moves[0]).toMatchObject({ requests: 0, result: { cost: "0" } });
    const named = await ask(other.key, { ...NOVEMBER, moves: [{ fromModel: "in-house-7", toModel: "gpt-5" }] });
    expect(named.status).toBe(422);
    expect((await ask(key, { ...NOVEMBER, moves: [{ fromModel: "in-house-7", toModel: "gpt-5" }] })).status).toBe(200);
    expect((await ask(null, { ...NOVEMBER, moves: TO_GPT_5 })).status).toBe(401);
    const writer = await createOrganization("UTC", ["ingest"]);
    expect((await ask(writer.key, { ...NOVEMBER, moves: TO_GPT_5 })).status).toBe(403);
  });
});
