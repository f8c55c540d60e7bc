import { expect, test } from "vitest";
import { freshnessOf } from "@/lib/catalogue/freshness";
import type { MatchedModel } from "@/lib/pricing/match-model";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { NO_RATES } from "@/lib/pricing/rate-card";
import { instant } from "../../support/usage";

const book = await loadPriceBook();
const at = (provider: string, model: string, time: string) => {
  const match = book.match(provider, model, instant(time)) as MatchedModel;
  return freshnessOf(book, match, instant(time));
};

test("a price is old when its source is older than sixty days", () => {
  expect(at("openai", "gpt-4o", "2026-11-22T23:59:59Z")).toMatchObject({ ageInDays: 60, isOld: false, next: null });
  expect(at("openai", "gpt-4o", "2026-11-23T00:00:00Z")).toMatchObject({
    ...{ ageInDays: 61, isOld: true },
    source: { layer: "library", date: "2026-09-23" },
  });
  expect(at("openai", "gpt-4.1", "2026-11-25T00:00:00Z")).toMatchObject({ ageInDays: 1, isOld: false });
});

test("a change to come is announced, until it has come", () => {
  expect(at("google", "gemini-3.6-flash", "2026-11-25T00:00:00Z")?.next).toMatchObject({
    validFrom: instant("2027-01-01T00:00:00Z"),
    rates: { input: 1_500_000_000n },
  });
  expect(at("google", "gemini-3.6-flash", "2026-08-01T00:00:00Z")?.next).toBeNull();
  expect(at("google", "gemini-3.6-flash", "2027-01-01T00:00:00Z")?.next).toBeNull();
});

test("a price of one's own is not old; a share of the list price is about to change with it", () => {
  const share = { kind: "multiplier" as const, numerator: 1n, denominator: 2n };
  const rates = { kind: "rates" as const, rates: { ...NO_RATES, input: 1n, output: 1n } };
  const ownPrice = (price: typeof share | typeof rates) => ({
    ...{ id: "1", provider: "google", model: "gemini-3.6-flash", project: null, serviceTier: null, price, note: null },
    ...{ validFrom: null, validTo: null, createdAt: instant("2026-01-01T00:00:00Z") },
  });
  const now = instant("2026-11-25T00:00:00Z");
  const freshness = (price: typeof share | typeof rates) => {
    const own = book.withOrganization({ aliases: [], overrides: [ownPrice(price)] });
    return freshnessOf(own, own.match("google", "gemini-3.6-flash", now) as MatchedModel, now);
  };
  expect(freshness(rates)).toMatchObject({ isOld: false, next: null });
  expect(freshness(share)).toMatchObject({
    isOld: false,
    next: { validFrom: instant("2027-01-01T00:00:00Z"), rates: { input: 750_000_000n } },
  });
});

test("a model without a price now has none", () => {
  expect(at("deepseek", "deepseek-v4-flash", "2026-11-25T00:00:00Z")).not.toBeNull();
  expect(
    freshnessOf(
      book,
      { ...(book.model("openai", "gpt-5") as MatchedModel), model: "x", name: "x" },
      instant("2026-11-25T00:00:00Z"),
    ),
  ).toBeNull();
});
