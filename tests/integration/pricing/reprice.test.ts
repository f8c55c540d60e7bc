import { Client } from "pg";
import { beforeEach, describe, expect, test } from "vitest";
import { DELETE as deleteBatch } from "@/app/api/v1/batches/[id]/route";
import { GET as getAliases, POST as postAlias } from "@/app/api/v1/model-aliases/route";
import { POST as postOverride } from "@/app/api/v1/price-overrides/route";
import { GET as getRecords } from "@/app/api/v1/records/route";
import { POST as applyRoute } from "@/app/api/v1/reprices/[id]/apply/route";
import { POST as revertRoute } from "@/app/api/v1/reprices/[id]/revert/route";
import { DELETE as discardRoute, GET as getReprice } from "@/app/api/v1/reprices/[id]/route";
import { GET as listRoute, POST as previewRoute } from "@/app/api/v1/reprices/route";
import { GET as getReceipts } from "@/app/api/v1/spend/receipts/route";
import { GET as getSpend } from "@/app/api/v1/spend/route";
import { POST as postUsage } from "@/app/api/v1/usage/route";
import { pool } from "@/lib/db/pool";
import { countRollupDifferences } from "@/lib/ingest/rebuild-rollups";
import { resumeReprices } from "@/lib/ingest/reprice/run-reprice";
import { apiRequest, createOrganization } from "../../support/factories";

type Answer = ReturnType<typeof JSON.parse>;
type Route = (request: Request, context?: { params: Promise<Record<string, string>> }) => Promise<Response>;

let organizationId: number;
let key: string;

beforeEach(async () => {
  ({ organizationId, key } = await createOrganization("Europe/Berlin"));
});

async function ask(route: Route, body?: unknown, params: Record<string, string> = {}, query = "", as = key) {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await route(apiRequest(`/api/v1/x?${query}`, as, init), { params: Promise.resolve(params) });
  return { status: response.status, body: (response.status === 204 ? null : await response.json()) as Answer };
}

async function send(...lines: object[]): Promise<Answer> {
  const body = lines.map((line) => JSON.stringify(line)).join("\n");
  const response = await postUsage(apiRequest("/api/v1/usage?source=a.jsonl", key, { method: "POST", body }));
  return response.json();
}

/** Usage in October and November (in Berlin), 1,000 input tokens each. */
const usage = (id: string, model: string, more: object = {}) => ({
  ...{ id, provider: "openai", model, timestamp: "2026-11-03T09:14:07Z", tokens: { input: 1000, output: 0 } },
  ...more,
});

async function spent(query = ""): Promise<Answer> {
  expect(await countRollupDifferences(organizationId)).toBe(0);
  const { body } = await ask(getSpend, undefined, {}, `from=2026-10-01&to=2026-12-01&granularity=none${query}`);
  return body.totals;
}

/** Waits until a reprice is not under way any more. */
async function settled(id: string): Promise<Answer> {
  for (;;) {
    const { status, body } = await ask(getReprice, undefined, { id });
    if (status === 200) return body;
    expect(status).toBe(202);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function preview(body: object): Promise<Answer> {
  const answer = await ask(previewRoute, body);
  expect(answer.status).toBeLessThan(300);
  return settled(answer.body.id);
}

async function apply(id: string): Promise<Answer> {
  expect((await ask(applyRoute, {}, { id })).status).toBeLessThan(300);
  return settled(id);
}

const ALIAS = { pattern: "our-deployment", targetProvider: "openai", targetModel: "gpt-4.1" };

describe("an unknown model", () => {
  test("is priced by an alias that is previewed, applied and taken back", async () => {
    await send(
      usage("a", "our-deployment"),
      usage("b", "our-deployment", { timestamp: "2026-10-31T22:30:00Z" }),
      usage("c", "gpt-4.1"),
    );
    expect(await spent()).toMatchObject({ cost: "0.002", unpricedRequests: 2, unpricedTokens: 2000 });

    const looked = await preview({
      filter: { model: ["our-deployment"] },
      states: { aliases: [ALIAS] },
      note: "It is 4.1",
    });
    expect(looked).toMatchObject({
      status: "previewed",
      progress: { done: 2, total: 2 },
      preview: {
        ...{ records: 2, changed: 2, difference: "0.004", groupsLeftOut: 0 },
        before: { cost: "0", unpricedRequests: 2, unpricedTokens: 2000 },
        after: { cost: "0.004", unpricedRequests: 0, unpricedTokens: 0 },
        coverage: { before: { requests: 0, tokens: 0 }, after: { requests: 1, tokens: 1 } },
      },
      ...{ note: "It is 4.1", stated: null, effect: null },
    });
    // 22:30 UTC on 31 October is still October in Berlin: 23:30.
    expect(
      looked.preview.groups.map((group: Answer) => [group.model, group.month, group.records, group.difference]),
    ).toEqual([
      ["our-deployment", "2026-11", 1, "0.002"],
      ["our-deployment", "2026-10", 1, "0.002"],
    ]);
    expect(await spent()).toMatchObject({ cost: "0.002", unpricedRequests: 2 });
    expect((await ask(getAliases)).body.modelAliases).toEqual([]);

    const applied = await apply(looked.id);
    expect(applied).toMatchObject({
      status: "applied",
      effect: looked.preview,
      appliedBy: "API key test",
      error: null,
    });
    expect(await spent()).toMatchObject({ cost: "0.006", unpricedRequests: 0, unpricedTokens: 0 });
    expect((await ask(getAliases)).body.modelAliases).toMatchObject([{ id: applied.stated.aliases[0], ...ALIAS }]);
    const { body: receipts } = await ask(
      getReceipts,
      undefined,
      {},
      "from=2026-10-01&to=2026-12-01&filter.model=our-deployment",
    );
    expect(receipts.receipts).toMatchObject([{ cost: "0.004", receipt: { rule: expect.stringContaining("alias") } }]);
    expect(await send(usage("d", "our-deployment"))).toMatchObject({ unpriced: 0 });

    expect((await ask(revertRoute, {}, { id: looked.id })).status).toBeLessThan(300);
    const reverted = await settled(looked.id);
    expect(reverted).toMatchObject({ status: "reverted", notReverted: 0, revertedBy: "API key test" });
    expect(await spent()).toMatchObject({ cost: "0.004", unpricedRequests: 2, unpricedTokens: 2000 });
    expect((await ask(getAliases)).body.modelAliases).toEqual([]);
    expect((await ask(getAliases, undefined, {}, "history=true")).body.modelAliases).toMatchObject([
      { ...ALIAS, createdBy: "API key test", withdrawnBy: "API key test", withdrawnAt: expect.stringMatching(/Z$/) },
    ]);
    expect((await ask(listRoute)).body.reprices).toMatchObject([
      { id: looked.id, status: "reverted", effect: { groups: [] } },
    ]);
  });

  test("is priced by rates of one's own, for a project and a period only", async () => {
    const of = (id: string, project: string, day: string) =>
      usage(id, "our-7b", { provider: "acme", project, timestamp: `2026-11-${day}T12:00:00Z` });
    await send(of("a", "chat", "01"), of("b", "chat", "02"), of("c", "search", "02"), of("d", "chat", "03"));
    const override = {
      provider: "acme",
      model: "our-7b",
      project: "chat",
      price: { kind: "rates", input: "5", output: "1" },
    };
    const looked = await preview({
      ...{ from: "2026-11-02T00:00:00Z", to: "2026-11-03T00:00:00Z", states: { overrides: [override] } },
      filter: { provider: ["acme"] },
    });
    expect(looked.preview).toMatchObject({ records: 2, changed: 1, difference: "0.005" });
    await apply(looked.id);
    expect(await spent()).toMatchObject({ cost: "0.005", unpricedRequests: 3 });
    expect(await spent("&filter.project=chat")).toMatchObject({ cost: "0.005", unpricedRequests: 2 });
  });
});

describe("what does not change", () => {
  const EVERYTHING = [
    usage("plain", "gpt-4.1", { tokens: { input: 9000, cacheRead: 400, output: 77 }, project: "chat", user: "u" }),
    usage("tier", "gpt-5", { serviceTier: "flex" }),
    usage("searches", "gpt-4.1", { calls: { webSearch: 3 } }),
    usage("unknown", "gpt-9"),
    usage("audio", "gemini-2.5-flash", { provider: "google", tokens: { input: 1000, audioInput: 300, output: 4 } }),
    usage("written", "claude-opus-4-5", {
      ...{ provider: "anthropic", tokens: { input: 900, cacheWrite: 600, cacheWriteByTtl: { "1h": 200 }, output: 9 } },
    }),
    usage("open", "gemini-2.5-pro", {
      ...{ provider: "google", requests: 9, timestamp: "2026-11-03T00:00:00Z", endTimestamp: "2026-11-04T00:00:00Z" },
      tokens: { input: 900_000, output: 3 },
    }),
    usage("peaks", "deepseek-v4-flash", {
      ...{ provider: "deepseek", requests: 9, timestamp: "2026-11-03T00:00:00Z", endTimestamp: "2026-11-04T00:00:00Z" },
    }),
    usage("huge", "gpt-4.1", { tokens: { input: 9_007_199_254_740_991, output: 9_007_199_254_740_991 } }),
  ];

  test("a book that is the same changes nothing, of no kind of usage", async () => {
    const aggregate = { id: null, provider: "google", model: "gemini-2.5-pro", endTimestamp: "2026-11-04T00:00:00Z" };
    const row = { ...aggregate, timestamp: "2026-11-03T00:00:00Z", requests: 2 };
    await send(...EVERYTHING, { ...row, tokens: { input: 1000 } }, { ...row, tokens: { input: 600_000 } });
    const before = await spent();
    const looked = await preview({});
    expect(looked.preview).toMatchObject({ records: 10, changed: 0, difference: "0", groups: [] });
    expect((await apply(looked.id)).effect).toMatchObject({ changed: 0 });
    expect(await spent()).toEqual(before);
  });

  test("figures stay when the book changes, until someone reprices", async () => {
    await send(usage("a", "gpt-4.1"), usage("b", "gpt-4.1", { timestamp: "2026-10-15T09:00:00Z" }));
    await ask(postOverride, {
      provider: "openai",
      model: "gpt-4.1",
      price: { kind: "multiplier", numerator: 1, denominator: 2 },
    });
    expect(await spent()).toMatchObject({ cost: "0.004" });
    const looked = await preview({ from: "2026-11-01T00:00:00+01:00" });
    expect(looked.preview).toMatchObject({ changed: 1, difference: "-0.001", groups: [{ month: "2026-11" }] });
    await apply(looked.id);
    expect(await spent()).toMatchObject({ cost: "0.003" });
  });
});

describe("uploads meanwhile", () => {
  test("a record that was revised since keeps its new price when a reprice is taken back", async () => {
    await send(usage("a", "our-deployment"), usage("b", "our-deployment"));
    await apply((await preview({ states: { aliases: [ALIAS] } })).id);
    await send(usage("a", "our-deployment", { tokens: { input: 5000, output: 0 } }));
    expect(await spent()).toMatchObject({ cost: "0.012" });
    const [{ id }] = (await ask(listRoute)).body.reprices;
    await ask(revertRoute, {}, { id });
    expect(await settled(id)).toMatchObject({ status: "reverted", notReverted: 1 });
    expect(await spent()).toMatchObject({ cost: "0.01", unpricedRequests: 1 });
  });

  test("uploads and a reprice at the same time leave rollups equal to the records", async () => {
    const lines = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) =>
        usage(`r${from + index}`, "our-deployment", {
          timestamp: new Date(Date.parse("2026-11-03T00:00:00Z") + (from + index) * 60_000).toISOString(),
        }),
      );
    await send(...lines(0, 3000));
    const looked = await preview({ states: { aliases: [ALIAS] } });
    const [applied] = await Promise.all([
      apply(looked.id),
      send(...lines(2500, 1500)),
      send(...lines(0, 500).map((line) => ({ ...line, tokens: { input: 2000, output: 0 } }))),
    ]);
    expect(applied.status).toBe("applied");
    // Whatever came after the alias is priced; what came before it was priced anew.
    const again = await apply((await preview({})).id);
    expect(again.status).toBe("applied");
    expect(await spent()).toMatchObject({ cost: "9", requests: 4000, unpricedRequests: 0 });
  });

  test("a batch that is deleted takes what was priced anew with it", async () => {
    const { batchId } = await send(usage("a", "our-deployment"));
    const looked = await preview({ states: { aliases: [ALIAS] } });
    await apply(looked.id);
    await deleteBatch(apiRequest("/", key, { method: "DELETE" }), { params: Promise.resolve({ id: batchId }) });
    expect(await spent()).toMatchObject({ cost: "0", requests: 0 });
    await ask(revertRoute, {}, { id: looked.id });
    expect(await settled(looked.id)).toMatchObject({ status: "reverted", notReverted: 1 });
  });
});

test("a server that stopped goes on where it was, and says of the whole what it changed", async () => {
  await send(usage("a", "our-deployment"), usage("b", "our-deployment", { timestamp: "2026-11-05T00:00:00Z" }));
  await ask(postAlias, ALIAS);
  const { id } = await apply((await preview({})).id);
  // As it is when the server stops between the day it did and the day it did not.
  await pool().query(
    `WITH undone AS (DELETE FROM repriced_records WHERE reprice_id = $1 AND day = '2026-11-03' RETURNING *)
     UPDATE usage_records r SET applied_rate_id = rate_before, cost = cost_before, unpriced_reason = reason_before
       FROM undone WHERE r.organization_id = undone.organization_id AND r.day = undone.day AND r.key = undone.key`,
    [id],
  );
  await pool().query("UPDATE reprices SET status = 'applying', effect = NULL, applied_at = NULL WHERE id = $1", [id]);
  await import("@/lib/ingest/rebuild-rollups").then(({ rebuildRollups }) => rebuildRollups(organizationId));
  expect(await spent()).toMatchObject({ cost: "0.002", unpricedRequests: 1 });
  await resumeReprices();
  expect(await settled(id)).toMatchObject({ status: "applied", effect: { changed: 2, difference: "0.004" } });
  expect(await spent()).toMatchObject({ cost: "0.004", unpricedRequests: 0 });
  await ask(revertRoute, {}, { id });
  await settled(id);
  expect(await spent()).toMatchObject({ cost: "0", unpricedRequests: 2 });
});

test("of several servers only one takes up what was interrupted", async () => {
  await send(usage("a", "our-deployment"));
  const { id } = await preview({ states: { aliases: [ALIAS] } });
  await pool().query("UPDATE reprices SET status = 'applying', applied_by_id = NULL WHERE id = $1", [id]);
  const other = new Client({ connectionString: process.env.DATABASE_URL });
  await other.connect();
  await other.query("SELECT pg_advisory_lock(7005, hashtext($1))", [id]);
  await resumeReprices();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await ask(getReprice, undefined, { id })).body).toMatchObject({ status: "applying", stated: null });
  // The other one dies: what it had claimed is free.
  await other.end();
  await Promise.all([resumeReprices(), resumeReprices()]);
  expect(await settled(id)).toMatchObject({ status: "applied", effect: { changed: 1 } });
  expect((await ask(getAliases)).body.modelAliases).toHaveLength(1);
  await expect.poll(async () => (await pool().query("SELECT FROM pg_locks WHERE classid = 7005")).rowCount).toBe(0);
});

test("what is set aside gets its new price too, and comes back with it", async () => {
  const day = (id: string) => usage(id, "our-deployment", { timestamp: "2026-11-03T09:00:00Z", requests: 1 });
  await send(day("a"), day("b"));
  const exported = "start_time,end_time,num_model_requests,model,input_tokens,output_tokens\n";
  const covering = `${exported}${Date.parse("2026-11-03") / 1000},${Date.parse("2026-11-04") / 1000},2,our-deployment,2000,0\n`;
  const { batchId } = await (
    await postUsage(apiRequest("/api/v1/usage?source=a.csv", key, { method: "POST", body: covering }))
  ).json();
  expect(await spent()).toMatchObject({ requests: 2, cost: "0", unpricedRequests: 2 });

  const looked = await preview({ states: { aliases: [ALIAS] } });
  expect(looked).toMatchObject({ progress: { done: 1, total: 1 }, preview: { records: 1, changed: 1 } });
  expect(await apply(looked.id)).toMatchObject({ effect: { records: 1, changed: 1, difference: "0.004" } });
  expect(await spent()).toMatchObject({ requests: 2, cost: "0.004" });
  await deleteBatch(apiRequest("/", key, { method: "DELETE" }), { params: Promise.resolve({ id: batchId }) });
  expect(await spent()).toMatchObject({ requests: 2, cost: "0.004", unpricedRequests: 0 });

  // Back, where they were set aside when they were priced and count now, and where they are set aside again.
  await ask(revertRoute, {}, { id: looked.id });
  expect(await settled(looked.id)).toMatchObject({ status: "reverted", notReverted: 1 });
  expect(await spent()).toMatchObject({ requests: 2, cost: "0", unpricedRequests: 2 });
});

test("what is set aside gets its earlier price back where it is", async () => {
  await send(usage("a", "our-deployment"), usage("b", "our-deployment"));
  const looked = await preview({ states: { aliases: [ALIAS] } });
  await apply(looked.id);
  const exported = "start_time,end_time,num_model_requests,model,input_tokens,output_tokens\n";
  const covering = `${exported}${Date.parse("2026-11-03") / 1000},${Date.parse("2026-11-04") / 1000},2,gpt-4.1,2000,0\n`;
  const { batchId } = await (
    await postUsage(apiRequest("/api/v1/usage?source=a.csv", key, { method: "POST", body: covering }))
  ).json();
  await ask(revertRoute, {}, { id: looked.id });
  expect(await settled(looked.id)).toMatchObject({ status: "reverted", notReverted: 0 });
  expect(await spent()).toMatchObject({ requests: 2, cost: "0.004" });
  await deleteBatch(apiRequest("/", key, { method: "DELETE" }), { params: Promise.resolve({ id: batchId }) });
  expect(await spent()).toMatchObject({ requests: 2, cost: "0", unpricedRequests: 2 });
});

describe("what is refused", () => {
  test("applying twice, reverting what was not applied, discarding what was", async () => {
    await send(usage("a", "our-deployment"));
    const { id } = await preview({ states: { aliases: [ALIAS] } });
    expect(await ask(revertRoute, {}, { id })).toMatchObject({
      status: 409,
      body: { error: { code: "wrong_status" } },
    });
    await apply(id);
    expect(await ask(applyRoute, {}, { id })).toMatchObject({ status: 409 });
    expect((await ask(discardRoute, undefined, { id })).status).toBe(409);
    const { id: other } = await preview({});
    expect((await ask(discardRoute, undefined, { id: other })).status).toBe(204);
    expect((await ask(getReprice, undefined, { id: other })).status).toBe(404);
    expect((await ask(discardRoute, undefined, { id: other })).status).toBe(404);
  });

  test("names nobody knows, periods that end before they begin", async () => {
    const unknown = { ...ALIAS, targetModel: "gpt-9" };
    expect(await ask(previewRoute, { states: { aliases: [unknown] } })).toMatchObject({ status: 422 });
    expect(await ask(previewRoute, { from: "2026-11-02T00:00:00Z", to: "2026-11-01T00:00:00Z" })).toMatchObject({
      status: 400,
    });
    expect(await ask(previewRoute, { filter: { colour: ["red"] } })).toMatchObject({ status: 400 });
  });

  test("other organisations neither see, apply nor revert it; members only look", async () => {
    const { id } = await preview({});
    const { key: stranger } = await createOrganization();
    for (const route of [getReprice, applyRoute, revertRoute])
      expect((await ask(route, route === getReprice ? undefined : {}, { id }, "", stranger)).status).toBe(404);
    expect((await ask(listRoute, undefined, {}, "", stranger)).body.reprices).toEqual([]);
    const { key: reader } = await createOrganization("UTC", ["read", "ingest"]);
    for (const route of [previewRoute, applyRoute, revertRoute])
      expect((await ask(route, {}, { id }, "", reader)).status).toBe(403);
  });
});

test("a record's own receipt follows its price", async () => {
  await send(usage("a", "our-deployment"));
  await apply((await preview({ states: { aliases: [ALIAS] } })).id);
  const { body } = await ask(getRecords, undefined, {}, "from=2026-11-01&to=2026-12-01");
  expect(body.records).toMatchObject([{ cost: "0.002" }]);
  expect(body.records[0].unpriced).toBeUndefined();
});
