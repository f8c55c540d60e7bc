import { z } from "zod";
import { count, usd } from "./value-schemas";

/** Sums over usage. */
export const totals = z.strictObject({
  cost: usd.describe("Cost of the usage that has a price."),
  costHigh: usd
    .optional()
    .describe("Upper bound, where aggregates leave their price open; then `cost` is the lower one."),
  requests: count,
  inputUncached: count.describe("Input neither read from nor written to a cache, audio and images included."),
  cacheRead: count,
  cacheWrite: count,
  output: count,
  reasoning: count.describe("Part of output."),
  unpricedRequests: count.describe("Requests that are not in `cost`."),
  unpricedTokens: count,
});
