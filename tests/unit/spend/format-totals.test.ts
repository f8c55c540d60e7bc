import { expect, test } from "vitest";
import { parseUsd } from "@/lib/pricing/money";
import { formatCost, isUnpriced } from "@/lib/spend/format-totals";
import { NO_TOTALS, type Totals } from "@/lib/spend/measures";

function totals(parts: Partial<Totals> & { usd?: string; usdHigh?: string }): Totals {
  const { usd = "0", usdHigh = usd, ...counts } = parts;
  return { ...NO_TOTALS, cost: parseUsd(usd), costHigh: parseUsd(usdHigh), requests: 10n, ...counts };
}

test("writes what is priced as an amount", () => {
  expect(formatCost(totals({ usd: "12.3" }))).toBe("$12.30");
  expect(formatCost(totals({ usd: "1234" }), { compact: true })).toBe("$1.2k");
});

test("writes a free model as zero, which it is", () => {
  expect(formatCost(totals({}))).toBe("$0.00");
});

test("writes a lower bound where some of the usage has no price", () => {
  expect(formatCost(totals({ usd: "12.3", unpricedRequests: 2n, unpricedTokens: 50n }))).toBe("≥ $12.30");
});

test("never writes zero for what has no price", () => {
  const nothingPriced = totals({ unpricedRequests: 10n, unpricedTokens: 50n });
  expect(formatCost(nothingPriced)).toBe("unpriced");
  expect(isUnpriced(nothingPriced)).toBe(true);
});

test("a free model beside an unpriced one is bounded from below by zero", () => {
  expect(formatCost(totals({ unpricedRequests: 2n, unpricedTokens: 50n }))).toBe("≥ $0.00");
});

test("writes both ends of an interval, unless people could not tell them apart", () => {
  expect(formatCost(totals({ usd: "1", usdHigh: "2.5" }))).toBe("$1.00 – $2.50");
  expect(formatCost(totals({ usd: "1", usdHigh: "1.001" }))).toBe("$1.00");
});
