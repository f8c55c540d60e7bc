import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { POST as createOverride } from "@/app/api/v1/price-overrides/route";
import { POST as keepLimit, PATCH as stateTiers } from "@/app/api/v1/rate-limits/route";
import { POST as backTest } from "@/app/api/v1/scenarios/[id]/back-test/route";
import { POST as duplicate } from "@/app/api/v1/scenarios/[id]/duplicate/route";
import { PATCH as change, GET as getOne, DELETE as remove } from "@/app/api/v1/scenarios/[id]/route";
import { POST as runAgain } from "@/app/api/v1/scenarios/[id]/runs/route";
import { GET as compare } from "@/app/api/v1/scenarios/compare/route";
import { POST as create, GET as list } from "@/app/api/v1/scenarios/route";
import { POST as ask } from "@/app/api/v1/switch/route";
import { POST as uploadUsage } from "@/app/api/v1/usage/route";
import { prisma } from "@/lib/db/prisma";
import { parseUsd } from "@/lib/pricing/money";
import type { ScenarioWithRunsJson } from "@/lib/switch/scenarios/scenario";
import { apiRequest, createOrganization } from "../../support/factories";
import { call, createMember, pageRequest, sending } from "../../support/people";
import { usageLine } from "../../support/usage-line";

const PATH = "/api/v1/scenarios";
const QUESTION = {
  from: "2026-11-01",
  to: "2026-12-01",
  moves: [{ fromModel: "gpt-4.1", toModel: "openai/gpt-5" }],
};

const post = (body?: unknown) => sending("POST", body);

async function upload(key: string, ...ids: string[]) {
  const body = ids.map((id) => `${JSON.stringify(usageLine(id))}\n`).join("");
  expect((await call(uploadUsage, apiRequest("/api/v1/usage", key, { method: "POST", body }))).status).toBe(200);
}

async function kept(key: string, name = "To GPT-5", question: unknown = QUESTION): Promise<ScenarioWithRunsJson> {
  const { status, body } = await call(create, apiRequest(PATH, key, post({ name, question })));
  expect(body).not.toHaveProperty("error");
  expect(status).toBe(201);
  return body;
}

test("a scenario keeps the question and what it comes to, as POST /api/v1/switch answers it", async () => {
  const { key } = await createOrganization();
  await upload(key, "1", "2");
  const scenario = await kept(key);
  const answer = (await call(ask, apiRequest("/api/v1/switch", key, post(QUESTION)))).body;
  expect(scenario).toMatchObject({
    ...{ name: "To GPT-5", question: QUESTION, createdBy: "API key test", changedBy: "API key test", mayDelete: true },
    outdated: { prices: false, data: false, period: false, limits: false },
  });
  expect(scenario.runs).toEqual([scenario.lastRun]);
  expect(scenario.lastRun).toMatchObject({
    ...{ ranBy: "API key test", changes: null },
    result: {
      ...{ requests: 2, baseline: { cost: "0.03" }, result: { cost: "0.0215" } },
      difference: answer.difference,
      estimatedDifference: answer.estimatedDifference,
      fit: answer.fit,
      moves: [{ fromModel: "gpt-4.1", toModel: "openai/gpt-5", share: 1, requests: 2 }],
    },
  });
  const rates = scenario.lastRun.result.prices.map(({ side, class: name, rate }) => `${side} ${name} ${rate}`);
  expect(rates).toEqual(expect.arrayContaining(["now output 8", "there output 10", "there cacheRead 0.125"]));
});

test("run again it says what changed: usage, prices, and neither", async () => {
  const { key } = await createOrganization();
  await upload(key, "1");
  const { id } = await kept(key);
  const again = async (): Promise<ScenarioWithRunsJson> => {
    const { status, body } = await call(runAgain, apiRequest(PATH, key, post()), { id });
    expect(status).toBe(201);
    return body;
  };
  const read = async () => (await call(getOne, apiRequest(PATH, key), { id })).body as ScenarioWithRunsJson;

  await upload(key, "2");
  expect((await read()).outdated).toEqual({ prices: false, data: true, period: false, limits: false });
  const more = await again();
  expect(more.outdated).toEqual({ prices: false, data: false, period: false, limits: false });
  expect(more.lastRun.changes).toMatchObject({
    ...{ since: more.runs[1]?.ranAt, period: false, question: false, prices: [] },
    requests: { before: 1, after: 2 },
    baseline: { before: "0.015", after: "0.03", change: "0.015" },
    result: { before: "0.01075", after: "0.0215", change: "0.01075" },
    difference: { before: "-0.00425", after: "-0.0085", change: "-0.00425" },
  });

  const override = { provider: "openai", model: "gpt-5", price: { kind: "multiplier", numerator: 2, denominator: 1 } };
  await call(createOverride, apiRequest("/api/v1/price-overrides", key, post(override)));
  expect((await read()).outdated).toEqual({ prices: true, data: false, period: false, limits: false });
  const { changes } = (await again()).lastRun;
  expect(changes).toMatchObject({
    requests: { before: 2, after: 2 },
    baseline: { change: "0" },
    result: { before: "0.0215", after: "0.043", change: "0.0215" },
  });
  const output = changes?.prices.find((price) => price.class === "output");
  expect(output).toMatchObject({ side: "there", model: "openai/gpt-5", per: "million", before: "10", after: "20" });
  expect(changes?.prices.every(({ side }) => side === "there")).toBe(true);

  expect((await again()).lastRun.changes).toMatchObject({
    ...{ prices: [], baseline: { change: "0" }, result: { change: "0" }, difference: { change: "0" } },
  });
  expect((await read()).runs).toHaveLength(4);
});

test("is outdated when the organisation's rate limits are others, where its question states none", async () => {
  const { key } = await createOrganization();
  await upload(key, "1");
  const tiers = (usageTiers: object) =>
    call(stateTiers, apiRequest("/api/v1/rate-limits", key, sending("PATCH", { usageTiers })));
  const limit = (model: string) =>
    call(keepLimit, apiRequest("/api/v1/rate-limits", key, post({ model, tokensPerMinute: 9_999 })));
  const { id } = await kept(key);
  const stated = await kept(key, "stated", { ...QUESTION, tier: null });
  const own = await kept(key, "own", { ...QUESTION, ownLimits: [{ model: "gpt-5", tokensPerMinute: 1 }] });
  const old = await kept(key, "old");
  await prisma.$executeRaw`UPDATE scenario_runs SET result = result - 'rateLimits' WHERE scenario_id = ${old.id}::uuid`;
  const outdated = async () => {
    const all = (await call(list, apiRequest(PATH, key))).body.scenarios as ScenarioWithRunsJson[];
    return [id, old.id, stated.id, own.id].map((of) => all.find((one) => one.id === of)?.outdated.limits);
  };
  const again = async () => (await call(runAgain, apiRequest(PATH, key, post()), { id })).body as ScenarioWithRunsJson;
  expect(await outdated()).toEqual([false, false, false, false]);
  // What is no target does not matter.
  await limit("openai/gpt-4.1");
  expect(await outdated()).toEqual([false, false, false, false]);
  await tiers({ openai: "tier1" });
  expect(await outdated()).toEqual([true, true, false, false]);
  expect((await again()).lastRun).toMatchObject({
    result: { fit: "fits", rateLimits: [{ model: "openai/gpt-5", tier: "tier1", from: "organization" }] },
    changes: { limits: true, question: false },
  });
  expect(await outdated()).toEqual([false, true, false, false]);
  await limit("openai/gpt-5");
  expect(await outdated()).toEqual([true, true, false, false]);
  const limited = await again();
  expect(limited.lastRun).toMatchObject({
    result: { fit: "doesNotFit", rateLimits: [{ tier: "own", own: [{ tokensPerMinute: 9_999 }] }] },
    changes: { limits: true, fit: { before: "fits", after: "doesNotFit" } },
  });
  expect((await again()).lastRun.changes).toMatchObject({ limits: false });
  const csv = await (await list(apiRequest(`${PATH}?format=csv`, key))).text();
  expect(csv).toContain(",openai/gpt-5 at own (organization)\r\n");
  expect(csv).toContain(",openai/gpt-5 at own (question)\r\n");
});

test("the oldest of more than 50 runs go", async () => {
  const { key, organizationId } = await createOrganization();
  const scenario = await kept(key);
  const { id: _, ...run } = await prisma.scenarioRun.findFirstOrThrow({ where: { organizationId } });
  const old = new Date("2026-01-01T00:00:00Z");
  const data = Array.from({ length: 50 }, () => ({ ...run, question: {}, priceData: {}, result: run.result ?? {} }));
  await prisma.scenarioRun.createMany({ data: data.map((one) => ({ ...one, ranAt: old })) });
  const { body } = await call(runAgain, apiRequest(PATH, key, post()), { id: scenario.id });
  expect(body.runs).toHaveLength(50);
  expect(body.runs.filter(({ ranAt }: { ranAt: string }) => ranAt === old.toISOString())).toHaveLength(48);
});

test("a range moves along with time, dates do not", async () => {
  const { key, organizationId } = await createOrganization();
  const { moves } = QUESTION;
  const moving = await kept(key, "moving", { range: "7d", moves });
  const fixed = await kept(key, "fixed");
  expect(moving.question).toEqual({ range: "7d", moves });
  await prisma.$executeRaw`
    UPDATE scenario_runs SET result = jsonb_set(jsonb_set(result, '{from}', '"2026-01-01T00:00:00.000Z"'), '{to}', '"2026-01-08T00:00:00.000Z"')
     WHERE organization_id = ${organizationId} AND scenario_id = ${moving.id}::uuid`;
  const all = (await call(list, apiRequest(PATH, key))).body.scenarios as ScenarioWithRunsJson[];
  const periodOf = (name: string) => all.find((one) => one.name === name)?.outdated.period;
  expect([periodOf("moving"), periodOf("fixed")]).toEqual([true, false]);
  const { body } = await call(runAgain, apiRequest(PATH, key, post()), { id: moving.id });
  expect(body.lastRun.changes).toMatchObject({ period: true, question: false });
  expect(fixed.question).toEqual(QUESTION);
});

test("a name and a question are changed; another question is answered at once", async () => {
  const { key } = await createOrganization();
  await upload(key, "1");
  const { id } = await kept(key);
  const renamed = (await call(change, apiRequest(PATH, key, sending("PATCH", { name: "New" })), { id })).body;
  expect(renamed).toMatchObject({ name: "New", question: QUESTION });
  expect(renamed.runs).toHaveLength(1);
  const question = { ...QUESTION, moves: [{ toModel: "openai/gpt-4.1-mini" }] };
  const asked = (await call(change, apiRequest(PATH, key, sending("PATCH", { question })), { id })).body;
  expect(asked).toMatchObject({ name: "New", question, lastRun: { changes: { question: true, period: false } } });
  expect(asked.lastRun.result.moves[0].toModel).toBe("openai/gpt-4.1-mini");
});

test("what is wrong in a question is named, and nothing is kept", async () => {
  const { key } = await createOrganization();
  const refused = async (question: unknown) => {
    const { status, body } = await call(create, apiRequest(PATH, key, post({ name: "no", question })));
    return [status, body.error.details?.[0].path];
  };
  expect(await refused({ ...QUESTION, to: undefined })).toEqual([400, "question.to"]);
  expect(await refused({ ...QUESTION, range: "30d" })).toEqual([400, "question.to"]);
  expect(await refused({ range: "31d", moves: QUESTION.moves })).toEqual([400, "question.range"]);
  expect(await refused({ ...QUESTION, moves: [] })).toEqual([400, "question.moves"]);
  expect(await refused({ ...QUESTION, moves: [{ toModel: "gpt-9" }] })).toEqual([422, "question.moves.0.toModel"]);
  expect(await refused(undefined)).toEqual([400, "question"]);
  expect((await call(list, apiRequest(PATH, key))).body).toEqual({ scenarios: [] });
});

test("a search for other moves is refused by its name, in new scenarios and in changes; null is none", async () => {
  const { key } = await createOrganization();
  const none = { bestSplit: null, bestAssignment: null };
  const { id } = await kept(key, "kept", { ...QUESTION, ...none });
  const bestAssignment = { by: "project", models: ["openai/gpt-5"] };
  for (const search of [{ bestSplit: { move: 0 } }, { bestSplit: {} }, { bestAssignment }]) {
    const question = { ...QUESTION, ...search };
    const refused = {
      status: 400,
      body: { error: { code: "invalid_request", details: [{ path: `question.${Object.keys(search)[0]}` }] } },
    };
    expect(await call(create, apiRequest(PATH, key, post({ name: "no", question })))).toMatchObject(refused);
    expect(await call(change, apiRequest(PATH, key, sending("PATCH", { question })), { id })).toMatchObject(refused);
  }
  expect((await call(list, apiRequest(PATH, key))).body.scenarios).toHaveLength(1);
});

test("a duplicate and its first are compared, in the order asked for, also as CSV that no spreadsheet takes for a formula", async () => {
  const { key } = await createOrganization();
  await upload(key, "1");
  const first = await kept(key, "=SUM(A1)");
  const { status, body: copy } = await call(duplicate, apiRequest(PATH, key, post({})), { id: first.id });
  expect(status).toBe(201);
  expect(copy).toMatchObject({ name: "=SUM(A1) (copy)", question: QUESTION });
  expect(copy.id).not.toBe(first.id);
  const path = `${PATH}/compare?scenario=${copy.id}&scenario=${first.id}`;
  const { body } = await call(compare, apiRequest(path, key));
  expect(body.scenarios.map(({ id }: { id: string }) => id)).toEqual([copy.id, first.id]);
  const text = await (await compare(apiRequest(`${path}&format=csv`, key))).text();
  const [head, ...lines] = text.trim().split("\r\n");
  expect(head).toMatch(/^scenario,ranAt,/);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^'=SUM\(A1\),/);
  expect(lines[1]).toContain(",0.015,0.015,0.01075,0.01075,-0.00425,");
});

describe("who may do what", () => {
  test("members keep, change and delete their own; viewers read; administrators delete", async () => {
    const { organizationId, key } = await createOrganization();
    const [author, other, viewer, admin] = await Promise.all(
      (["member", "member", "viewer", "admin"] as const).map((role) => createMember(organizationId, role)),
    );
    const made = async () =>
      (await call(create, pageRequest(PATH, author as never, post({ name: "Mine", question: QUESTION })))).body;
    const { id } = await made();
    const seen = (await call(getOne, pageRequest(PATH, viewer as never), { id })).body;
    expect(seen).toMatchObject({ createdBy: "Someone", mayDelete: false });
    const renamed = await call(change, pageRequest(PATH, other as never, sending("PATCH", { name: "Ours" })), { id });
    expect(renamed).toMatchObject({ status: 200, body: { name: "Ours", mayDelete: false } });
    const deleteAs = async (person: unknown, of: string) =>
      (await call(remove, pageRequest(PATH, person as never, sending("DELETE")), { id: of })).status;
    expect([await deleteAs(viewer, id), await deleteAs(other, id)]).toEqual([403, 403]);
    expect(await deleteAs(author, id)).toBe(204);
    expect((await call(getOne, apiRequest(PATH, key), { id })).status).toBe(404);
    expect(await deleteAs(admin, (await made()).id)).toBe(204);
  });

  test("an author who is a viewer now deletes no more", async () => {
    const { organizationId } = await createOrganization();
    const author = await createMember(organizationId, "member");
    const { id } = (await call(create, pageRequest(PATH, author, post({ name: "Mine", question: QUESTION })))).body;
    await prisma.membership.updateMany({ where: { organizationId, userId: author.id }, data: { role: "viewer" } });
    expect((await call(remove, pageRequest(PATH, author, sending("DELETE")), { id })).status).toBe(403);
  });

  test("a key that only sends usage keeps no scenario, which would show spend; one that only reads neither", async () => {
    for (const scopes of [["ingest"], ["read"]] as const) {
      const { key } = await createOrganization("UTC", [...scopes]);
      expect((await call(create, apiRequest(PATH, key, post({ name: "x", question: QUESTION })))).status).toBe(403);
    }
  });
});

describe("a back-test", () => {
  // A switch is looked for in the last 120 days.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-25T12:00:00Z") });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const WEEK = { at: "2026-11-10", days: 7 };
  /** Requests of a day: ten of them, alike. */
  const day = (date: string, model: string, tokens = {}) =>
    Array.from({ length: 10 }, (_, index) =>
      usageLine(`${model} ${date} ${index}`, { model, timestamp: `2026-11-${date}T12:00:00Z` }, tokens),
    );

  async function send(key: string, lines: readonly object[]) {
    const body = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    expect((await call(uploadUsage, apiRequest("/api/v1/usage", key, { method: "POST", body }))).status).toBe(200);
  }

  async function tested(key: string, moves: unknown, body: unknown, levers = {}) {
    const { id } = await kept(key, "tested", { ...QUESTION, moves, levers });
    return (await call(backTest, apiRequest(PATH, key, post(body)), { id })).body;
  }

  const TO_MINI = [{ fromModel: "gpt-4.1", toModel: "openai/gpt-4.1-mini" }];

  test("of a switch that went as predicted finds no difference, but for the volume", async () => {
    const { key } = await createOrganization();
    await send(key, [...day("04", "gpt-4.1"), ...day("12", "gpt-4.1-mini"), ...day("13", "gpt-4.1-mini")]);
    // 10 requests at 4,000 × $0.40 + 6,000 × $0.10 + 500 × $1.60 a million.
    expect(await tested(key, TO_MINI, WEEK, { cacheKept: 1 })).toMatchObject({
      ...{ at: "2026-11-10T00:00:00.000Z", proposed: false, explains: null },
      before: { from: "2026-11-03T00:00:00.000Z", to: "2026-11-10T00:00:00.000Z" },
      after: { from: "2026-11-10T00:00:00.000Z", to: "2026-11-17T00:00:00.000Z" },
      predicted: { requests: 10, cost: "0.03", costAtActualVolume: "0.06" },
      actual: { requests: 20, cost: "0.06", unpricedRequests: 0 },
      difference: "0.03",
      parts: expect.arrayContaining([
        { cause: "volume", cost: "0.03" },
        { cause: "output", cost: "0" },
        { cause: "prices", cost: "0" },
      ]),
    });
  });

  test("names what explains the miss, counts what was on the target already, and finds the date", async () => {
    const { key } = await createOrganization();
    const days = ["03", "04", "05", "06", "07", "08", "09"];
    const later = ["10", "11", "12", "13", "14", "15", "16"];
    await send(key, [
      ...days.flatMap((date) => day(date, "gpt-4.1")),
      usageLine("there", { model: "gpt-4.1-mini", timestamp: "2026-11-05T12:00:00Z" }),
      ...later.flatMap((date) => day(date, "gpt-4.1-mini", { output: 2500 })),
    ]);
    const found = await tested(key, TO_MINI, { days: 7 }, { cacheKept: 1 });
    expect(found).toMatchObject({
      ...{ at: "2026-11-10T00:00:00.000Z", proposed: true, explains: "output" },
      predicted: { requests: 71, cost: "0.213", costAtActualVolume: "0.21" },
      actual: { requests: 70, cost: "0.434" },
      difference: "0.221",
    });
    const output = found.drivers.find(({ driver }: { driver: string }) => driver === "output");
    expect(output).toEqual({ driver: "output", predicted: 500, actual: 2500 });
    const parts = found.parts.map(({ cost }: { cost: string }) => parseUsd(cost));
    expect(parts.reduce((sum: bigint, part: bigint) => sum + part, 0n)).toBe(parseUsd(found.difference));
  });

  test("takes a cold cache for what explains a miss of a prediction that hoped for hits", async () => {
    const { key } = await createOrganization();
    await send(key, [...day("04", "gpt-4.1"), ...day("12", "gpt-4.1-mini", { cacheRead: 0 })]);
    const found = await tested(key, TO_MINI, WEEK, { cacheKept: 1 });
    // 6,000 tokens of ten requests at $0.40 rather than $0.10 a million.
    expect(found).toMatchObject({ explains: "cache", difference: "0.018" });
    expect(found.parts).toContainEqual({ cause: "cache", cost: "0.018" });
    expect((await tested(key, TO_MINI, WEEK, { cache: "cold" })).difference).toBe("0");
  });

  test("of a model that only changes its service tier is of all of it", async () => {
    const { key } = await createOrganization();
    const batch = day("12", "gpt-4.1").map((line) => ({ ...line, serviceTier: "batch" }));
    await send(key, [...day("04", "gpt-4.1"), ...batch]);
    for (const fromModel of ["gpt-4.1", "openai/gpt-4.1"]) {
      const moves = [{ fromModel, toModel: "openai/gpt-4.1", toServiceTier: "batch" }];
      // Nothing is cheaper from a cache there: 10 × (10,000 × $1 + 500 × $4) a million.
      const all = { requests: 10, cost: "0.12" };
      expect(await tested(key, moves, WEEK, { cacheKept: 1 })).toMatchObject({ predicted: all, actual: all });
      // Half of them stay as they are, and are no batch traffic.
      const half = moves.map((move) => ({ ...move, share: 0.5 }));
      const { predicted } = await tested(key, half, WEEK, { cacheKept: 1 });
      expect(predicted).toMatchObject({ requests: 5, cost: "0.06" });
    }
  });

  test("looks at the targets whatever models, providers and tiers the scenario was limited to", async () => {
    const { key } = await createOrganization();
    const [from, to] = [{ provider: "azure", serviceTier: "priority" }, { serviceTier: "batch" }];
    const others = day("12", "gpt-4.1-mini").map((line) => ({ ...line, id: `other ${line.id}`, project: "other" }));
    await send(key, [
      ...day("04", "gpt-4.1").map((line) => ({ ...line, ...from })),
      ...[...day("12", "gpt-4.1-mini"), ...others].map((line) => ({ ...line, ...to })),
    ]);
    const where = { model: ["gpt-4.1"], provider: ["azure"], serviceTier: ["priority"], project: ["checkout"] };
    const move = { ...TO_MINI[0], toServiceTier: "batch" };
    for (const limited of [{ moves: [{ ...move, where }] }, { moves: [move], filter: where }]) {
      const { id } = await kept(key, "limited", { ...QUESTION, levers: { cacheKept: 1 }, ...limited });
      const { body } = await call(backTest, apiRequest(PATH, key, post(WEEK)), { id });
      const all = { requests: 10, cost: body.actual.cost };
      expect(body).toMatchObject({ predicted: all, actual: all, difference: "0" });
      expect(body.actual.cost).not.toBe("0");
    }
  });

  test("counts what stays of a target that gives some of its traffic away, and what comes to another", async () => {
    const { key } = await createOrganization();
    const [toNano, toMini] = [day("12", "gpt-4.1-nano").slice(5), day("12", "gpt-4.1-mini")];
    const stays = day("13", "gpt-4.1-mini").slice(5);
    await send(key, [...day("04", "gpt-4.1"), ...day("05", "gpt-4.1-mini"), ...toNano, ...toMini, ...stays]);
    for (const fromModel of ["gpt-4.1-mini", "openai/gpt-4.1-mini"]) {
      const moves = [{ fromModel, toModel: "openai/gpt-4.1-nano", share: 0.5 }, ...TO_MINI];
      // 15 × $0.003 and 5 × $0.00075.
      const all = { requests: 20, cost: "0.04875" };
      expect(await tested(key, moves, WEEK, { cacheKept: 1 })).toMatchObject({ predicted: all, actual: all });
    }
    // Of everything half goes to nano, what is on mini too; the rest of that is no target's traffic.
    const half = [{ toModel: "openai/gpt-4.1-nano", share: 0.5 }];
    const { predicted } = await tested(key, half, WEEK, { cacheKept: 1 });
    expect(predicted).toMatchObject({ requests: 10, cost: "0.0075" });
    // What is on mini already stays there in full, and half of the rest joins it.
    const toTarget = [{ toModel: "openai/gpt-4.1-mini", share: 0.5 }];
    expect((await tested(key, toTarget, WEEK, { cacheKept: 1 })).predicted).toMatchObject({
      requests: 15,
      cost: "0.045",
    });
  });

  test("without a switch asks for the date, and refuses one that is no date or to come", async () => {
    const { key } = await createOrganization();
    await send(key, day("04", "gpt-4.1"));
    expect((await tested(key, TO_MINI, {})).error.code).toBe("no_switch_found");
    expect((await tested(key, TO_MINI, { at: "soon" })).error.details[0].path).toBe("at");
    expect((await tested(key, TO_MINI, { at: "2999-01-01" })).error.message).toContain("in the past");
  });
});
