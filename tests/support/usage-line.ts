import type { TokenCounts } from "@/lib/usage/usage-record";

/** A request in Outlay's own form: GPT-4.1 in November 2026, 10,000 input of which 6,000 cached, 500 output. */
export function usageLine(id: string, change: Record<string, unknown> = {}, tokens: Partial<TokenCounts> = {}) {
  return {
    id,
    timestamp: "2026-11-03T09:14:07.120Z",
    provider: "openai",
    model: "gpt-4.1-2025-04-14",
    project: "checkout",
    ...change,
    tokens: { input: 10_000, cacheRead: 6_000, output: 500, ...tokens },
  };
}

/** A request of given sizes, nothing cached. */
export function sizedLine(id: string, input: number, output: number, change: Record<string, unknown> = {}) {
  return usageLine(id, change, { input, cacheRead: 0, output });
}

/** What makes a line an aggregate of an hour. */
export function aggregateOf(requests: number | null) {
  return { requests, endTimestamp: "2026-11-03T10:00:00Z" };
}
