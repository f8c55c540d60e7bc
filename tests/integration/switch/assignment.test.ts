import { expect, test } from "vitest";
import { POST } from "@/app/api/v1/switch/route";
import { POST as uploadUsage } from "@/app/api/v1/usage/route";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import { apiRequest, createOrganization } from "../../support/factories";
import { sizedLine } from "../../support/usage-line";

const ASKED = { from: "2026-11-01", to: "2026-12-01", rankingLimit: 0, moves: [{ toModel: "openai/gpt-5" }] };

async function ask(key: string, body: object) {
  const response = await POST(apiRequest("/api/v1/switch", key, { method: "POST", body: JSON.stringify(body) }));
  return { status: response.status, body: (await response.json()) as SwitchAnswerJson & { error: { code: string } } };
}

async function upload(key: string, lines: readonly object[]) {
  const body = lines.map((line) => JSON.stringify(line)).join("\n");
  expect((await uploadUsage(apiRequest("/api/v1/usage", key, { method: "POST", body }))).status).toBe(200);
}

const GOALS = { openai: "openai/gpt-5", nano: "openai/gpt-4.1-nano" };

test("segments of stored usage go where they cost least and fit, by project, user and tag", async () => {
  const { key } = await createOrganization();
  await upload(key, [
    // GPT-5 has no room for so long a prompt; GPT-4.1 nano has.
    sizedLine("long", 300_000, 10, { project: "long", user: "u1", tags: { feature: "read" } }),
    sizedLine("short", 3_000, 10, { project: "short", user: "u2", tags: { feature: "chat" } }),
    sizedLine("none", 2_000, 10, { project: null }),
  ]);
  const levers = { outputFactor: 1 };
  const of = async (by: string, change: object = {}) => {
    const bestAssignment = { by, models: [GOALS.openai], ...change };
    const { status, body } = await ask(key, { ...ASKED, levers, bestAssignment });
    expect(status).toBe(200);
    return body.bestAssignment;
  };
  const byProject = await of("project");
  const goals = (assignment: SwitchAnswerJson["bestAssignment"]) =>
    Object.fromEntries((assignment?.segments ?? []).map(({ value, toModel }) => [String(value), toModel]));
  expect(goals(byProject)).toEqual({ long: null, short: GOALS.openai, null: GOALS.openai });
  expect(byProject?.segments[0]).toMatchObject({
    value: "long",
    options: [{ refusal: "fit", requestsThatDoNotFit: 1 }],
  });
  // 300,000 × ($2.00 − $1.25) / 1,000,000 less 10 × ($10 − $8) / 1,000,000
  expect(byProject?.constraints).toMatchObject([{ kind: "fit", isBinding: true, worth: "0.22498" }]);
  expect(byProject).toMatchObject({ state: "solved", isProven: true, moves: 2, otherSegments: 0 });
  expect(goals(await of("user"))).toEqual({ u1: null, u2: GOALS.openai, null: GOALS.openai });
  expect(goals(await of("tag.feature"))).toEqual({ read: null, chat: GOALS.openai, null: GOALS.openai });
  const allowed = [{ value: "long", models: [GOALS.nano] }];
  expect(goals(await of("project", { allowed, mostMoves: 1 }))).toEqual({ long: GOALS.nano, short: null, null: null });
  expect(await of("project", { mayStay: false })).toMatchObject({ state: "infeasible" });
});

test("what of a segment has no price is said, as it is now and on each model", async () => {
  const { key } = await createOrganization();
  await upload(key, [
    sizedLine("priced", 3_000, 10, { project: "mixed" }),
    sizedLine("unpriced", 2_000, 10, { project: "mixed", model: "house-model" }),
    sizedLine("all", 1_000, 10, { project: "clear" }),
  ]);
  const bestAssignment = { by: "project", models: [GOALS.openai] };
  const { body } = await ask(key, { ...ASKED, bestAssignment });
  const none = { requests: 0, tokens: 0 };
  expect(body.bestAssignment?.segments).toMatchObject([
    { value: "mixed", requests: 2, unpriced: { requests: 1, tokens: 2_010 }, options: [{ unpriced: none }] },
    { value: "clear", requests: 1, unpriced: none, options: [{ unpriced: none }] },
  ]);
  const searching = sizedLine("searching", 10, 10, { project: "searching", calls: { webSearch: 1 } });
  await upload(key, [searching]);
  const deepseek = { by: "project", models: ["deepseek/deepseek-v4-pro"] };
  const again = (await ask(key, { ...ASKED, bestAssignment: deepseek })).body.bestAssignment?.segments;
  expect(again?.find(({ value }) => value === "searching")).toMatchObject({
    ...{ toModel: null, unpriced: none },
    options: [{ refusal: "price", unpriced: { requests: 1, tokens: 20 } }],
  });
});

test("models that are none and too many of them are refused", async () => {
  const { key } = await createOrganization();
  const bestAssignment = { by: "project", models: ["gpt-9"] };
  expect(await ask(key, { ...ASKED, bestAssignment })).toMatchObject({
    status: 422,
    body: { error: { code: "unknown_model", details: [{ path: "bestAssignment.models" }] } },
  });
  const many = Array.from({ length: 15 }, (_, index) => `model-${index}`);
  const lists = { by: "project", models: many, allowed: [{ value: "a", models: many.map((name) => `other-${name}`) }] };
  expect((await ask(key, { ...ASKED, bestAssignment: lists })).status).toBe(400);
  expect((await ask(key, { ...ASKED, bestAssignment: { by: "colour" } })).status).toBe(400);
});

test("nobody sees another organisation's segments", async () => {
  const [home, other] = [await createOrganization(), await createOrganization()];
  await upload(home.key, [sizedLine("a", 3_000, 10, { project: "secret" })]);
  const { body } = await ask(other.key, { ...ASKED, bestAssignment: { by: "project", models: [GOALS.openai] } });
  expect(body.bestAssignment).toMatchObject({ state: "solved", segments: [], moves: 0 });
});
