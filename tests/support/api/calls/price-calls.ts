import type { CallsByOperation } from "../operation-calls";

const USAGE = {
  provider: "openai",
  model: "gpt-4.1",
  timestamp: "2026-11-03T09:14:07Z",
  serviceTier: "default",
  tokens: { input: 10_000, cacheRead: 6_000, output: "500" },
  calls: {},
};

/** Prices of usage that is not stored. */
export const priceCalls: CallsByOperation = {
  "POST /api/v1/price": {
    succeeds: () => ({ body: USAGE }),
    alsoSucceeds: {
      "of a model nobody knows": () => ({ body: { model: "gpt-9", tokens: { input: 1 } } }),
      "many at once": () => ({ body: [USAGE, { model: "gpt-9", tokens: { output: 1 } }] }),
      "of an aggregate across a change of price": () => ({
        body: {
          provider: "deepseek",
          model: "deepseek-chat",
          timestamp: "2025-02-01T00:00:00Z",
          endTimestamp: "2025-03-01T00:00:00Z",
          tokens: { input: 1_000_000, output: 1_000_000 },
        },
      }),
    },
    fails: {
      "400 too_many": () => ({ body: Array.from({ length: 10_001 }, () => USAGE) }),
      "422 impossible_usage": () => ({ body: [USAGE, { ...USAGE, tokens: { input: 1, cacheRead: 2 } }] }),
    },
  },
};
