import { expect, test } from "vitest";
import { GET as getModel } from "@/app/api/v1/models/[...id]/route";
import { GET as compare } from "@/app/api/v1/models/compare/route";
import { GET as listModels } from "@/app/api/v1/models/route";
import { POST as createOverride } from "@/app/api/v1/price-overrides/route";
import { apiRequest, createOrganization } from "../../support/factories";

async function answer(handler: (request: Request) => Promise<Response>, path: string, key: string | null) {
  const response = await handler(apiRequest(path, key));
  return { status: response.status, body: await response.json() };
}

test("the catalogue is searched and read a page at a time", async () => {
  const { key } = await createOrganization();
  const all = await answer(listModels, "/api/v1/models", key);
  expect(all.body.models).toHaveLength(100);
  expect(all.body.models[0]).toMatchObject({
    id: "openai/gpt-4.1-mini",
    input: "0.4",
    cachedInput: "0.1",
    output: "1.6",
  });
  const found = await answer(listModels, "/api/v1/models?search=gpt%205%20nano&provider=openai&limit=1", key);
  expect(found.body.models.map(({ id }: { id: string }) => id)).toEqual(["openai/gpt-5-nano"]);
  const second = await answer(listModels, "/api/v1/models?limit=1&offset=1", key);
  expect(second.body).toMatchObject({ total: all.body.total, models: [{ id: "openai/gpt-5" }] });
  expect((await answer(listModels, "/api/v1/models?limit=0", key)).status).toBe(400);
  expect((await answer(listModels, "/api/v1/models?colour=red", key)).status).toBe(400);
  expect((await answer(listModels, "/api/v1/models", null)).status).toBe(401);
});

test("a model is found by id, with the slash escaped or not, and by name", async () => {
  const { key } = await createOrganization();
  for (const id of ["openai/gpt-4.1", "openai%2Fgpt-4.1", "gpt-4.1", "gpt-4.1-2025-04-14"]) {
    const { status, body } = await answer(getModel, `/api/v1/models/${id}`, key);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: "openai/gpt-4.1",
      name: { value: "GPT-4.1" },
      contextWindow: { value: 1_047_576 },
    });
  }
  const unknown = await answer(getModel, "/api/v1/models/openai/gpt-9", key);
  expect(unknown).toMatchObject({
    status: 404,
    body: { error: { code: "unknown_model", details: { model: "openai/gpt-9" } } },
  });
  expect((await answer(getModel, "/api/v1/models/%E0%A4%A", key)).status).toBe(404);
});

test("two to four models are compared in the order asked for; an unknown one is named", async () => {
  const { key } = await createOrganization();
  const { body } = await answer(
    compare,
    "/api/v1/models/compare?model=gpt-4.1-mini&model=openai/gpt-5&model=gpt-4.1",
    key,
  );
  expect(body.models.map(({ id }: { id: string }) => id)).toEqual([
    "openai/gpt-4.1-mini",
    "openai/gpt-5",
    "openai/gpt-4.1",
  ]);
  expect(body.models[1].prices.cachedInput).toMatchObject({ value: "0.125", sources: [{ printed: "0.13" }] });
  const unknown = await answer(compare, "/api/v1/models/compare?model=gpt-4.1&model=gpt-9", key);
  expect(unknown.status).toBe(404);
  expect(unknown.body.error.message).toContain("gpt-9");
  expect((await answer(compare, "/api/v1/models/compare?model=gpt-4.1", key)).status).toBe(400);
  const five = ["a", "b", "c", "d", "e"].map((name) => `model=${name}`).join("&");
  expect((await answer(compare, `/api/v1/models/compare?${five}`, key)).status).toBe(400);
  expect((await answer(compare, "/api/v1/models/compare?model=gpt-4.1&model=gpt-5&x=1", key)).status).toBe(400);
});

test("an organisation sees its own prices, and nobody else does", async () => {
  const { key } = await createOrganization();
  const other = await createOrganization();
  const price = { kind: "rates", input: "1", output: "7.5" };
  const override = { provider: "openai", model: "gpt-5", price };
  const body = JSON.stringify(override);
  expect((await createOverride(apiRequest("/api/v1/price-overrides", key, { method: "POST", body }))).status).toBe(201);
  const own = await answer(getModel, "/api/v1/models/openai/gpt-5", key);
  expect(own.body.prices).toMatchObject({ input: { value: "1" }, cachedInput: { value: null, state: "unsupported" } });
  const theirs = await answer(getModel, "/api/v1/models/openai/gpt-5", other.key);
  expect(theirs.body.prices.input.value).toBe("1.25");
});
