import { describe, expect, test } from "vitest";
import { femtoUsd, parseUsd } from "@/lib/pricing/money";
import { measureOf } from "@/lib/spend/measure";
import { NO_TOTALS } from "@/lib/spend/measures";
import { totalsWith } from "./usage";

const usage = totalsWith({
  cost: parseUsd("3"),
  costHigh: parseUsd("3"),
  requests: 8n,
  inputUncached: 600_000n,
  cacheRead: 200_000n,
  output: 200_000n,
});

describe("ratios", () => {
  test.each([
    ["cacheHitRate", "25.0%"],
    ["costPerRequest", "$0.38"],
    ["costPerMillionTokens", "$3.00"],
    ["tokensPerRequest", "125,000"],
  ] as const)("%s", (name, text) => {
    expect(measureOf(name).text(usage)).toBe(text);
  });

  test("are of what is priced where they are about money", () => {
    const half = totalsWith({ ...usage, unpricedRequests: 4n, unpricedTokens: 500_000n });
    expect(measureOf("costPerRequest").text(half)).toBe("$0.75");
    expect(measureOf("costPerMillionTokens").text(half)).toBe("$6.00");
  });

  test("about money lie between two bounds where the cost does", () => {
    const bounded = totalsWith({ ...usage, costHigh: parseUsd("6") });
    expect(measureOf("costPerRequest").text(bounded)).toBe("$0.38 – $0.75");
    expect(measureOf("tokensPerRequest").text(bounded)).toBe("125,000");
  });

  test("of nothing, and of what has no price at all, are unknown rather than zero", () => {
    for (const name of ["cacheHitRate", "costPerRequest", "costPerMillionTokens", "tokensPerRequest"] as const) {
      expect(measureOf(name).value(NO_TOTALS)).toBeNull();
    }
    const unpriced = totalsWith({ requests: 3n, unpricedRequests: 3n, output: 9n, unpricedTokens: 9n });
    expect(measureOf("costPerRequest").text(unpriced)).toBe("–");
    expect(measureOf("cost").text(unpriced)).toBe("unpriced");
    expect(measureOf("cost").value(totalsWith({ cost: femtoUsd(5n) }))).toBe(5n);
  });
});
