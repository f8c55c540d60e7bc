import { expect, test } from "vitest";
import { priceUsage } from "@/lib/pricing/price";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { priceableTokens } from "@/lib/pricing/priceable-tokens";
import { tokenCounts } from "@/lib/usage/complete-record";
import { instant } from "../../support/usage";

const book = await loadPriceBook();
const price = (provider: string, calls: Record<string, bigint> = {}) =>
  priceUsage(book, {
    ...{ provider, model: "gpt-5", serviceTier: "incentivized-tier", region: null, project: null, requests: 3, calls },
    timestamp: instant("2026-09-01T00:00:00Z"),
    tokens: priceableTokens(tokenCounts({ input: 1000, cacheRead: 200, output: 300 })),
  });

test("tokens OpenAI gives for shared data cost nothing, and the receipt says why; calls are charged", () => {
  const outcome = price("openai");
  expect(outcome).toMatchObject({ kind: "priced", cost: 0n });
  if (outcome.kind !== "priced") throw new Error("unpriced");
  expect(outcome.receipt.card).toMatchObject({ serviceTier: "incentivized-tier" });
  expect(outcome.receipt.card.source.note).toContain("complimentary");
  const searched = price("openai", { webSearch: 1n });
  expect(searched.kind === "priced" && searched.cost > 0n).toBe(true);
});

test("another seller gives nothing away, and the catalogue does not offer the tier", () => {
  expect(price("azure").kind).toBe("unpriced");
  expect(book.cardsOf("openai", "gpt-5").some(({ serviceTier }) => serviceTier === "incentivized-tier")).toBe(false);
});
