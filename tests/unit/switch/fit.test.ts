import { describe, expect, test } from "vitest";
import { loadPriceBook } from "@/lib/pricing/price-book";
import type { FitCheckName } from "@/lib/switch/fit";
import { DEFAULT_LEVERS, point } from "@/lib/switch/levers";
import { type AskedInMemory, answerInMemory } from "../../support/memory-traffic";
import { aggregateOf, sizedLine } from "../../support/usage-line";
import { parsedRecords } from "../../support/usage-records";

const book = await loadPriceBook();

/** Levers that leave the output as it is. */
const SAME_OUTPUT = { ...DEFAULT_LEVERS, outputFactor: point(1000n) };

function fitOn(toModel: string, lines: readonly object[], asked: Partial<AskedInMemory> = {}, move: object = {}) {
  const moves = [{ toModel, ...move }];
  const answer = answerInMemory(book, parsedRecords(lines), { levers: SAME_OUTPUT, ...asked, moves });
  const fit = answer.moves[0]?.fit;
  if (!fit) throw new Error("there is one move");
  const check = (name: FitCheckName, of: string | null = null) =>
    fit.checks.find((one) => one.check === name && one.of === of);
  return { ...fit, check };
}

describe("limits, exactly at the edge", () => {
  test("GPT-5: 272,000 input, 128,000 output, 400,000 together", () => {
    expect(fitOn("gpt-5", [sizedLine("at", 272_000, 128_000)]).state).toBe("fits");
    const input = fitOn("gpt-5", [sizedLine("above", 272_001, 1)]).check("input");
    expect(input).toMatchObject({ state: "doesNotFit", largest: 272_001, missing: null });
    expect(fitOn("gpt-5", [sizedLine("above", 1, 128_001)]).check("output")?.state).toBe("doesNotFit");
    expect(fitOn("gpt-5", [sizedLine("above", 272_001, 128_000)]).check("context")?.state).toBe("doesNotFit");
  });

  test("GPT-4.1 has no input limit but its context window", () => {
    const fit = (input: number, output: number) =>
      fitOn("gpt-4.1", [sizedLine("a", input, output, { model: "gpt-5" })]);
    expect(fit(300_000, 1).check("input")).toBeUndefined();
    expect(fit(1_047_576, 0).check("context")?.state).toBe("fits");
    expect(fit(1_047_576, 1).check("context")?.state).toBe("doesNotFit");
    expect(fit(1, 32_769).check("output")?.state).toBe("doesNotFit");
  });

  test("requests are counted by state with what they cost, and the worst decides", () => {
    const many = Array.from({ length: 40 }, (_, index) => sizedLine(`a${index}`, 1_000, 10));
    const fit = fitOn("gpt-5", [...many, sizedLine("large", 300_000, 10)]);
    expect(fit.state).toBe("doesNotFit");
    expect(fit.check("input")?.counts).toEqual({
      fits: { requests: 40, records: 40, cost: 40n * 2_080_000_000_000n },
      doesNotFit: { requests: 1, records: 1, cost: 600_080_000_000_000n },
      unknown: { requests: 0, records: 0, cost: 0n },
    });
  });
});

test("aggregates: a total within the limit proves fit, a mean above it misfit, and otherwise it is unknown", () => {
  const input = (requests: number | null, total: number) =>
    fitOn("gpt-5", [sizedLine("a", total, 5, aggregateOf(requests))]).check("input");
  expect(input(100, 272_000)).toMatchObject({ state: "fits", counts: { fits: { requests: 100 } } });
  expect(input(2, 544_001)).toMatchObject({
    state: "doesNotFit",
    counts: { fits: { requests: 0 }, doesNotFit: { requests: 1, records: 1 }, unknown: { requests: 1, records: 0 } },
  });
  expect(input(2, 544_000)).toMatchObject({ state: "unknown", missing: { field: "single requests" } });
  expect(input(null, 272_000)?.state).toBe("fits");
  expect(input(null, 9_999_999)?.state).toBe("unknown");
});

test("a limit nobody published is unknown, never a pass", () => {
  expect(fitOn("anthropic/claude-sonnet-4-6", [sizedLine("a", 10, 10)], { usageTier: "tier1" }).state).toBe("unknown");
  const free = fitOn("gpt-4.1-mini", [sizedLine("a", 10, 10)], { usageTier: "free" });
  expect(free.check("requestsPerMinute")).toMatchObject({ state: "unknown", limit: { value: null } });
});

test("a 100,000-token prompt can never be sent at GPT-4.1 tier 1; longer ones have limits of their own", () => {
  const lines = [100_000, 150_000].map((size) => sizedLine(`a${size}`, size, 10, { model: "gpt-5" }));
  const fit = fitOn("gpt-4.1", lines, { usageTier: "tier1" });
  expect(fit.check("requestWithinTokensPerMinute")).toMatchObject({
    state: "doesNotFit",
    limit: { value: 30_000 },
    counts: { doesNotFit: { requests: 1 } },
  });
  const long = "prompts above 128000";
  expect(fit.check("requestWithinTokensPerMinute", long)).toMatchObject({
    state: "fits",
    limit: { value: 200_000 },
    counts: { fits: { requests: 1 } },
  });
  expect(fit.check("tokensPerMinute")?.state).toBe("doesNotFit");
  expect(fit.check("tokensPerMinute", long)?.state).toBe("fits");
});

describe("what requests need of a model", () => {
  test("endpoints in use are checked one by one; what records do not say is told", () => {
    const fit = fitOn("gpt-5", [
      sizedLine("a", 1, 1, { endpoint: "assistants" }),
      sizedLine("b", 1, 1, { endpoint: "responses" }),
      sizedLine("c", 1, 1),
    ]);
    expect(fit.check("endpoint", "assistants")).toMatchObject({
      state: "doesNotFit",
      counts: { doesNotFit: { requests: 1 } },
    });
    expect(fit.check("endpoint", "responses")?.state).toBe("fits");
    expect(fit.unstated.find(({ field }) => field === "endpoint")).toMatchObject({ requests: 1, records: 1 });
  });

  test("features, as stated and as tokens show; fine-tuned models", () => {
    const fit = fitOn("gpt-5", [
      sizedLine("a", 1, 1, { features: ["function_calling", "predicted_outputs", "distillation"] }),
      { ...sizedLine("b", 100, 1), tokens: { input: 100, imageInput: 50, audioInput: 10, output: 1 } },
      sizedLine("c", 1, 1, { model: "ft:gpt-4.1-2025-04-14:us::x1" }),
    ]);
    const states = [
      "function_calling",
      "predicted_outputs",
      "distillation",
      "image_input",
      "audio_input",
      "fine_tuned_model",
    ];
    expect(states.map((of) => fit.check("feature", of)?.state)).toEqual([
      "fits",
      "doesNotFit",
      "unknown",
      "fits",
      "doesNotFit",
      "doesNotFit",
    ]);
    expect(fit.check("feature", "distillation")?.missing?.field).toContain("distillation");
  });

  test("a service tier the target is not sold at", () => {
    const line = (serviceTier: string) => sizedLine(serviceTier, 1, 1, { model: "gpt-5", serviceTier });
    const fit = fitOn("gpt-4.1", [line("flex"), line("priority"), line("default")]);
    expect(fit.check("serviceTier", "flex")).toMatchObject({
      state: "doesNotFit",
      counts: { doesNotFit: { records: 1 } },
    });
    expect(fit.check("serviceTier", "priority")).toMatchObject({ state: "fits", counts: { fits: { requests: 1 } } });
    expect(fit.check("serviceTier", "default")).toBeUndefined();
    const sent = fitOn("gpt-4.1", [line("default")], {}, { toServiceTier: "batch" });
    expect(sent.check("serviceTier", "batch")?.state).toBe("fits");
    const unlisted = fitOn("mistral/mistral-large-latest", [line("default")], {}, { toServiceTier: "batch" });
    expect(unlisted.check("serviceTier", "batch")?.state).toBe("unknown");
  });
});

test("output that grows: certain only where the whole band is on one side of the limit", () => {
  const levers = { ...DEFAULT_LEVERS, outputFactor: { low: 2000n, expected: 2500n, high: 4000n } };
  const lines = [32_000, 32_001, 64_000, 64_001].map((output) => sizedLine(`a${output}`, 10, output));
  const { check, checks } = fitOn("gpt-5", lines, { levers });
  expect(check("output")?.state).toBe("fits");
  expect(checks.find((one) => one.check === "outputAtLever")).toMatchObject({
    of: "× 2 to 4",
    state: "doesNotFit",
    counts: { fits: { requests: 1 }, unknown: { requests: 2 }, doesNotFit: { requests: 1 } },
  });
});

test("limits of the organisation's own are held against the minutes", () => {
  const lines = [sizedLine("a", 600, 0), sizedLine("b", 600, 0)];
  const own = (tokensPerMinute: number) =>
    fitOn("gpt-5", lines, {
      ownLimits: [{ model: "gpt-5", abovePromptTokens: null, tokensPerMinute, requestsPerMinute: null }],
    });
  expect(own(1_199).check("tokensPerMinute")?.state).toBe("doesNotFit");
  expect(own(1_200).check("tokensPerMinute")?.state).toBe("fits");
  expect(own(1_200).check("requestsPerMinute")).toMatchObject({ state: "unknown" });
});

test("own limits on some prompts prove nothing of others that have limits of their own", () => {
  const own = { model: "gpt-4.1", abovePromptTokens: null, tokensPerMinute: 1_000_000, requestsPerMinute: 100 };
  const rateChecks = (input: number) =>
    fitOn("gpt-4.1", [sizedLine("a", input, 0)], { ownLimits: [own] }).checks.flatMap(({ check, of, state }) =>
      /^(tokens|requests)PerMinute$/.test(check) ? [[check, of, state]] : [],
    );
  expect(rateChecks(128_000)).toEqual([
    ["tokensPerMinute", null, "fits"],
    ["requestsPerMinute", null, "fits"],
  ]);
  expect(rateChecks(128_001)).toEqual([
    ["tokensPerMinute", "prompts above 128000", "unknown"],
    ["requestsPerMinute", "prompts above 128000", "unknown"],
  ]);
});

test("totals of longer periods: proof of neither, unless they would fit into the busiest minute, or not on average", () => {
  const at = (tokens: number) =>
    fitOn("gpt-5", [sizedLine("one", 100, 0), sizedLine("day", tokens, 0, aggregateOf(50))], {
      ownLimits: [{ model: "gpt-5", abovePromptTokens: null, tokensPerMinute: 1_000, requestsPerMinute: 100 }],
    }).check("tokensPerMinute");
  expect(at(900)?.state).toBe("fits");
  expect(at(901)).toMatchObject({ state: "unknown", missing: { field: "timestamp" } });
  // 46 minutes of an hour: from 09:14 to 10:00.
  expect(at(46_001)?.state).toBe("doesNotFit");
});
