import { completeRecord, timeOfCall, tokenCounts } from "../complete-record";
import { decimalOf, pointMovedLeft } from "../decimal-amount";
import { printOf } from "../identity";
import { parseTime } from "../parse-timestamp";
import type { Reported, Uncertainty } from "../usage-record";
import {
  countOf,
  isObject,
  type JsonFormat,
  type JsonObject,
  type ReadContext,
  type Reading,
  reject,
  textOf,
} from "./format";
import { type Around, type FoundResponse, findHeld, findResponse, requestedModelOf } from "./found-response";
import { AzureStreams, isAzureOpening, openaiProvider } from "./openai-provider";
import { readOpenaiTokens, type UsageNames } from "./openai-tokens";

/** An API with responses of this form. */
interface Api extends UsageNames {
  created: string;
  endpoint: string;
}

const CHAT: Api = {
  input: "prompt_tokens",
  output: "completion_tokens",
  inputDetails: "prompt_tokens_details",
  outputDetails: "completion_tokens_details",
  created: "created",
  endpoint: "chat_completions",
};

/** The older Completions API, in the form of the next. */
const COMPLETIONS: Api = { ...CHAT, endpoint: "completions" };

const RESPONSES: Api = {
  input: "input_tokens",
  output: "output_tokens",
  inputDetails: "input_tokens_details",
  outputDetails: "output_tokens_details",
  created: "created_at",
  endpoint: "responses",
};

/** Chat Completions objects and stream chunks, as they are or wrapped by a log. */
export const openaiChatCompletions: JsonFormat = {
  name: "openai-chat-completions",
  recognises: (value) => findResponse(value)?.kind === "chat" || findHeld(value, isAzureOpening) !== null,
  open: (context) => {
    const azure = new AzureStreams();
    return {
      read: (value) => {
        const found = azure.mark(findResponse(value));
        return found ? readOpenaiResponse(found, context) : { kind: "ignored" };
      },
    };
  },
};

/** Responses API objects and the stream events that carry them, as they are or wrapped by a log. */
export const openaiResponses: JsonFormat = {
  name: "openai-responses",
  recognises: (value) => findResponse(value)?.kind === "responses" || findHeld(value, isStreamEvent) !== null,
  open: (context) => ({
    read: (value) => {
      const found = findResponse(value);
      return found ? readOpenaiResponse(found, context) : { kind: "ignored" };
    },
  }),
};

/** Events of a streamed response; those that carry no response say nothing of usage. */
function isStreamEvent(value: JsonObject): boolean {
  return typeof value.type === "string" && value.type.startsWith("response.");
}

/** Reads a response of the Chat Completions, Completions or Responses API. */
export function readOpenaiResponse({ kind, response, around }: FoundResponse, context: ReadContext): Reading {
  const api = kind === "responses" ? RESPONSES : response.object === "text_completion" ? COMPLETIONS : CHAT;
  const usage = usageOf(response);
  if (usage === null && isSilent(response)) return { kind: "ignored" };
  if (usage === null && !isStreamWithoutUsage(response))
    return reject("usage", "no_usage", "this response carries no usage (a log without it)");
  const stated = response[api.created] || around.time;
  const time = parseTime(stated);
  // Without its mark a response may lie in a log that has no times.
  if (!time && (response.object !== undefined || stated !== undefined))
    return reject(api.created, "not_a_time", `${api.created} is missing: seconds since 1970`);
  const model = textOf(response.model);
  if (model === null) return reject("model", "missing", "model is missing");
  const uncertainties: Uncertainty[] = [];
  const tokens = usage ? readOpenaiTokens(usage, api, uncertainties, model.includes("gemini")) : tokenCounts({});
  if ("code" in tokens) return reject(tokens.field, tokens.code, tokens.message);
  if (usage === null) uncertainties.push("usage_missing");
  const id = textOf(response.id) ?? around.id;
  return completeRecord(
    {
      id,
      timestamp: time?.instant ?? timeOfCall([], uncertainties, context),
      endTimestamp: null,
      provider: openaiProvider(response, model, around.provider),
      model,
      serviceTier: around.serviceTier ?? textOf(response.service_tier),
      region: null,
      endpoint: api.endpoint,
      project: around.project,
      apiKey: around.apiKey,
      user: around.user,
      tags: around.tags,
      requests: 1,
      features: NONE,
      tokens,
      calls: NO_CALLS,
      uncertainties,
      reported: reportedOf(response, around, model),
    },
    context,
    id === null ? printOf(response) : null,
  );
}

/** OpenRouter, Perplexity and xAI say beside the usage what they charged, or what the provider did for one's own key. */
function reportedOf({ usage }: JsonObject, around: Around, model: string): Reported | null {
  const requested = requestedModelOf(around, model);
  if (!isObject(usage)) return requested;
  if (usage.cost === undefined) return usage.cost_in_usd_ticks === undefined ? requested : ofTicks(usage, requested);
  // Perplexity tells what it is made of.
  const charged = isObject(usage.cost) ? decimalOf(usage.cost.total_cost) : null;
  if (charged !== null) return { ...requested, cost: charged, costBasis: "provider_billed" };
  const upstream =
    usage.is_byok === true && isObject(usage.cost_details) ? usage.cost_details.upstream_inference_cost : null;
  const cost = decimalOf(upstream ?? usage.cost);
  if (cost === null) return requested;
  return { ...requested, cost, costBasis: (upstream ?? null) === null ? "gateway_charged" : "byok_upstream" };
}

/** xAI states ticks: 10^10 of them are a dollar. */
function ofTicks(usage: JsonObject, requested: Reported | null): Reported | null {
  const ticks = countOf(usage.cost_in_usd_ticks);
  return ticks === null
    ? requested
    : { ...requested, cost: pointMovedLeft(String(ticks), 10), costBasis: "provider_billed" };
}

const NONE: readonly never[] = [];
const NO_CALLS: Readonly<Record<string, number>> = {};

/** The usage block, if it says anything. */
function usageOf(response: JsonObject): JsonObject | null {
  const stated = isObject(response.usage) ? response.usage : usageElsewhere(response);
  return isObject(stated) && Object.keys(stated).length > 0 ? stated : null;
}

/** That of a stream Groq puts beside its place, and Moonshot into the choice. */
function usageElsewhere({ x_groq: groq, object, choices }: JsonObject): unknown {
  if (isObject(groq) && isObject(groq.usage)) return groq.usage;
  if (object !== "chat.completion.chunk" || !Array.isArray(choices)) return null;
  const [choice] = choices as unknown[];
  return isObject(choice) ? choice.usage : null;
}

/** Parts of a stream before its last, and responses under way, failed or cancelled, carry no usage by design. */
function isSilent(response: JsonObject): boolean {
  if (response.object === "response") return /^(in_progress|queued|failed|cancelled)$/.test(String(response.status));
  if (response.object === "text_completion") return !hasEnded(response);
  return response.object === "chat.completion.chunk" && !isStreamWithoutUsage(response);
}

/** The last part of a stream that was not asked for its usage: where it was, every part has the field. */
function isStreamWithoutUsage(response: JsonObject): boolean {
  return response.object === "chat.completion.chunk" && response.usage === undefined && hasEnded(response);
}

function hasEnded(response: JsonObject): boolean {
  const choices: readonly unknown[] = Array.isArray(response.choices) ? response.choices : [];
  return choices.some((choice) => isObject(choice) && typeof choice.finish_reason === "string");
}
