import { POST as sendUsage } from "@/app/api/v1/usage/route";
import { apiRequest } from "../../factories";
import type { CallsByOperation } from "../operation-calls";
import { sentBatch } from "./batch-calls";

const QUESTION = {
  from: "2026-11-01",
  to: "2026-12-01",
  tz: "Europe/Berlin",
  filter: { model: ["gpt-4.1"] },
  not: { user: ["nobody"] },
  tier: "tier1",
  ownLimits: [{ model: "openai/gpt-5", abovePromptTokens: 200_000, tokensPerMinute: 1_000_000, requestsPerMinute: 10 }],
  prices: "2026-11-15",
  moves: [
    {
      fromModel: "gpt-4.1",
      toModel: "openai/gpt-5",
      toServiceTier: "flex",
      share: 0.5,
      where: { maxInput: 100_000, hours: [9, 10], project: ["checkout", null] },
    },
  ],
  levers: {
    cache: "cold",
    cacheKept: 0.5,
    outputFactor: { low: 1, expected: 1.5, high: 2 },
    reasoningFactor: 1,
    reasoningEffort: "low",
    tokenizerFactor: 1,
    escalationShare: 0.1,
    growthFactor: 2,
  },
  rankingLimit: 5,
  evidenceLimit: 3,
};

/** What-ifs. */
export const switchCalls: CallsByOperation = {
  "POST /api/v1/switch": {
    succeeds: async (home) => {
      await sentBatch(home);
      return { body: QUESTION };
    },
    alsoSucceeds: {
      "all traffic, priced or not": async (home) => {
        await sentBatch(home);
        return { body: { from: "2026-11-01", to: "2026-12-01", moves: [{ toModel: "openai/gpt-4.1-mini" }] } };
      },
      "no traffic": () => ({ body: QUESTION }),
      "the best assignment": async (home) => {
        await sentBatch(home);
        return {
          body: {
            ...{ from: "2026-11-01", to: "2026-12-01", tier: "tier1", moves: QUESTION.moves },
            bestAssignment: {
              ...{ by: "project", models: ["openai/gpt-5"], mayStay: true, mostMoves: 1 },
              allowed: [{ value: null, models: ["openai/gpt-4.1-mini"], mayStay: false }],
            },
          },
        };
      },
      "the best split": async (home) => {
        await sentBatch(home);
        return { body: { ...QUESTION, bestSplit: { move: 0 } } };
      },
    },
    fails: {
      "422 unknown_model": () => ({ body: { ...QUESTION, moves: [{ toModel: "gpt-9" }] } }),
      "422 ambiguous_model": () => ({ body: { ...QUESTION, moves: [{ toModel: "gpt-4.1 gemini" }] } }),
      "422 shares_exceed_whole": async (home) => {
        await sentBatch(home);
        return {
          body: { ...QUESTION, moves: [{ toModel: "openai/gpt-5" }, { toModel: "openai/gpt-4.1-mini", share: 0.1 }] },
        };
      },
      "422 too_many_labels": async (home) => {
        const lines = Array.from({ length: 201 }, (_, index) =>
          JSON.stringify({
            timestamp: "2026-11-03T09:14:07Z",
            provider: "openai",
            model: "gpt-4.1",
            tokens: { input: 1, output: 1 },
            calls: { [`kind${index}`]: 1 },
          }),
        );
        await sendUsage(apiRequest("/api/v1/usage", home.key, { method: "POST", body: lines.join("\n") }));
        return { body: QUESTION };
      },
    },
  },
};
