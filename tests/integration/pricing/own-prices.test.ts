import { expect, test } from "vitest";
import { DELETE as deleteAlias } from "@/app/api/v1/model-aliases/[id]/route";
import { GET as getAliases, POST as postAlias } from "@/app/api/v1/model-aliases/route";
import { POST as postPrice } from "@/app/api/v1/price/route";
import { DELETE as deleteOverride } from "@/app/api/v1/price-overrides/[id]/route";
import { GET as getOverrides, POST as postOverride } from "@/app/api/v1/price-overrides/route";
import { prisma } from "@/lib/db/prisma";
import { apiRequest, createOrganization } from "../../support/factories";

async function answer(response: Response) {
  return { status: response.status, body: response.status === 204 ? null : await response.json() };
}

const post = async (route: typeof postOverride, path: string, key: string, body: unknown) =>
  answer(await route(apiRequest(path, key, { method: "POST", body: JSON.stringify(body) })));

const addOverride = (key: string, body: unknown) => post(postOverride, "/api/v1/price-overrides", key, body);
const addAlias = (key: string, body: unknown) => post(postAlias, "/api/v1/model-aliases", key, body);

async function remove(route: typeof deleteOverride, key: string, id: string) {
  return answer(await route(apiRequest("/", key, { method: "DELETE" }), { params: Promise.resolve({ id }) }));
}

async function cost(key: string, usage: object): Promise<string | null> {
  const body = { provider: "openai", tokens: { input: 1_000_000 }, ...usage };
  return (await post(postPrice, "/api/v1/price", key, body)).body.cost;
}

const DISCOUNT = {
  provider: "openai",
  model: "gpt-4.1",
  price: { kind: "multiplier", numerator: 88, denominator: 100 },
};

const STATED = {
  ...{ createdAt: expect.stringMatching(/Z$/), createdBy: "API key test" },
  ...{ withdrawnAt: null, withdrawnBy: null, replacedBy: null },
};

test("an override is listed, prices at once, and is gone when deleted", async () => {
  const { key } = await createOrganization();
  expect(await cost(key, { model: "gpt-4.1" })).toBe("2");
  const { status, body } = await addOverride(key, { ...DISCOUNT, note: "contract of 2026" });
  expect(status).toBe(201);
  expect(await cost(key, { model: "gpt-4.1" })).toBe("1.76");
  expect(await answer(await getOverrides(apiRequest("/api/v1/price-overrides", key)))).toEqual({
    status: 200,
    body: {
      priceOverrides: [
        {
          id: body.id,
          ...DISCOUNT,
          ...{ project: null, serviceTier: null, note: "contract of 2026", validFrom: null, validTo: null },
          ...STATED,
        },
      ],
    },
  });
  expect((await remove(deleteOverride, key, body.id)).status).toBe(204);
  expect(await cost(key, { model: "gpt-4.1" })).toBe("2");
  expect((await remove(deleteOverride, key, body.id)).status).toBe(404);
});

test("rates of one's own, for a project and a time", async () => {
  const { key } = await createOrganization();
  const rates = { kind: "rates", input: "1.50", cacheRead: "0.150000000", output: "6", cacheWriteByTtl: { "1h": "3" } };
  await addOverride(key, {
    ...{ provider: "openai", model: "gpt-4.1", project: "checkout", price: rates },
    ...{ validFrom: "2026-11-01T00:00:00+01:00", validTo: "2026-12-01T00:00:00Z" },
  });
  const at = (timestamp: string, project: string | null) => cost(key, { model: "gpt-4.1", timestamp, project });
  expect(await at("2026-10-31T23:00:00Z", "checkout")).toBe("1.5");
  expect(await at("2026-10-31T22:59:59Z", "checkout")).toBe("2");
  expect(await at("2026-11-15T00:00:00Z", "search")).toBe("2");
  const { body } = await answer(await getOverrides(apiRequest("/", key)));
  expect(body.priceOverrides[0]).toMatchObject({
    price: { kind: "rates", input: "1.5", cacheRead: "0.15", output: "6", cacheWriteByTtl: { "1h": "3" } },
    validFrom: "2026-10-31T23:00:00.000Z",
  });
});

test("a model nobody knows is priced by an override", async () => {
  const { key } = await createOrganization();
  const own = { provider: "acme", model: "acme-7b" };
  expect(await cost(key, own)).toBeNull();
  expect((await addOverride(key, { ...own, price: { kind: "multiplier", numerator: 1, denominator: 2 } })).status).toBe(
    422,
  );
  expect((await addOverride(key, { ...own, price: { kind: "rates", input: "0.1" } })).status).toBe(201);
  expect(await cost(key, own)).toBe("0.1");
});

test("an alias names the model, and is gone when deleted", async () => {
  const { key } = await createOrganization();
  const alias = { provider: "azure", pattern: "prod-*", targetProvider: "openai", targetModel: "gpt-4.1" };
  const usage = { provider: "azure", model: "prod-eu" };
  expect(await cost(key, usage)).toBeNull();
  const { status, body } = await addAlias(key, alias);
  expect(status).toBe(201);
  expect(await cost(key, usage)).toBe("2");
  expect((await answer(await getAliases(apiRequest("/", key)))).body).toEqual({
    modelAliases: [{ id: body.id, ...alias, validFrom: null, validTo: null, ...STATED }],
  });
  expect((await remove(deleteAlias, key, body.id)).status).toBe(204);
  expect(await cost(key, usage)).toBeNull();
  expect((await remove(deleteAlias, key, "not-a-uuid")).status).toBe(404);
});

test("one organisation neither sees, uses nor deletes another's", async () => {
  const ours = await createOrganization();
  const theirs = await createOrganization();
  const override = (await addOverride(ours.key, DISCOUNT)).body.id;
  const alias = (await addAlias(ours.key, { pattern: "x", targetProvider: "openai", targetModel: "gpt-5" })).body.id;
  expect((await answer(await getOverrides(apiRequest("/", theirs.key)))).body).toEqual({ priceOverrides: [] });
  expect((await answer(await getAliases(apiRequest("/", theirs.key)))).body).toEqual({ modelAliases: [] });
  expect(await cost(theirs.key, { model: "gpt-4.1" })).toBe("2");
  expect(await cost(theirs.key, { model: "x" })).toBeNull();
  expect((await remove(deleteOverride, theirs.key, override)).status).toBe(404);
  expect((await remove(deleteAlias, theirs.key, alias)).status).toBe(404);
  expect(await cost(ours.key, { model: "gpt-4.1" })).toBe("1.76");
});

test("writing needs the admin scope", async () => {
  const { key } = await createOrganization("UTC", ["read", "ingest"]);
  expect((await addOverride(key, DISCOUNT)).status).toBe(403);
  expect((await addAlias(key, { pattern: "x", targetProvider: "openai", targetModel: "gpt-5" })).status).toBe(403);
  expect((await remove(deleteOverride, key, "01890000-0000-7000-8000-000000000000")).status).toBe(403);
  expect((await answer(await getOverrides(apiRequest("/", key)))).status).toBe(200);
});

test("an organisation can have 1,000 overrides", async () => {
  const { organizationId, key } = await createOrganization();
  const { provider, model, price } = DISCOUNT;
  const data = Array.from({ length: 1000 }, () => ({ organizationId, provider, model, price }));
  await prisma.priceOverride.createMany({ data });
  expect(await addOverride(key, DISCOUNT)).toMatchObject({ status: 409, body: { error: { code: "too_many" } } });
});

test.each([
  ["price.input", { ...DISCOUNT, price: { kind: "rates", input: "1e3" } }],
  ["price.input", { ...DISCOUNT, price: { kind: "rates", input: "0.0000000001" } }],
  ["price.input", { ...DISCOUNT, price: { kind: "rates", input: "-1" } }],
  ["price", { ...DISCOUNT, price: { kind: "rates", cacheRead: "1" } }],
  ["price.denominator", { ...DISCOUNT, price: { kind: "multiplier", numerator: 1, denominator: 0 } }],
  ["price.numerator", { ...DISCOUNT, price: { kind: "multiplier", numerator: 0.88, denominator: 1 } }],
  ["model", { ...DISCOUNT, model: " " }],
  ["validFrom", { ...DISCOUNT, validFrom: "yesterday" }],
  ["validTo", { ...DISCOUNT, validFrom: "2026-11-02T00:00:00Z", validTo: "2026-11-02T00:00:00Z" }],
])("refuses an override with a wrong %s: %j", async (path, body) => {
  const { key } = await createOrganization();
  expect(await addOverride(key, body)).toMatchObject({
    status: 400,
    body: { error: { code: "invalid_request", details: [{ path }] } },
  });
});

test("refuses an alias to a model that is not in the book, or of every model", async () => {
  const { key } = await createOrganization();
  const alias = { pattern: "x", targetProvider: "openai", targetModel: "gpt-9" };
  expect(await addAlias(key, alias)).toMatchObject({ status: 422, body: { error: { code: "unknown_model" } } });
  expect(await addAlias(key, { ...alias, pattern: "**", targetModel: "gpt-5" })).toMatchObject({ status: 400 });
});

test("a price that is changed is withdrawn for the new one in one go, and both stay in the history", async () => {
  const { key } = await createOrganization();
  const { id: first } = (await addOverride(key, { ...DISCOUNT, note: "2026" })).body;
  const changed = { ...DISCOUNT, price: { ...DISCOUNT.price, numerator: 50 }, note: "2027" };
  const { id: second } = (await addOverride(key, { ...changed, replaces: first })).body;
  expect(await cost(key, { model: "gpt-4.1" })).toBe("1");
  const list = async (query: string) =>
    (await answer(await getOverrides(apiRequest(`/x${query}`, key)))).body.priceOverrides;
  expect(await list("")).toMatchObject([{ id: second, note: "2027", withdrawnAt: null }]);
  expect(await list("?history=true")).toMatchObject([
    { id: second, note: "2027" },
    { id: first, note: "2026", withdrawnAt: expect.any(String), withdrawnBy: "API key test", replacedBy: second },
  ]);
  // What was withdrawn cannot be replaced again, and nothing is stated then.
  expect((await addOverride(key, { ...changed, replaces: first })).status).toBe(404);
  expect(await list("")).toHaveLength(1);
});

test("a name that is changed likewise; nobody replaces another organisation's", async () => {
  const [ours, theirs] = [await createOrganization(), await createOrganization()];
  const alias = { pattern: "ours", targetProvider: "openai", targetModel: "gpt-4.1" };
  const { id } = (await addAlias(ours.key, alias)).body;
  expect((await addAlias(theirs.key, { ...alias, replaces: id })).status).toBe(404);
  expect((await addAlias(ours.key, { ...alias, targetModel: "gpt-5", replaces: id })).status).toBe(201);
  expect(await cost(ours.key, { model: "ours" })).toBe("1.25");
  expect(await cost(theirs.key, { model: "ours" })).toBeNull();
});
