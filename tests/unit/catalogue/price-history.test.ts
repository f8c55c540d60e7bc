import { expect, test } from "vitest";
import { priceHistory } from "@/app/(workspace)/models/[...id]/price-history";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { instant } from "../../support/usage";

const book = await loadPriceBook();
const NOW = instant("2026-11-25T00:00:00Z");
const history = (provider: string, model: string) => priceHistory(book.cardsOf(provider, model), NOW);
const inputOf = (provider: string, model: string) =>
  history(provider, model)
    ?.series.find(({ name }) => name === "Input")
    ?.points.map(({ text }) => text);

test("a price that never changes has no history", () => {
  expect(history("openai", "gpt-4.1")).toBeNull();
});

test("steps from change to change, and on to what is to come", () => {
  expect(inputOf("openai", "o3")).toEqual(["$10.00", "$2.00", "$2.00"]);
  expect(inputOf("google", "gemini-3.6-flash")).toEqual(["$0.75", "$1.50", "$1.50"]);
  expect(history("google", "gemini-3.6-flash")).toMatchObject({
    ticks: [{ at: Date.parse("2027-01-01T00:00:00Z"), label: "1 Jan 2027" }],
    now: Date.parse("2026-11-25T00:00:00Z"),
  });
});

test("peak hours are left out", () => {
  expect(inputOf("deepseek", "deepseek-v4-flash")).toEqual(["$0.14", "$0.22", "$0.22"]);
});
