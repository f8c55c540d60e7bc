import { completeRecord, timeOfCall, tokenCounts, UNSTATED, wrongTimeOfCall } from "../complete-record";
import { printOf } from "../identity";
import { providerName } from "../provider-name";
import type { TokenCounts, Uncertainty } from "../usage-record";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, textOf } from "./format";
import { JsonFields } from "./json-fields";
import { ProviderMetadata } from "./provider-metadata";

/** Results of the Vercel AI SDK as applications log them: `usage` of its versions 4 to 7 with the model that answered. */
export const aiSdkUsage: JsonFormat = {
  name: "ai-sdk-usage",
  recognises: (value) => usageOf(value) !== null && modelOf(value) !== null,
  open: (context) => ({ read: (value) => readResult(value, context) }),
};

/** `totalUsage` is that of all steps; `usage` with `steps` beside it is that of the last. */
function usageOf(value: JsonObject): JsonObject | null {
  const usage = isObject(value.totalUsage) ? value.totalUsage : value.usage;
  if (!isObject(usage)) return null;
  return "inputTokens" in usage || "promptTokens" in usage || isOfEmbeddings(value, usage) ? usage : null;
}

/** Embeddings count one kind of tokens only; of anything else nobody knows what a single count is of. */
function isOfEmbeddings(value: JsonObject, usage: JsonObject): boolean {
  const isEmbedding = "embedding" in value || "embeddings" in value || /embed/i.test(modelOf(value) ?? "");
  return isEmbedding && typeof usage.tokens === "number";
}

function modelOf(value: JsonObject): string | null {
  const response = isObject(value.response) ? value.response : {};
  const model = isObject(value.model) ? value.model.modelId : value.model;
  return textOf(response.modelId) ?? textOf(value.modelId) ?? textOf(model);
}

function readResult(value: JsonObject, context: ReadContext): Reading {
  const response = isObject(value.response) ? value.response : {};
  const model = modelOf(value) ?? "";
  const provider = providerName(textOf(isObject(value.model) ? value.model.provider : value.provider), model);
  const usage = usageOf(value) ?? {};
  const fields = new JsonFields(asOfResult(usage));
  const metadata = metadataOf(value);
  const uncertainties: Uncertainty[] = [];
  const isApart = provider === "anthropic" || provider === "aws" || /claude/i.test(model);
  const tokens = readTokens(fields, metadata, isApart, uncertainties);
  const times = { "response.timestamp": response.timestamp, timestamp: value.timestamp, time: value.time };
  const wrong = fields.rejected ?? wrongTimeOfCall(times);
  if (wrong) return wrong;
  return completeRecord(
    {
      ...UNSTATED,
      // Of several steps the last one's id is not that of the sum.
      id: isObject(value.totalUsage) ? null : textOf(response.id),
      timestamp: timeOfCall(Object.values(times), uncertainties, context),
      provider,
      model,
      serviceTier: metadata.serviceTier,
      endpoint: isOfEmbeddings(value, usage) ? "embeddings" : null,
      user: textOf(value.userId),
      tokens,
      uncertainties,
    },
    context,
    printOf(value),
  );
}

/** What the provider said beside the usage; of several steps it is that of the last, and says nothing of the sum. */
function metadataOf({
  totalUsage,
  steps,
  providerMetadata,
  experimental_providerMetadata,
}: JsonObject): ProviderMetadata {
  const isSum = isObject(totalUsage) || (Array.isArray(steps) && steps.length > 1);
  return new ProviderMetadata(isSum ? null : (providerMetadata ?? experimental_providerMetadata));
}

/** Usage as a result has it; that of a model (version 6) has objects of counts. */
function asOfResult(usage: JsonObject): JsonObject {
  const { inputTokens: input, outputTokens: output } = usage;
  if (!isObject(input) || !isObject(output)) return usage;
  return {
    inputTokens: input.total,
    inputTokenDetails: { cacheReadTokens: input.cacheRead, cacheWriteTokens: input.cacheWrite },
    outputTokens: output.total,
    outputTokenDetails: { reasoningTokens: output.reasoning },
  };
}

/**
 * From version 6 on, which states details, the input holds cached tokens; before, it was what the provider counts, and
 * Anthropic's and Bedrock's interfaces leave them out (`isApart`).
 */
function readTokens(
  fields: JsonFields,
  metadata: ProviderMetadata,
  isApart: boolean,
  uncertainties: Uncertainty[],
): TokenCounts {
  const statedInput = fields.statedCount("inputTokens", "promptTokens", "tokens");
  const statedOutput = fields.statedCount("outputTokens", "completionTokens");
  // What a provider did not state is not a number, which JSON has as null.
  if (statedInput === null && statedOutput === null) uncertainties.push("usage_missing");
  const [input, output] = [statedInput ?? 0, statedOutput ?? 0];
  const read = fields.statedCount("inputTokenDetails.cacheReadTokens", "cachedInputTokens") ?? metadata.cacheRead;
  const cacheRead = read ?? 0;
  const cacheWrite = fields.statedCount("inputTokenDetails.cacheWriteTokens") ?? metadata.cacheWrite ?? 0;
  const reasoning =
    fields.statedCount("outputTokenDetails.reasoningTokens", "reasoningTokens") ?? metadata.reasoning ?? 0;
  const total = fields.statedCount("totalTokens");
  if (read === null && !fields.has("tokens")) uncertainties.push("cache_unknown");
  const cached = cacheRead + cacheWrite;
  const isBeside = cached > input || (isApart && cached > 0 && !fields.has("inputTokenDetails"));
  const { cacheWriteByTtl } = metadata;
  const isTtlKnown = Object.keys(cacheWriteByTtl).length > 0;
  if (isApart && metadata.cacheWrite && !isTtlKnown) uncertainties.push("cache_write_ttl_unknown");
  return tokenCounts({
    input: isBeside ? input + cached : input,
    cacheRead,
    cacheWrite,
    cacheWriteByTtl: isTtlKnown && cacheWrite > 0 ? cacheWriteByTtl : {},
    output: total === input + output + reasoning ? output + reasoning : output,
    reasoning,
  });
}
