import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { POST as createOverride } from "@/app/api/v1/price-overrides/route";
import { POST } from "@/app/api/v1/switch/route";
import { POST as uploadUsage } from "@/app/api/v1/usage/route";
import { organizationPriceBook } from "@/lib/db/queries/price-book/organization-price-book";
import { getSwitch } from "@/lib/db/queries/switch/get-switch";
import { forgetTraffic } from "@/lib/db/queries/switch/traffic/recently-used";
import { changeTimeZone } from "@/lib/ingest/change-time-zone";
import { deleteBatch } from "@/lib/ingest/delete-batch";
import { rebuildRollups } from "@/lib/ingest/rebuild-rollups";
import { parseUsd, usdString } from "@/lib/pricing/money";
import { loadPriceBook } from "@/lib/pricing/price-book";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import { DEFAULT_LEVERS } from "@/lib/switch/levers";
import { moneyOf, shareFromNumber } from "@/lib/switch/share";
import { NO_LIMITS, WHOLE_TRAFFIC } from "@/lib/switch/switch-question";
import { instantFromDate } from "@/lib/usage/instant";
import { apiRequest, createOrganization } from "../../support/factories";
import { answerInMemory } from "../../support/memory-traffic";
import { RANDOM_USAGE } from "../../support/random-usage";
import { type OracleBounds, oracleAnswer } from "../../support/switch-oracle";
import { usageLine as line } from "../../support/usage-line";
import { parsedRecords } from "../../support/usage-records";

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
  expect(result).toMatchObject({ received: records.length, rejected: 0 });
  return result.batchId as number;
}

test("the answer is that of the records, on every road they came and went", async () => {
  const book = await loadPriceBook();
  const [usage] = fc.sample(
    RANDOM_USAGE.filter((records) => records.length > 40),
    { numRuns: 1, seed: 11 },
  ) as [object[]];
  const { organizationId, key } = await createOrganization("Asia/Kathmandu");
  const asked = {
    ...{ from: new Date("2026-08-02T00:00:00Z"), to: new Date("2026-08-30T12:34:56Z"), timeZone: "Asia/Kathmandu" },
    moves: [
      {
        fromModel: "openai/gpt-4.1",
        toModel: "openai/gpt-5.5",
        where: { hours: [9, 10, 11, 12, 13], only: { project: ["a", null] } },
      },
      {
        toModel: "deepseek/deepseek-v4-pro",
        share: shareFromNumber(0.3),
        where: { minInput: 100, only: { "tag.feature": ["search"] } },
      },
      { fromModel: "openai/gpt-4.1", toModel: "openai/gpt-4.1-mini" },
    ],
  };
  const isSame = async (records: readonly object[]) => {
    const moves = asked.moves.map((move) => ({ ...WHOLE_TRAFFIC, ...move }));
    const { answer } = await getSwitch(organizationId, {
      ...{ ...NO_LIMITS, ...asked, rankingLimit: 0, levers: DEFAULT_LEVERS },
      moves,
    });
    const within = parsedRecords(records).filter(
      ({ timestamp }) => timestamp >= instantFromDate(asked.from) && timestamp < instantFromDate(asked.to),
    );
    const expected = answerInMemory(book, within, asked);
    expect(answer.costs.totals).toEqual(expected.costs.totals);
    expect(answer.costs.moved).toEqual(expected.costs.moved);
    expect(answer.costs.moves.map(({ sums }) => sums)).toEqual(expected.costs.moves.map(({ sums }) => sums));
    expect(answer.headroom.map(({ limits }) => limits[0]?.tokens.peak)).toEqual(
      expected.headroom.map(({ limits }) => limits[0]?.tokens.peak),
    );
    expect(answer.moves.map(({ fit }) => fit)).toEqual(expected.moves.map(({ fit }) => fit));
  };
  const half = usage.slice(0, 20);
  await upload(key, half);
  await isSame(half);
  // As after a restart: from what the database keeps.
  forgetTraffic();
  await isSame(half);
  const batchId = await upload(key, usage.slice(20));
  await isSame(usage);
  const revised = { ...(half[0] as object), tokens: { input: 77_777, output: 7 } };
  await upload(key, [revised]);
  await isSame([revised, ...usage.slice(1)]);
  await deleteBatch(organizationId, batchId);
  await isSame([revised, ...half.slice(1)]);
  await changeTimeZone(organizationId, "America/New_York");
  await isSame([revised, ...half.slice(1)]);
  await rebuildRollups(organizationId);
  await isSame([revised, ...half.slice(1)]);
});

test("a lever that moves, a limit that is stated and a price that changes count at once", async () => {
  const { key } = await createOrganization();
  await upload(
    key,
    [1, 12_000, 20_000, 21_000].map((output, hour) =>
      line(`request ${hour}`, { timestamp: `2026-10-03T0${hour}:00:00Z` }, { output }),
    ),
  );
  // A period that is over: what it comes to a month does not depend on when it is asked.
  const question = { from: "2026-10-01", to: "2026-11-01", rankingLimit: 0, moves: [{ toModel: "openai/gpt-5" }] };
  const ownLimits = [{ model: "openai/gpt-5", tokensPerMinute: 10 }];
  // Of the limit of 32,768 the outputs below are on both sides, between one factor and the next.
  const grown = [1, 1.5, 1.7, 1.6, 3].map((outputFactor) => ({
    ...{ ...question, moves: [{ toModel: "openai/gpt-4.1-mini", where: { maxInput: 20_000 } }] },
    levers: { outputFactor },
  }));
  const asked = [
    question,
    { ...question, levers: { cacheKept: 0.25 } },
    { ...question, levers: { cacheKept: 0.75, outputFactor: 2 } },
    { ...question, ownLimits },
    ...grown,
  ];
  const answers = async (isAnew = false) => {
    const bodies: unknown[] = [];
    for (const one of asked) {
      if (isAnew) forgetTraffic();
      const { askedAt: _, ...body } = (await ask(key, one)).body as Answer & { askedAt?: string };
      bodies.push(body);
    }
    return bodies;
  };
  const before = await answers();
  expect(new Set(before.map((body) => JSON.stringify(body))).size).toBe(asked.length);
  expect(await answers(true)).toEqual(before);
  const override = { provider: "openai", model: "gpt-5", price: { kind: "rates", input: "7", output: "9" } };
  const created = await createOverride(
    apiRequest("/api/v1/price-overrides", key, { method: "POST", body: JSON.stringify(override) }),
  );
  expect(created.status).toBe(201);
  const after = await answers();
  expect(after).not.toEqual(before);
  expect(await answers(true)).toEqual(after);
});

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
    // More than can be summed as numbers.
    line("huge", {}, { input: 9_007_199_254_740_991, cacheRead: 9_007_199_254_740_000, output: 4_000_000_000 }),
    line("larger", {}, { input: 9_007_199_254_740_001, cacheRead: 0, output: 4_000_000_001 }),
  ];
  await upload(key, records);
  const book = await organizationPriceBook(organizationId);
  const usage = parsedRecords(records);
  for (const target of [
    "openai/text-embedding-3-small",
    "openai/gpt-5.5",
    "anthropic/claude-sonnet-4-6",
    "x-ai/grok-4.5",
  ]) {
    const moves = [{ toModel: target }];
    const { body } = await ask(key, { ...NOVEMBER, moves, rankingLimit: 2000 });
    const expected = oracleAnswer(book, usage, { moves });
    const [move] = expected.moves;
    expect(body.moves[0].result).toEqual(costs(move?.result));
    expect(body.moves[0].baseline).toEqual(costs(move?.baseline));
    const unpriced = body.moves[0].unpriced.reasons.reduce((sum, one) => sum + Number(one.records), 0);
    expect(unpriced).toBe(move?.unpricedThere);
    for (const other of ["deepseek/deepseek-v4-pro", "openai/gpt-4.1", target]) {
      const [ranked] = oracleAnswer(book, usage, { moves: [{ toModel: other }] }).moves;
      expect(rankedModel(body, other)).toMatchObject(costs(ranked?.result));
    }
  }
});

function costs(bounds: OracleBounds | undefined) {
  const { low, high } = bounds ?? { low: 0n, high: 0n };
  const usd = (amount: bigint) => usdString(moneyOf(amount));
  return { cost: usd(low), ...(high > low ? { costHigh: usd(high) } : {}) };
}

function rankedModel(body: Answer, id: string) {
  const found = body.ranking.models.find((model) => model.id === id);
  if (!found) throw new Error(`${id} is not in the ranking`);
  return found;
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
    expect(body.difference).toEqual({ cost: "-0.0085", percent: -25.76 });
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

  test("usage without a tag is found by that alone", async () => {
    const { key } = await createOrganization();
    await upload(key, [
      line("a"),
      line("b", { tags: { feature: "search" } }),
      line("c", { tags: { feature: "chat", team: "x" } }),
      line("d", { tags: { team: "x" } }),
    ]);
    const requests = async (question: object) =>
      (await ask(key, { ...NOVEMBER, moves: TO_GPT_5, ...question })).body.moves[0].requests;
    const moved = (where: object) => requests({ moves: [{ toModel: "gpt-5", where }] });
    expect(await moved({ "tag.feature": [null] })).toBe(2);
    expect(await moved({ "tag.feature": [null, "chat"] })).toBe(3);
    expect(await moved({ "tag.nowhere": [null] })).toBe(4);
    expect(await requests({ filter: { "tag.team": [null] } })).toBe(2);
    expect(await requests({ not: { "tag.team": [null] } })).toBe(2);
    expect(await requests({ not: { "tag.team": ["x"] } })).toBe(2);
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

  test("prompts are held against limits of one's own in place of the tier's", async () => {
    const { key } = await createOrganization();
    const sized = (id: string, input: number) => line(id, {}, { input, cacheRead: 0 });
    await upload(key, [sized("at", 7_000), sized("above", 7_001), sized("long", 130_000)]);
    const checks = async (question: object, toModel = "gpt-5") => {
      const { body } = await ask(key, { ...NOVEMBER, moves: [{ toModel }], ...question });
      return body.moves[0].fit.checks
        .filter(({ check }) => check === "requestWithinTokensPerMinute")
        .map(({ of, state, requests, evidence }) => [of, state, requests, evidence.map(({ id }) => id)]);
    };
    const own = (model: string, tokensPerMinute: number, abovePromptTokens?: number) => ({
      ...{ model, tokensPerMinute },
      ...(abovePromptTokens !== undefined && { abovePromptTokens }),
    });
    const counts = (fits: number, doesNotFit: number) => ({ fits, doesNotFit, unknown: 0 });
    expect(await checks({})).toEqual([]);
    expect(await checks({ tier: "tier1" })).toEqual([[null, "fits", counts(3, 0), []]]);
    for (const tier of [null, "tier1"]) {
      expect(await checks({ tier, ownLimits: [own("gpt-5", 7_000)] })).toEqual([
        [null, "doesNotFit", counts(1, 2), ["long", "above"]],
      ]);
    }
    expect(await checks({ tier: "tier1", ownLimits: [own("gpt-4.1", 7_000)] })).toHaveLength(1);
    const both = [own("gpt-4.1", 7_000), own("gpt-4.1", 129_999, 128_000)];
    expect(await checks({ ownLimits: both }, "gpt-4.1")).toEqual([
      [null, "doesNotFit", counts(1, 1), ["above"]],
      ["prompts above 128000", "doesNotFit", counts(0, 1), ["long"]],
    ]);
  });

  test("an aggregate of more requests than there can be is held against limits by its mean", async () => {
    const { key } = await createOrganization();
    const whole = { endTimestamp: "2026-11-03T10:00:00Z", requests: Number.MAX_SAFE_INTEGER };
    await upload(key, [line("total", whole), line("single", {}, { input: 300_000, cacheRead: 0 })]);
    const { status, body } = await ask(key, { ...NOVEMBER, moves: [{ toModel: "gpt-5" }] });
    expect(status).toBe(200);
    expect(body.moves[0].fit.checks.find(({ check }) => check === "input")?.evidence).toMatchObject([{ id: "single" }]);
  });

  test("aggregates that stay, because nobody can say whether they move, are no evidence", async () => {
    const { key } = await createOrganization();
    const total = { requests: 2, endTimestamp: "2026-11-03T10:00:00Z" };
    await upload(key, [
      line("single", {}, { input: 300_000, cacheRead: 0 }),
      line("total", total, { input: 800_000, cacheRead: 0 }),
    ]);
    const large = { fromModel: "gpt-4.1", toModel: "gpt-5", where: { minInput: 100_000 } };
    const rest = { toModel: "gpt-5" };
    const idsOf = async (moves: object[]) =>
      (await ask(key, { ...NOVEMBER, moves })).body.moves.map(({ fit }) =>
        fit.checks.find(({ check }) => check === "input")?.evidence.map(({ id }) => id),
      );
    expect(await idsOf([large])).toEqual([["single"]]);
    expect(await idsOf([rest])).toEqual([["total", "single"]]);
    // What may be of an earlier move is not offered to a later one.
    expect(await idsOf([large, rest])).toEqual([["single"], []]);
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
