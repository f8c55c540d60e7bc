import { completeRecord, timeOfCall, tokenCounts, UNSTATED, wrongTimeOfCall } from "../complete-record";
import { printOf } from "../identity";
import { providerName } from "../provider-name";
import type { TokenCounts, Uncertainty } from "../usage-record";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, textOf } from "./format";
import { JsonFields } from "./json-fields";

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
  return "inputTokens" in usage || "promptTokens" in usage ? usage : null;
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
  const fields = new JsonFields(usageOf(value) ?? {});
  const uncertainties: Uncertainty[] = [];
  const tokens = readTokens(fields, provider === "anthropic" || /claude/i.test(model), uncertainties);
  const times = { "response.timestamp": response.timestamp, timestamp: value.timestamp, time: value.time };
  const wrong = fields.rejected ?? wrongTimeOfCall(times);
  if (wrong) return wrong;
  // Of several steps the last one's id is not that of the sum.
  const isSum = isObject(value.totalUsage);
  return completeRecord(
    {
      ...UNSTATED,
      id: isSum ? null : textOf(response.id),
      timestamp: timeOfCall(Object.values(times), uncertainties, context),
      provider,
      model,
      user: textOf(value.userId),
      tokens,
      uncertainties,
    },
    context,
    printOf(value),
  );
}

/** From version 6 on, which states details, the input holds cached tokens; before, Anthropic's did not. */
function readTokens(fields: JsonFields, isAnthropic: boolean, uncertainties: Uncertainty[]): TokenCounts {
  const [statedInput, statedOutput] = [
    fields.statedCount("inputTokens", "promptTokens"),
    fields.statedCount("outputTokens", "completionTokens"),
  ];
  // What a provider did not state is not a number, which JSON has as null.
  if (statedInput === null && statedOutput === null) uncertainties.push("usage_missing");
  const [input, output] = [statedInput ?? 0, statedOutput ?? 0];
  const read = fields.statedCount("inputTokenDetails.cacheReadTokens", "cachedInputTokens");
  const cacheRead = read ?? 0;
  const cacheWrite = fields.statedCount("inputTokenDetails.cacheWriteTokens") ?? 0;
  const reasoning = fields.statedCount("outputTokenDetails.reasoningTokens", "reasoningTokens") ?? 0;
  const total = fields.statedCount("totalTokens");
  if (read === null) uncertainties.push("cache_unknown");
  const isBeside = cacheRead + cacheWrite > input || (isAnthropic && cacheRead > 0 && !fields.has("inputTokenDetails"));
  return tokenCounts({
    input: isBeside ? input + cacheRead + cacheWrite : input,
    cacheRead,
    cacheWrite,
    output: total === input + output + reasoning ? output + reasoning : output,
    reasoning,
  });
}
