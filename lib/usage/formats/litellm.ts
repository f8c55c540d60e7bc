import { completeRecord, timeOfCall, tokenCounts, UNSTATED, wrongTimeOfCall } from "../complete-record";
import { decimalOf } from "../decimal-amount";
import { heldToTotal } from "../held-to-total";
import { providerName } from "../provider-name";
import type { Reported, TokenCounts, Uncertainty } from "../usage-record";
import { type JsonFormat, type JsonObject, type ReadContext, type Reading, reject, textOf } from "./format";
import { JsonFields } from "./json-fields";
import { parsedObject } from "./parsed-object";
import { tagsOfList } from "./tags-of-list";
import { writtenByTtl } from "./written-by-ttl";

/**
 * LiteLLM: rows of its spend logs, and what its callbacks log of a call (StandardLoggingPayload). The prompt's tokens
 * contain cached ones for every provider; what is cached is told in the metadata or the response only.
 */
export const litellm: JsonFormat = {
  name: "litellm",
  recognises: (value) =>
    (value.call_type !== undefined && ("spend" in value || "response_cost" in value)) ||
    ("response_cost" in value && "model_map_information" in value),
  open: (context) => ({ read: (value) => (isOfNoModel(value) ? { kind: "ignored" } : readCall(value, context)) }),
};

/** Calls of tools are none of a model's, nor is what failed before a model was chosen. */
function isOfNoModel({ call_type, status, model }: JsonObject): boolean {
  return /_mcp_tools?$/.test(String(call_type)) || (hasFailed(status) && model === "");
}

function hasFailed(status: unknown): boolean {
  return /^fail/i.test(String(status));
}

function readCall(call: JsonObject, context: ReadContext): Reading {
  const metadata = parsedObject(call.metadata);
  const response = parsedObject(call.response);
  const id = textOf(call.request_id) ?? textOf(call.id);
  if (id === null) return reject("request_id", "missing", "this call has no request_id");
  const fromCache = call.cache_hit === true || /^true$/i.test(String(call.cache_hit));
  const failed = hasFailed(call.status);
  const usage = usageOf(call, response, metadata);
  const fields = new JsonFields(usage);
  const wrongTime = wrongTimeOfCall({ startTime: call.startTime, endTime: call.endTime });
  if (wrongTime) return wrongTime;
  const uncertainties: Uncertainty[] = [];
  const timestamp = timeOfCall([call.startTime, call.endTime], uncertainties, context);
  // What the gateway answered from its own cache no provider has billed.
  const counted = fromCache ? tokenCounts({}) : readTokens(fields, uncertainties);
  const searches = fromCache ? 0 : fields.count("server_tool_use.web_search_requests");
  const tokens = heldToTotal("total_tokens", fromCache ? null : fields.statedCount("total_tokens"), counted);
  if (fields.rejected) return fields.rejected;
  if ("code" in tokens) return reject(tokens.field, tokens.code, tokens.message);
  if (!fromCache && !failed && tokens.input + tokens.output === 0) uncertainties.push("usage_missing");
  const asked = textOf(call.model_group) ?? textOf(call.model);
  const model = textOf(response.model) ?? textOf(call.model) ?? "";
  return completeRecord(
    {
      ...UNSTATED,
      id,
      timestamp,
      provider: providerName(textOf(call.custom_llm_provider), textOf(call.model) ?? ""),
      model,
      serviceTier: textOf(usage.service_tier) ?? textOf(response.service_tier),
      endpoint: ENDPOINTS[String(call.call_type).replace(/^a/, "")] ?? null,
      project:
        textOf(metadata.user_api_key_team_alias) ?? textOf(call.team_id) ?? textOf(metadata.user_api_key_team_id),
      apiKey:
        textOf(metadata.user_api_key_alias) ??
        (textOf(call.api_key) ?? textOf(metadata.user_api_key_hash))?.slice(0, 12) ??
        null,
      user: textOf(call.end_user) ?? textOf(call.user) ?? textOf(metadata.user_api_key_user_id),
      tags: tagsOfList(call.request_tags),
      tokens,
      calls: searches > 0 ? { webSearch: searches } : {},
      // Its times without a zone are UTC.
      uncertainties: uncertainties.filter((one) => one !== "time_zone_assumed"),
      reported: reportedOf(call, fromCache, failed, asked === model ? null : asked),
    },
    context,
  );
}

const ENDPOINTS: Readonly<Record<string, string>> = {
  completion: "chat_completions",
  text_completion: "completions",
  embedding: "embeddings",
  responses: "responses",
};

/** What a call says of its usage: its parts are in its response, or in the metadata under one of two names. */
function usageOf(call: JsonObject, response: JsonObject, metadata: JsonObject): JsonObject {
  const holders = [response.usage, metadata.additional_usage_values, metadata.usage_object].map(parsedObject);
  const stated = holders.flatMap((holder) => Object.entries(holder)).filter(([, value]) => value !== null);
  return { ...call, ...Object.fromEntries(stated) };
}

function readTokens(fields: JsonFields, uncertainties: Uncertainty[]): TokenCounts {
  const read = fields.statedCount(
    "prompt_tokens_details.cached_tokens",
    "cache_read_input_tokens",
    "input_tokens_details.cached_tokens",
  );
  const details = fields.has("cache_creation_token_details")
    ? "cache_creation_token_details"
    : "prompt_tokens_details.cache_creation_token_details";
  const cacheWriteByTtl = writtenByTtl((ttl) => fields.count(`${details}.ephemeral_${ttl}_input_tokens`));
  const input = fields.count("prompt_tokens");
  if (read === null && input > 0) uncertainties.push("cache_unknown");
  return tokenCounts({
    input,
    cacheRead: read ?? 0,
    cacheWrite:
      fields.statedCount(
        "cache_creation_input_tokens",
        "prompt_tokens_details.cache_creation_tokens",
        "prompt_tokens_details.cache_write_tokens",
        "input_tokens_details.cache_write_tokens",
      ) ?? 0,
    cacheWriteByTtl,
    output: fields.count("completion_tokens"),
    reasoning:
      fields.statedCount("completion_tokens_details.reasoning_tokens", "output_tokens_details.reasoning_tokens") ?? 0,
    audioInput: fields.count("prompt_tokens_details.audio_tokens"),
    audioOutput: fields.count("completion_tokens_details.audio_tokens"),
  });
}

function reportedOf(call: JsonObject, fromCache: boolean, failed: boolean, requestedModel: string | null): Reported {
  const cost = decimalOf(call.spend ?? call.response_cost);
  return {
    ...(fromCache ? { status: "gateway_cache_hit" as const } : failed ? { status: "error" as const } : {}),
    ...(cost === null ? {} : { cost, costBasis: "computed_by_source" as const }),
    ...(requestedModel === null ? {} : { requestedModel }),
  };
}
