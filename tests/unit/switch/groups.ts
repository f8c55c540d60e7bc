import { femtoUsd } from "@/lib/pricing/money";
import { priceUsage } from "@/lib/pricing/price";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { PriceableTokens } from "@/lib/pricing/price-tokens";
import type { TrafficGroup } from "@/lib/switch/traffic";
import { instant, request, tokens } from "../../support/usage";

export const AT = instant("2026-11-10T09:00:00Z");

/** Traffic of one request (times `count`), priced as it is stored. */
export function group(
  book: PriceBook,
  model: string,
  some: Partial<PriceableTokens>,
  change: Partial<TrafficGroup> = {},
): TrafficGroup {
  const usage = request("openai", model, some, "2026-11-10T09:00:00Z");
  const priced = priceUsage(book, usage);
  const size = (count: bigint | undefined) => ({ from: 2 * Number(count ?? 0n), to: 2 * Number(count ?? 0n) });
  return {
    provider: "openai",
    model,
    serviceTier: null,
    region: null,
    project: null,
    kind: "request",
    spanStarts: [AT],
    day: new Date("2026-11-10"),
    prompt: size(some.input),
    output: size(some.output),
    records: 1n,
    requests: 1n,
    tokens: tokens(some),
    calls: {},
    cost: priced.kind === "priced" ? { low: femtoUsd(priced.cost), high: femtoUsd(priced.cost) } : null,
    ...change,
  };
}
