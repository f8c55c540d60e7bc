import { expect, test } from "vitest";
import { explainCost } from "@/lib/pricing/explain-cost";
import { femtoUsd } from "@/lib/pricing/money";
import { priceUsage } from "@/lib/pricing/price";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { receiptTotal } from "@/lib/pricing/receipt";
import { request } from "../../support/usage";

const book = await loadPriceBook();
const usage = request("google", "gemini-2.5-pro", { input: 300_000n, output: 10n });
const outcome = priceUsage(book, usage);
if (outcome.kind !== "priced") throw new Error(outcome.kind);
const { card, context, rule } = outcome.receipt;
const contexts = [null, context];

test("of the contexts the one that adds up is the explanation", () => {
  const receipt = explainCost(card, rule, usage, outcome.cost, contexts);
  expect(receipt).toMatchObject({ context: { threshold: 200_000 }, lines: [{}, {}] });
  expect(receipt.rest).toBeUndefined();
});

test("what no context adds up to is explained as far as the likeliest goes, and the rest is stated", () => {
  const receipt = explainCost(card, rule, usage, femtoUsd(outcome.cost + 7n), contexts);
  expect(receipt.context).toBeNull();
  expect(receiptTotal(receipt.lines) + (receipt.rest ?? 0n)).toBe(outcome.cost + 7n);
});

test("a card that has no rate for what was used leaves all of the cost open", () => {
  const searched = { ...usage, calls: { teleport: 1n } };
  expect(explainCost(card, rule, searched, femtoUsd(5n), contexts)).toMatchObject({ lines: [], rest: 5n });
});
