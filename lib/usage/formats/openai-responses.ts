import { completeRecord, tokenCounts, UNSTATED } from "../complete-record";
import { parseTime } from "../parse-timestamp";
import type { TokenCounts, Uncertainty, UsageRecord } from "../usage-record";
import { readCount, type UsageProblem } from "../validate";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject } from "./format";
import { unwrap, type Wrapped } from "./wrapped-response";

/** Names of the same figures in the two APIs. */
interface UsageNames {
  input: string;
  output: string;
  inputDetails: string;
  outputDetails: string;
  created: string;
  endpoint: string;
}

const CHAT: UsageNames = {
  input: "prompt_tokens",
  output: "completion_tokens",
  inputDetails: "prompt_tokens_details",
  outputDetails: "completion_tokens_details",
  created: "created",
  endpoint: "chat_completions",
};

const RESPONSES: UsageNames = {
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
  recognises: (value) => /^chat\.completion(\.chunk)?$/.test(String(unwrap(value)?.object)),
  open: (context) => ({ read: (value) => readResponse(unwrap(value), CHAT, context) }),
};

/** Responses API objects and the stream events that carry them, as they are or wrapped by a log. */
export const openaiResponses: JsonFormat = {
  name: "openai-responses",
  recognises: (value) => unwrap(value)?.object === "response",
  open: (context) => ({ read: (value) => readResponse(unwrap(value), RESPONSES, context) }),
};

function readResponse(wrapped: Wrapped | null, names: UsageNames, context: ReadContext): Reading {
  if (!wrapped) return reject(null, "not_a_response", "this line holds no response object");
  const { response, around } = wrapped;
  const usage = response.usage;
  if (!isObject(usage)) return withoutUsage(response);
  const time = parseTime(response[names.created] ?? around.timestamp ?? around.created_at);
  if (!time) return reject(names.created, "not_a_time", `${names.created} is missing: seconds since 1970`);
  if (typeof response.model !== "string" || response.model === "")
    return reject("model", "missing", "model is missing");
  const tokens = readTokens(usage, names);
  if ("code" in tokens) return reject(tokens.field, tokens.code, tokens.message);
  const details = usage[names.inputDetails];
  const uncertainties: Uncertainty[] = isObject(details) && "cached_tokens" in details ? [] : ["cache_unknown"];
  if (tokens.cacheReadAudio > 0) uncertainties.push("modality_overlap");
  const record: UsageRecord = {
    ...UNSTATED,
    ...around.names,
    id: typeof response.id === "string" ? response.id : null,
    timestamp: time.instant,
    provider: isAzure(response) ? "azure" : (around.names.provider ?? "openai"),
    model: response.model,
    serviceTier: typeof response.service_tier === "string" ? response.service_tier : null,
    endpoint: names.endpoint,
    tags: around.tags,
    tokens,
    uncertainties,
  };
  return completeRecord(record, context);
}

/** Chunks before the last and responses still in progress carry no usage by design; a failed one has nothing to bill. */
function withoutUsage(response: JsonObject): Reading {
  const underWay =
    response.object === "chat.completion.chunk" || /^(in_progress|queued)$/.test(String(response.status));
  if (underWay) return { kind: "ignored" };
  return reject("usage", "no_usage", "this response carries no usage (a failed request, or a log without it)");
}

function readTokens(usage: JsonObject, names: UsageNames): TokenCounts | UsageProblem {
  const problems: UsageProblem[] = [];
  const count = (holder: unknown, name: string): number => {
    const stated = isObject(holder) ? holder[name] : undefined;
    const read = stated === undefined || stated === null ? 0 : readCount(`usage.${name}`, stated);
    if (typeof read === "number") return read;
    problems.push(read);
    return 0;
  };
  const [inputDetails, outputDetails] = [usage[names.inputDetails], usage[names.outputDetails]];
  const reasoning = count(outputDetails, "reasoning_tokens");
  const tokens = tokenCounts({
    input: count(usage, names.input),
    cacheRead: count(inputDetails, "cached_tokens"),
    cacheWrite: count(inputDetails, "cache_write_tokens"),
    output: count(usage, names.output),
    reasoning,
    audioInput: count(inputDetails, "audio_tokens"),
    imageInput: count(inputDetails, "image_tokens"),
    audioOutput: count(outputDetails, "audio_tokens"),
    imageOutput: count(outputDetails, "image_tokens"),
  });
  const total = count(usage, "total_tokens");
  // Cached and audio tokens can be the same tokens, and nobody says how many: at least those that would not fit otherwise.
  const overlap = tokens.cacheRead + tokens.cacheWrite + tokens.audioInput - tokens.input;
  tokens.cacheReadAudio = Math.max(0, Math.min(overlap, tokens.cacheRead, tokens.audioInput));
  if (problems[0]) return problems[0];
  // Some vendors of the same API report reasoning beside the completion; the stated total tells.
  if (reasoning > 0 && total === tokens.input + tokens.output + reasoning)
    return { ...tokens, output: tokens.output + reasoning };
  if (total > 0 && total !== tokens.input + tokens.output) {
    const message = `total_tokens (${total}) is not input and output together (${tokens.input + tokens.output})`;
    return { field: "usage.total_tokens", code: "part_exceeds_whole", message };
  }
  return tokens;
}

/** Azure's answers carry its content filter's results. */
function isAzure(response: JsonObject): boolean {
  return "prompt_filter_results" in response;
}
