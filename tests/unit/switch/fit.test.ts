import { describe, expect, test } from "vitest";
import { modelLimits } from "@/lib/catalogue/model-limits";
import { resolveModel } from "@/lib/catalogue/resolve-model";
import { loadPriceBook } from "@/lib/pricing/price-book";
import { checkFit, type FitCheckName } from "@/lib/switch/fit";
import type { SizeGroup } from "@/lib/switch/traffic";
import { AT } from "./groups";

const book = await loadPriceBook();

function limitsOf(model: string) {
  const match = resolveModel(book, model, AT);
  if (match.kind === "unknown") throw new Error(match.reason);
  return modelLimits(book, match);
}

function sizes(prompt: number, output: number, change: Partial<SizeGroup> = {}): SizeGroup {
  const at = (size: number) => ({ from: 2 * size, to: 2 * size });
  return {
    provider: "openai",
    model: "gpt-4.1",
    endpoint: null,
    kind: "request",
    prompt: at(prompt),
    total: at(prompt + output),
    output: at(output),
    records: 1n,
    requests: 1n,
    largest: { prompt, total: prompt + output, output },
    ...change,
  };
}

/** An aggregate of `requests` with these totals. */
function aggregate(requests: number | null, prompt: number, output: number): SizeGroup {
  const range = (total: number) => ({ from: requests ? Math.floor((2 * total) / requests) : 0, to: 2 * total });
  return sizes(prompt, output, {
    kind: requests === null ? "uncounted" : "aggregate",
    prompt: range(prompt),
    total: range(prompt + output),
    output: range(output),
    requests: requests === null ? null : BigInt(requests),
    largest: { prompt: 0, total: 0, output: 0 },
  });
}

function check(name: FitCheckName, model: string, groups: SizeGroup[], tier: "tier1" | "free" | null = null) {
  return checkFit(groups, limitsOf(model), tier).checks.find((one) => one.check === name);
}

describe("limits, exactly at the edge", () => {
  test("GPT-5: 272,000 input, 128,000 output, 400,000 together", () => {
    const at = checkFit([sizes(272_000, 128_000)], limitsOf("gpt-5"), null);
    expect(at.state).toBe("fits");
    expect(check("input", "gpt-5", [sizes(272_001, 1)])).toMatchObject({ state: "doesNotFit", largest: 272_001 });
    expect(check("output", "gpt-5", [sizes(1, 128_001)])?.state).toBe("doesNotFit");
    expect(check("context", "gpt-5", [sizes(272_001, 128_000)])?.state).toBe("doesNotFit");
  });

  test("GPT-4.1 has no input limit but its context window", () => {
    expect(check("input", "gpt-4.1", [sizes(300_000, 1)])).toBeUndefined();
    expect(check("context", "gpt-4.1", [sizes(1_047_576, 0)])?.state).toBe("fits");
    expect(check("context", "gpt-4.1", [sizes(1_047_576, 1)])?.state).toBe("doesNotFit");
    expect(check("output", "gpt-4.1", [sizes(1, 32_769)])?.state).toBe("doesNotFit");
  });

  test("requests are counted by state, and the worst decides", () => {
    const many = sizes(1000, 10, { records: 40n, requests: 40n });
    const fit = checkFit([many, sizes(300_000, 10)], limitsOf("gpt-5"), null);
    expect(fit.state).toBe("doesNotFit");
    expect(fit.checks[0]).toMatchObject({ check: "input", requests: { fits: 40n, doesNotFit: 1n, unknown: 0n } });
  });
});

describe("aggregates", () => {
  test("a total within the limit proves fit, a mean above it misfit, and otherwise it is unknown", () => {
    expect(check("input", "gpt-5", [aggregate(100, 272_000, 5)])).toMatchObject({
      state: "fits",
      requests: { fits: 100n },
    });
    expect(check("input", "gpt-5", [aggregate(2, 544_001, 5)])).toMatchObject({
      state: "doesNotFit",
      requests: { fits: 0n, doesNotFit: 1n, unknown: 1n },
      records: { doesNotFit: 1n },
    });
    expect(check("input", "gpt-5", [aggregate(2, 544_000, 5)])?.state).toBe("unknown");
    expect(check("input", "gpt-5", [aggregate(null, 272_000, 5)])?.state).toBe("fits");
    expect(check("input", "gpt-5", [aggregate(null, 9_999_999, 5)])?.state).toBe("unknown");
  });
});

test("a limit nobody published is unknown, never a pass", () => {
  const fit = checkFit([sizes(10, 10)], limitsOf("anthropic/claude-sonnet-4-6"), "tier1");
  expect(fit.state).toBe("unknown");
  expect(check("requestWithinTokensPerMinute", "gpt-4.1", [sizes(10, 10)], "free")?.state).toBe("unknown");
});

test("a 100,000-token prompt can never be sent at GPT-4.1 tier 1; longer ones have limits of their own", () => {
  const checks = checkFit([sizes(100_000, 10), sizes(150_000, 10)], limitsOf("gpt-4.1"), "tier1").checks.filter(
    (one) => one.check === "requestWithinTokensPerMinute",
  );
  expect(checks).toMatchObject([
    { of: null, state: "doesNotFit", limit: { value: 30_000 }, requests: { doesNotFit: 1n } },
    { of: "prompts above 128000", state: "fits", limit: { value: 200_000 }, requests: { fits: 1n } },
  ]);
});

test("endpoints in use are checked one by one", () => {
  const used = [sizes(1, 1, { endpoint: "assistants" }), sizes(1, 1, { endpoint: "responses" }), sizes(1, 1)];
  const checks = checkFit(used, limitsOf("gpt-5"), null).checks.filter((one) => one.check === "endpoint");
  expect(checks.map(({ of, state }) => [of, state])).toEqual([
    ["assistants", "doesNotFit"],
    ["responses", "fits"],
  ]);
});
