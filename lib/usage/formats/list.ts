import { aiSdkUsage } from "./ai-sdk-usage";
import { anthropicConsoleCost, anthropicConsoleTokens } from "./anthropic-console";
import { anthropicMessages } from "./anthropic-messages";
import { anthropicCostReport, anthropicUsageReport } from "./anthropic-reports";
import { anthropicBatchResults, openaiBatchOutput } from "./batch-results";
import { bedrockConverse } from "./bedrock-converse";
import { bedrockInvocations } from "./bedrock-invocations";
import { claudeCode } from "./claude-code";
import { cloudEvents } from "./cloudevents";
import { codex } from "./codex";
import { cohereResponses } from "./cohere-responses";
import { focusCsv } from "./focus-csv";
import type { CsvFormat, JsonFormat } from "./format";
import { geminiResponses } from "./gemini-responses";
import { heliconeCsv, heliconeJson } from "./helicone";
import { langfuseCsv, langfuseIngestion, langfuseJson } from "./langfuse";
import { litellm } from "./litellm";
import { litellmCsv } from "./litellm-csv";
import { mistralOcr } from "./mistral-ocr";
import { openaiActivityCsv, openaiActivityJson } from "./openai-activity";
import { openaiCostCsv } from "./openai-cost-csv";
import { openaiEmbeddings } from "./openai-embeddings";
import { openaiImages } from "./openai-images";
import { openaiCostsApi, openaiUsageApi } from "./openai-pages";
import { openaiRealtime } from "./openai-realtime";
import { openaiChatCompletions, openaiResponses } from "./openai-responses";
import { openaiTranscriptions } from "./openai-transcriptions";
import { openaiUsageCsv } from "./openai-usage-csv";
import {
  openrouterActivity,
  openrouterActivityCsv,
  openrouterGeneration,
  openrouterGenerationsCsv,
} from "./openrouter";
import { otlpMetrics } from "./otlp/metrics";
import { otlpTraces } from "./otlp/traces";
import { outlayCsv } from "./outlay-csv";
import { outlayJson } from "./outlay-json";
import { unmarkedResponses } from "./unmarked-responses";
import { vercelAiGatewayReport } from "./vercel-ai-gateway";

/** Every CSV format, the more particular before the more general. */
export const CSV_FORMATS: readonly CsvFormat[] = [
  openaiUsageCsv,
  openaiCostCsv,
  openaiActivityCsv,
  anthropicConsoleTokens,
  anthropicConsoleCost,
  openrouterGenerationsCsv,
  openrouterActivityCsv,
  langfuseCsv,
  heliconeCsv,
  litellmCsv,
  focusCsv,
  outlayCsv,
];

/**
 * Every JSON format; a line belongs to the first that recognises it. Logs of gateways and tools, which may hold the
 * response they tell of, come before the responses.
 */
export const JSON_FORMATS: readonly JsonFormat[] = [
  openaiBatchOutput,
  anthropicBatchResults,
  codex,
  claudeCode,
  litellm,
  langfuseIngestion,
  langfuseJson,
  heliconeJson,
  openaiChatCompletions,
  openaiRealtime,
  openaiResponses,
  otlpTraces,
  otlpMetrics,
  openaiCostsApi,
  openaiUsageApi,
  openaiActivityJson,
  openaiEmbeddings,
  openaiImages,
  openaiTranscriptions,
  anthropicMessages,
  anthropicCostReport,
  anthropicUsageReport,
  geminiResponses,
  cohereResponses,
  mistralOcr,
  bedrockConverse,
  bedrockInvocations,
  cloudEvents,
  openrouterGeneration,
  openrouterActivity,
  vercelAiGatewayReport,
  aiSdkUsage,
  outlayJson,
  unmarkedResponses,
];
