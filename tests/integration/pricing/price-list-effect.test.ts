import { expect, test } from "vitest";
import { POST } from "@/app/api/v1/usage/route";
import { priceListEffect } from "@/lib/db/queries/price-book/price-list-effect";
import { libraryModels } from "@/lib/pricing/layers/library";
import { apiRequest, createOrganization } from "../../support/factories";

const models = await libraryModels();
const changed = (provider: string, id: string) => {
  const before = models.find((model) => model.provider === provider && model.id === id)?.cards ?? [];
  const after = before.map((card) => ({ ...card, rates: { ...card.rates, input: (card.rates.input ?? 0n) * 2n } }));
  return { provider, id, before, after };
};

test("says of models in use what a newer list comes to; what a layer in front states does not move", async () => {
  const { organizationId, key } = await createOrganization();
  const timestamp = new Date(Date.now() - 3_600_000).toISOString();
  const body = ["gpt-4o", "gpt-4.1", "o3"]
    .map((model) => JSON.stringify({ id: model, provider: "openai", model, timestamp, tokens: { input: 1_000_000 } }))
    .join("\n");
  await POST(apiRequest("/api/v1/usage", key, { method: "POST", body }));
  const gone = models.filter(({ provider, id }) => provider === "openai" && (id === "o3" || id === "o1"));
  const all = [changed("openai", "gpt-4o"), changed("openai", "gpt-4.1"), changed("openai", "gpt-5-mini")];
  expect(await priceListEffect(organizationId, all, gone)).toEqual([
    "openai/gpt-4o: $2.50 of the last 30 days would be $5.00.",
    "openai/gpt-4.1: $2.00 of the last 30 days would be $2.00.",
    "openai/o3: would have no price any more.",
  ]);
});
