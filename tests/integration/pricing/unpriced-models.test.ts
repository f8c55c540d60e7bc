import { expect, test } from "vitest";
import { POST as postAlias } from "@/app/api/v1/model-aliases/route";
import { POST } from "@/app/api/v1/usage/route";
import { unpricedModels } from "@/lib/db/queries/price-book/unpriced-models";
import { apiRequest, createOrganization } from "../../support/factories";

const { organizationId, key } = await createOrganization();

const usage = (id: string, model: string, timestamp: string, more: object = {}) =>
  JSON.stringify({ id, provider: "azure", model, timestamp, tokens: { input: 100, output: 10 }, ...more });

test("collects what has no price: how often, since when, with how many tokens, and why", async () => {
  const body = [
    usage("a", "prod", "2026-10-03T09:14:07Z"),
    usage("b", "prod", "2026-11-03T09:44:59Z"),
    usage("c", "gpt-4.1", "2026-11-03T09:44:59Z", { provider: "openai", serviceTier: "flex" }),
    usage("d", "gpt-4.1", "2026-11-03T09:44:59Z", { provider: "openai" }),
  ].join("\n");
  await POST(apiRequest("/api/v1/usage", key, { method: "POST", body }));
  const found = await unpricedModels(organizationId);
  expect(found).toEqual([
    {
      ...{ provider: "azure", model: "prod", serviceTier: null, requests: 2n, tokens: 220n, reason: "unknown_model" },
      firstSeen: new Date("2026-10-03T09:00:00Z"),
      lastSeen: new Date("2026-11-03T09:30:00Z"),
      isKnownNow: false,
    },
    expect.objectContaining({
      model: "gpt-4.1",
      serviceTier: "flex",
      tokens: 110n,
      reason: "no_card_for_service_tier",
    }),
  ]);
});

test("says which of them have a price by now", async () => {
  const alias = { pattern: "prod", targetProvider: "openai", targetModel: "gpt-4.1" };
  await postAlias(apiRequest("/api/v1/model-aliases", key, { method: "POST", body: JSON.stringify(alias) }));
  const found = await unpricedModels(organizationId);
  expect(found.map(({ model, isKnownNow }) => [model, isKnownNow])).toEqual([
    ["prod", true],
    ["gpt-4.1", false],
  ]);
});

test("is nobody else's", async () => {
  expect(await unpricedModels((await createOrganization()).organizationId)).toEqual([]);
});
