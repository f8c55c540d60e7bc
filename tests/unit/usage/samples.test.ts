import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sharedFile } from "../../support/shared-files";
import { parse } from "./parse";
import { sampleTotals, scaled } from "./sample-totals";

interface Expected {
  records: number;
  requests: number;
  tokens: Record<string, number>;
  reasoning: number;
  grain: string[];
  cost?: string;
  flags?: string[];
  other?: Record<string, string>;
}

/** What the expectations count besides tokens, by the names of ours. */
const CALLS: Readonly<Record<string, string>> = { images: "images", seconds: "audioSeconds", web_search: "webSearch" };

/** Flags by other names, and what we do not note as an uncertainty. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  may_be_estimated: ["estimated"],
  gateway_cache_hit: [],
  inclusive_details: [],
};

const expected = JSON.parse(readFileSync(sharedFile("samples", "_expected.json"), "utf8")) as Record<string, Expected>;

const SAMPLES = [
  ["01_openai_completions_usage.csv", "openai-usage-csv"],
  ["02a_openai_cost_2025.csv", "openai-cost-csv"],
  ["03a_openai_v1_usage_legacy.json", "openai-activity-json"],
  ["03b_openai_activity_legacy.csv", "openai-activity-csv"],
  ["04a_openai_usage_api_completions.json", "openai-usage-api"],
  ["04b_openai_usage_api_embeddings.json", "openai-usage-api"],
  ["04c_openai_costs_api.json", "openai-costs-api"],
  ["05a_openai_chat_completions.jsonl", "openai-chat-completions"],
  ["06_openai_responses.jsonl", "openai-responses"],
  ["07_openai_stream_chunks.jsonl", "openai-chat-completions"],
  ["08_openai_batch_output.jsonl", "openai-batch-output"],
  ["09_openai_embeddings.jsonl", "openai-embeddings"],
  ["12b_otlp_traces_otel_instrumentation_openai_captured.pb", "otlp-traces"],
  ["12c_otlp_traces_openinference_openai_captured.json", "otlp-traces"],
  ["12d_otlp_traces_vercel_aisdk7_captured.json", "otlp-traces"],
  ["12e_otlp_traces_vercel_aisdk_legacy_captured.json", "otlp-traces"],
  ["12f_otlp_metrics_gen_ai_client_token_usage_captured.json", "otlp-metrics"],
  ["12g_otlp_traces_traceloop_captured.pb", "otlp-traces"],
  ["17a_anthropic_console_tokens.csv", "anthropic-console-tokens"],
  ["17b_anthropic_console_cost.csv", "anthropic-console-cost"],
  ["18a_anthropic_usage_report.json", "anthropic-usage-report"],
  ["18b_anthropic_cost_report.json", "anthropic-cost-report"],
  ["19a_anthropic_messages.jsonl", "anthropic-messages"],
  ["20_claude_code_session.jsonl", "claude-code"],
  ["22_gemini_responses.jsonl", "gemini-responses"],
  ["23_azure_openai_chat.jsonl", "openai-chat-completions"],
] as const;

describe.each(SAMPLES)("%s", (name, format) => {
  const bytes = readFileSync(sharedFile("samples", name));
  const want = expected[name] as Expected;

  function check(variant: Uint8Array, size?: number) {
    const result = parse(variant, size);
    const totals = sampleTotals(result.items);
    expect(result.format).toBe(format);
    expect(result.items.filter((item) => item.kind === "reject")).toEqual([]);
    expect(totals).toMatchObject({ records: want.records, requests: want.requests, reasoning: want.reasoning });
    expect(totals.tokens).toEqual(want.tokens);
    expect(totals.calls).toEqual(callsOf(want));
    expect(totals.uncertainties).toEqual(
      expect.arrayContaining((want.flags ?? []).flatMap((flag) => FLAGS[flag] ?? [flag])),
    );
    expect(totals.billed).toBe(want.grain.includes("cost") ? scaled(want.cost ?? "0") : 0n);
  }

  test("as it is", () => check(bytes));
  test("byte by byte", () => check(bytes, 1));
  if (name.endsWith(".pb")) return;
  test("with CRLF", () => check(Buffer.from(bytes.toString().replaceAll("\n", "\r\n"))));
  test("with a byte order mark", () => check(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])));
  test("as UTF-16", () => check(Buffer.from(`\ufeff${bytes.toString()}`, "utf16le"), 7));
  test("as UTF-16 without a mark", () => check(Buffer.from(bytes.toString(), "utf16le")));
});

function callsOf({ other }: Expected): Record<string, number> {
  const stated = Object.entries(other ?? {}).filter(([kind]) => kind in CALLS);
  return Object.fromEntries(stated.map(([kind, count]) => [CALLS[kind], Number(count)]));
}
