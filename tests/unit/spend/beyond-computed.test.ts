import { expect, test } from "vitest";
import { parseUsd } from "@/lib/pricing/money";
import { beyondComputed } from "@/lib/spend/beyond-computed";

const computed = parseUsd("6.42");

test.each([
  ["6.714285714", "USD", computed, "0.294285714"],
  ["6", "usd", computed, "-0.42"],
  ["6.4200000000000009999", "USD", computed, "0"],
])("%s %s is beyond what was computed", (billed, currency, cost, beyond) => {
  expect(beyondComputed({ billed, currency, computed: cost })).toBe(parseUsd(beyond));
});

test("is not known of another currency, nor where there is no usage", () => {
  expect(beyondComputed({ billed: "6", currency: "EUR", computed })).toBeNull();
  expect(beyondComputed({ billed: "6", currency: "USD", computed: null })).toBeNull();
});
