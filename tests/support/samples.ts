import { readFileSync } from "node:fs";
import { sharedFile } from "./shared-files";

/** Samples of real exports that are read, and the format each is recognised as. */
export const SAMPLES = [
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
  ["13a_litellm_spend_logs.json", "litellm"],
  ["13b_litellm_generic_api.ndjson", "litellm"],
  ["14a_langfuse_observations.csv", "langfuse-csv"],
  ["14b_langfuse_ingestion_batch.json", "langfuse-ingestion"],
  ["15a_helicone_export.csv", "helicone-csv"],
  ["16a_openrouter_activity_generations.csv", "openrouter-generations-csv"],
  ["17a_anthropic_console_tokens.csv", "anthropic-console-tokens"],
  ["17b_anthropic_console_cost.csv", "anthropic-console-cost"],
  ["18a_anthropic_usage_report.json", "anthropic-usage-report"],
  ["18b_anthropic_cost_report.json", "anthropic-cost-report"],
  ["19a_anthropic_messages.jsonl", "anthropic-messages"],
  ["20_claude_code_session.jsonl", "claude-code"],
  ["21a_codex_rollout_token_count.jsonl", "codex"],
  ["22_gemini_responses.jsonl", "gemini-responses"],
  ["23_azure_openai_chat.jsonl", "openai-chat-completions"],
  ["24_vercel_ai_gateway_report.json", "vercel-ai-gateway-report"],
  ["25a_cloudevents_openmeter_batch.json", "cloudevents"],
] as const;

/** What a sample comes to: sums in token classes that do not overlap. */
export interface SampleTotals {
  records: number;
  requests: number;
  /** By class ("in", "read_audio", "w5m", …); classes that are 0 are left out. */
  tokens: Record<string, number>;
  reasoning: number;
  grain: string[];
  /** What was billed, or what the source says it cost. */
  cost?: string;
  /** What is uncertain. */
  flags?: string[];
  /** What is counted besides tokens. */
  other?: Record<string, string>;
}

const expected = JSON.parse(readFileSync(sharedFile("samples", "_expected.json"), "utf8")) as Record<
  string,
  SampleTotals
>;

/** The totals a sample has to come to. */
export function expectedTotals(name: string): SampleTotals {
  const totals = expected[name];
  if (!totals) throw new Error(`nothing is expected of the sample ${name}`);
  return totals;
}

/** The bytes of a sample. */
export function sampleBytes(name: string): Buffer {
  return readFileSync(sharedFile("samples", name));
}

/** Whether a sample is text; the others are in protobuf. */
export function isText(name: string): boolean {
  return !name.endsWith(".pb");
}
