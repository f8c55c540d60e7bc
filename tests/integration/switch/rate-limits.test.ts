import { expect, test } from "vitest";
import { DELETE as remove } from "@/app/api/v1/rate-limits/[id]/route";
import { POST as keep, GET as list, PATCH as stateTiers } from "@/app/api/v1/rate-limits/route";
import { POST as ask } from "@/app/api/v1/switch/route";
import { POST as uploadUsage } from "@/app/api/v1/usage/route";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { RateLimitsJson } from "@/lib/switch/rate-limits-json";
import { apiRequest, createOrganization } from "../../support/factories";
import { call, sending } from "../../support/people";
import { sizedLine } from "../../support/usage-line";

const PATH = "/api/v1/rate-limits";
const QUESTION = { from: "2026-11-01", to: "2026-12-01", rankingLimit: 5, moves: [{ toModel: "openai/gpt-4.1" }] };
const GPT_41 = "openai/gpt-4.1";

/** An organisation with two requests in one minute: 40,000 tokens, and 200,000 in a prompt that is long for GPT-4.1. */
async function organization() {
  const { key } = await createOrganization();
  const lines = [
    sizedLine("short", 39_900, 100, { model: "gpt-5" }),
    sizedLine("long", 199_900, 100, { model: "gpt-5" }),
  ];
  const body = lines.map((line) => JSON.stringify(line)).join("\n");
  expect((await call(uploadUsage, apiRequest("/api/v1/usage", key, { method: "POST", body }))).status).toBe(200);
  const post = async (limit: object) => {
    const { status, body: kept } = await call(keep, apiRequest(PATH, key, sending("POST", limit)));
    expect(status).toBe(201);
    return kept as RateLimitsJson["rateLimits"][number];
  };
  const answer = async (change: object = {}) => {
    const { status, body: found } = await call(
      ask,
      apiRequest("/api/v1/switch", key, sending("POST", { ...QUESTION, ...change })),
    );
    expect(status).toBe(200);
    return found as SwitchAnswerJson;
  };
  const tiers = (usageTiers: object) => call(stateTiers, apiRequest(PATH, key, sending("PATCH", { usageTiers })));
  return { key, post, answer, tiers };
}

/** What was checked on the target, by check and prompts. */
function perMinute({ moves, rateLimits }: SwitchAnswerJson) {
  const checks = (moves[0]?.fit.checks ?? []).filter(({ check }) => check.endsWith("PerMinute"));
  return { limits: rateLimits, checks: checks.map(({ check, of, state, limit }) => [check, of, state, limit.value]) };
}

test("limits are kept by model and prompts, changed in place, and removed", async () => {
  const { key, post, tiers } = await organization();
  const first = await post({ model: "gpt-4.1", tokensPerMinute: 50_000 });
  expect(first).toMatchObject({ model: GPT_41, abovePromptTokens: null, requestsPerMinute: null });
  const long = await post({ model: GPT_41, abovePromptTokens: 128_000, tokensPerMinute: 1_000_000_000_000 });
  const again = await post({ model: GPT_41, requestsPerMinute: 0 });
  expect(again).toMatchObject({ id: first.id, tokensPerMinute: null, requestsPerMinute: 0, changedBy: "API key test" });
  expect((await tiers({ openai: "tier2" })).status).toBe(200);
  const all = async () => (await call(list, apiRequest(PATH, key))).body as RateLimitsJson;
  expect(await all()).toMatchObject({
    rateLimits: [again, { id: long.id, abovePromptTokens: 128_000, tokensPerMinute: 1_000_000_000_000 }],
    usageTiers: [{ provider: "openai", tier: "tier2", changedBy: "API key test" }],
  });
  expect((await call(remove, apiRequest(PATH, key, { method: "DELETE" }), { id: long.id })).status).toBe(204);
  await tiers({ openai: null });
  expect(await all()).toEqual({ rateLimits: [again], usageTiers: [] });
});

test("what limits nothing, is on no model, or of a provider without tiers is refused by its name", async () => {
  const { key, tiers } = await organization();
  const refused = async (body: object) => {
    const answer = await call(keep, apiRequest(PATH, key, sending("POST", body)));
    return [answer.status, answer.body.error.details?.[0].path];
  };
  expect(await refused({ model: GPT_41 })).toEqual([400, "tokensPerMinute"]);
  expect(await refused({ model: GPT_41, tokensPerMinute: -1 })).toEqual([400, "tokensPerMinute"]);
  expect(await refused({ model: "gpt-9", tokensPerMinute: 1 })).toEqual([422, "model"]);
  expect(await tiers({ anthropic: "tier1" })).toMatchObject({
    status: 422,
    body: { error: { code: "unknown_provider" } },
  });
});

test("what-ifs are held against what is kept where they state nothing, and say so", async () => {
  const { post, answer, tiers } = await organization();
  const none = { model: GPT_41, tier: null, from: null, own: [] };
  expect(perMinute(await answer())).toEqual({ limits: [none], checks: [] });

  await tiers({ openai: "tier1" });
  const published = [
    ["requestWithinTokensPerMinute", null, "doesNotFit", 30_000],
    ["requestWithinTokensPerMinute", "prompts above 128000", "fits", 200_000],
    ["tokensPerMinute", null, "doesNotFit", 30_000],
    ["requestsPerMinute", null, "fits", 500],
    ["tokensPerMinute", "prompts above 128000", "fits", 200_000],
    ["requestsPerMinute", "prompts above 128000", "fits", 100],
  ];
  const atTier1 = await answer();
  expect(perMinute(atTier1)).toEqual({
    limits: [{ ...none, tier: "tier1", from: "organization" }],
    checks: published,
  });
  expect(perMinute(await answer({ tier: "tier1" }))).toEqual({
    limits: [{ ...none, tier: "tier1", from: "question" }],
    checks: published,
  });
  // The ranking is held against the same: at tier 1 the prompt is too large for a minute.
  const ranked = (found: SwitchAnswerJson) => found.ranking.models.find(({ id }) => id === GPT_41);
  expect(ranked(atTier1)).toMatchObject({ fit: "doesNotFit", requestsThatDoNotFit: 1 });
  expect(ranked(await answer({ tier: null }))).toMatchObject({ requestsThatDoNotFit: 0 });

  const own = { model: GPT_41, tokensPerMinute: 40_000, requestsPerMinute: 10 };
  await post(own);
  await post({ model: GPT_41, abovePromptTokens: 128_000, tokensPerMinute: 199_999 });
  const kept = perMinute(await answer());
  expect(kept).toEqual({
    limits: [
      {
        ...{ model: GPT_41, tier: "own", from: "organization" },
        own: [
          { abovePromptTokens: null, tokensPerMinute: 40_000, requestsPerMinute: 10 },
          { abovePromptTokens: 128_000, tokensPerMinute: 199_999, requestsPerMinute: null },
        ],
      },
    ],
    checks: [
      ["requestWithinTokensPerMinute", null, "fits", 40_000],
      ["requestWithinTokensPerMinute", "prompts above 128000", "fits", 199_999],
      ["tokensPerMinute", null, "fits", 40_000],
      ["requestsPerMinute", null, "fits", 10],
      ["tokensPerMinute", "prompts above 128000", "doesNotFit", 199_999],
      ["requestsPerMinute", "prompts above 128000", "unknown", null],
    ],
  });

  // What a question states wins.
  expect(perMinute(await answer({ tier: null }))).toEqual({ limits: [none], checks: [] });
  expect(perMinute(await answer({ tier: "tier1" })).checks).toEqual(published);
  expect(perMinute(await answer({ ownLimits: [] }))).toMatchObject({
    limits: [{ tier: "tier1", from: "organization" }],
    checks: published,
  });
  const stated = await answer({ tier: "tier1", ownLimits: [{ model: "gpt-4.1", tokensPerMinute: 1 }] });
  expect(stated.rateLimits).toEqual([
    {
      ...{ model: GPT_41, tier: "own", from: "question" },
      own: [{ abovePromptTokens: null, tokensPerMinute: 1, requestsPerMinute: null }],
    },
  ]);
  // Of a model nobody has limited, the provider's tier.
  const halves = ["openai/gpt-4.1-mini", "x-ai/grok-4.5"].map((toModel) => ({ toModel, share: 0.5 }));
  const other = await answer({ moves: halves });
  expect(other.rateLimits).toEqual([
    { model: "openai/gpt-4.1-mini", tier: "tier1", from: "organization", own: [] },
    { ...none, model: "x-ai/grok-4.5" },
  ]);
});

test("another limit counts at once, in the best split and the best assignment too", async () => {
  const { post, answer } = await organization();
  const asked = {
    filter: { model: ["gpt-5"] },
    moves: [{ toModel: "openai/gpt-4.1-mini" }],
    levers: { outputFactor: 1, cacheKept: 1 },
    bestSplit: { move: 0 },
    bestAssignment: { by: "model", models: ["openai/gpt-4.1-mini"] },
  };
  const mini = { model: "openai/gpt-4.1-mini" };
  await post({ ...mini, abovePromptTokens: 128_000, tokensPerMinute: 200_000 });
  await post({ ...mini, tokensPerMinute: 40_000 });
  const found = await answer(asked);
  expect(found.bestAssignment).toMatchObject({
    rateLimits: [{ ...mini, tier: "own", from: "organization" }],
    segments: [{ value: "gpt-5", toModel: "openai/gpt-4.1-mini" }],
  });
  expect(found.bestSplit?.byShare.room.share).toBe(1);
  // Not less than the prompt itself, which could then not be sent at all.
  await post({ ...mini, tokensPerMinute: 39_950 });
  const tighter = await answer(asked);
  expect(tighter.bestAssignment).toMatchObject({
    segments: [{ value: "gpt-5", toModel: null }],
    constraints: [{ kind: "rateLimit", limit: 39_950, isBinding: true }],
  });
  expect(tighter.bestSplit?.byShare.room.share).toBe(0.99875);
});

test("nobody's what-if is held against another organisation's limits", async () => {
  const [home, other] = [await organization(), await organization()];
  await home.post({ model: GPT_41, tokensPerMinute: 1 });
  await home.tiers({ openai: "tier1" });
  expect((await other.answer()).rateLimits).toMatchObject([{ tier: null, from: null }]);
  expect((await call(list, apiRequest(PATH, other.key))).body).toEqual({ rateLimits: [], usageTiers: [] });
});
