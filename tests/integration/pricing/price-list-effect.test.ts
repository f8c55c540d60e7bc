import { expect, test } from "vitest";
import { POST as postOverride } from "@/app/api/v1/price-overrides/route";
import { POST } from "@/app/api/v1/usage/route";
import { priceListEffect } from "@/lib/ingest/reprice/price-list-effect";
import { type LibraryModel, readLibrary } from "@/lib/pricing/layers/library";
import { priceBookOver } from "@/lib/pricing/price-book";
import type { RateCard } from "@/lib/pricing/rate-card";
import { apiRequest, createOrganization } from "../../support/factories";

const library = await readLibrary();

/** The book over a list that has some of OpenAI's cards otherwise (null: not at all) and knows one more name. */
function listWith(cards: Record<string, ((card: RateCard) => RateCard) | null>) {
  const models = library.models.flatMap((model): LibraryModel[] => {
    const change = model.provider === "openai" ? cards[model.id] : undefined;
    if (change === null) return [];
    return [change ? { ...model, cards: model.cards.map(change) } : model];
  });
  const match: typeof library.match = (seller, name) => library.match(seller, name === "gpt-4o-next" ? "gpt-4o" : name);
  return priceBookOver({ ...library, models, match });
}

const twice = (card: RateCard): RateCard => ({
  ...card,
  rates: { ...card.rates, input: (card.rates.input ?? 0n) * 2n },
});
const longTwice = (card: RateCard): RateCard => ({
  ...card,
  longContext: card.longContext.map((long) => ({
    ...long,
    rates: { ...long.rates, input: 2n * (long.rates.input ?? 0n) },
  })),
});
const callsTwice = (card: RateCard): RateCard => ({ ...card, calls: { webSearch: 2n * (card.calls.webSearch ?? 0n) } });

const { organizationId, key } = await createOrganization();

async function send(...lines: object[]) {
  const timestamp = new Date(Date.now() - 3_600_000).toISOString();
  const body = lines
    .map((line, index) => JSON.stringify({ id: `r${index}`, provider: "openai", timestamp, ...line }))
    .join("\n");
  expect((await POST(apiRequest("/api/v1/usage", key, { method: "POST", body }))).status).toBe(200);
}

test("says of models in use what another list comes to, record by record", async () => {
  const million = { tokens: { input: 1_000_000 } };
  await send(
    { model: "gpt-4o", ...million },
    { model: "gpt-4o", serviceTier: "batch", ...million },
    { model: "gpt-4.1", ...million },
    { model: "gpt-5.4", tokens: { input: 200_000 } },
    { model: "gpt-5.4", tokens: { input: 300_000 } },
    { model: "gpt-4.1-nano", tokens: { input: 1 }, calls: {} },
    { model: "gpt-5-nano", tokens: { input: 0 }, calls: { webSearch: 3 } },
    { model: "gpt-4o-next", ...million },
    { model: "o1", ...million },
    { model: "o3-pro", ...million },
  );
  const own = { provider: "openai", model: "o1", price: { kind: "rates", input: "1", output: "1" } };
  await postOverride(apiRequest("/api/v1/price-overrides", key, { method: "POST", body: JSON.stringify(own) }));
  const listed = listWith({
    ...{ "gpt-4o": twice, "gpt-4.1": twice, "gpt-5.4": longTwice, "gpt-5-nano": callsTwice, o1: twice },
    "o3-pro": null,
  });
  // Not gpt-4.1 and not the batch tier: layers in front state those. Not o1: the organisation does.
  expect(await priceListEffect(organizationId, listed)).toEqual([
    "openai/o3-pro: $20.00 in the last 30 days, unpriced by the other list (1 record).",
    "openai/gpt-4o-next: unpriced in the last 30 days, $5.00 by the other list (1 record).",
    "openai/gpt-4o: $2.50 in the last 30 days, $5.00 by the other list (1 record).",
    "openai/gpt-5.4: $1.50 in the last 30 days, $3.00 by the other list (1 record).",
    "openai/gpt-5-nano: $0.030 in the last 30 days, $0.060 by the other list (1 record).",
  ]);
  expect(await priceListEffect(organizationId, priceBookOver(library))).toEqual([]);
});
