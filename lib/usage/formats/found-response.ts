import { parseTime } from "../parse-timestamp";
import type { Reported } from "../usage-record";
import { isObject, type JsonObject, textOf } from "./format";
import { parsedJson } from "./parsed-object";

/** The APIs whose responses are recognised by what stands in them. */
export type ResponseKind =
  | "chat"
  | "responses"
  | "embeddings"
  | "anthropic"
  | "gemini"
  | "realtime"
  | "converse"
  | "cohere"
  | "ocr"
  | "images"
  | "transcription";

/** What a log writes around a response. */
export interface Around {
  /** When the call was, as the log states it; undefined where it does not. */
  time: unknown;
  /** The log's own id of the call. */
  id: string | null;
  requestedModel: string | null;
  /** The tier the log's kind implies, whatever the response says. */
  serviceTier: string | null;
  provider: string | null;
  project: string | null;
  apiKey: string | null;
  user: string | null;
  tags: Readonly<Record<string, string>>;
}

/** A response object and what stood around it. */
export interface FoundResponse {
  kind: ResponseKind;
  response: JsonObject;
  around: Around;
}

/** Where logs put a response, and how deep it may lie. */
export const PLACES = [
  ...["response", "body", "output", "result", "data", "completion", "payload", "modelOutput"],
  ...["event", "chunk", "message", "raw_response", "res", "log", "msg"],
];
export const DEEPEST = 3;

const TIMES = [
  "timestamp",
  "time",
  "ts",
  "@timestamp",
  "created_at",
  "createdAt",
  "created",
  "start_time",
  "startTime",
  "processed_time",
];

/** A response that stands by itself. */
export const NOTHING_AROUND: Around = {
  time: undefined,
  id: null,
  requestedModel: null,
  serviceTier: null,
  provider: null,
  project: null,
  apiKey: null,
  user: null,
  tags: {},
};

let asked: JsonObject | null = null;
let answer: FoundResponse | null = null;

/**
 * Finds the response of a line: the line itself, or what a log put under one of the usual names. Formats ask about a line
 * one after another, so the last answer is remembered.
 */
export function findResponse(value: JsonObject): FoundResponse | null {
  if (value !== asked) {
    answer = find(value, 0);
    asked = value;
  }
  return answer;
}

/** What is looked for: a line itself, or what a log put under one of the usual names; null where it is neither. */
export function findHeld(
  value: JsonObject,
  isIt: (value: JsonObject) => boolean,
  places: readonly string[] = PLACES,
): JsonObject | null {
  if (isIt(value)) return value;
  for (const place of places) {
    const inner = value[place];
    if (isObject(inner) && isIt(inner)) return inner;
  }
  return null;
}

/** What is kept of the model asked for: it, where another one answered. */
export function requestedModelOf({ requestedModel }: Around, model: string): Reported | null {
  return requestedModel === null || requestedModel === model ? null : { requestedModel };
}

function find(value: JsonObject, depth: number): FoundResponse | null {
  const kind = kindOf(value);
  if (kind !== null) return { kind, response: value, around: NOTHING_AROUND };
  if (depth === DEEPEST) return null;
  for (const place of PLACES) {
    const inner = innerOf(value[place]);
    const found = inner && find(inner, depth + 1);
    if (found) return { ...found, around: aroundIn(value, found.around) };
  }
  // The last event of a streamed answer of Converse.
  const { metadata } = value;
  if (!isObject(metadata) || !isConverse(metadata)) return null;
  return { kind: "converse", response: metadata, around: aroundIn(value, NOTHING_AROUND) };
}

/** What stands in a place of a log: an object, or the text of one that says something of usage. */
export function innerOf(value: unknown): JsonObject | null {
  if (typeof value !== "string") return isObject(value) ? value : null;
  const parsed = value.startsWith("{") && /"usage|_tokens"/.test(value) ? parsedJson(value) : null;
  return isObject(parsed) ? parsed : null;
}

function kindOf(value: JsonObject): ResponseKind | null {
  switch (value.object) {
    case "chat.completion":
    case "chat.completion.chunk":
    case "text_completion":
      return "chat";
    case "response":
      return "responses";
    case "realtime.response":
      return "realtime";
    case "list":
      return isObject(value.usage) && EMBEDDED.some((name) => name in (value.usage as JsonObject))
        ? "embeddings"
        : null;
    default:
  }
  if (isObject(value.usageMetadata) || isObject(value.usage_metadata)) {
    const isGemini = "usageMetadata" in value || "prompt_token_count" in (value.usage_metadata as JsonObject);
    if (isGemini) return "gemini";
  }
  if (value.type === "message" && isObject(value.usage)) return "anthropic";
  return isConverse(value) ? "converse" : kindWithoutMark(value);
}

/** Counts of embeddings; some vendors state the whole only. */
const EMBEDDED = ["prompt_tokens", "total_tokens"];

/** Answers that have no mark but what they are made of. */
function kindWithoutMark(value: JsonObject): ResponseKind | null {
  const { usage, usage_info: pages, type, data, text } = value;
  if (isObject(pages) && "pages_processed" in pages) return "ocr";
  if (billedUnitsOf(value)) return "cohere";
  if (!isObject(usage)) return null;
  if (type === "image_generation.completed" || type === "image_edit.completed") return "images";
  if (Array.isArray(data) && "created" in value && "input_tokens" in usage) return "images";
  return typeof text === "string" && (usage.type === "duration" || "input_token_details" in usage)
    ? "transcription"
    : null;
}

/** What Cohere bills of an answer: version 2 of its API has it in the usage, version 1 and embeddings beside it. */
export function billedUnitsOf({ usage, meta }: JsonObject): JsonObject | null {
  for (const holder of [usage, meta]) if (isObject(holder) && isObject(holder.billed_units)) return holder.billed_units;
  return null;
}

/** Bedrock's answers have no mark but what they are made of. */
function isConverse({ usage, stopReason, metrics }: JsonObject): boolean {
  if (!isObject(usage) || !("inputTokens" in usage)) return false;
  return typeof stopReason === "string" || (isObject(metrics) && "latencyMs" in metrics);
}

/** What a log says, and, where it does not, what stands further inside. */
export function aroundIn(log: JsonObject, inside: Around): Around {
  const metadata = isObject(log.metadata) ? log.metadata : {};
  const request = isObject(log.request) ? log.request : {};
  const text = (...names: readonly string[]): string | null => {
    for (const name of names) {
      const value = textOf(log[name] ?? metadata[name]);
      if (value !== null) return value;
    }
    return null;
  };
  // What is called a time may be a duration.
  const time = TIMES.map((name) => log[name]).find((value) => parseTime(value) !== null);
  const body = isObject(request.body) ? request.body : request;
  return {
    time: time ?? inside.time,
    id: text("request_id", "requestId", "traceparent") ?? inside.id,
    requestedModel: textOf(body.model) ?? textOf(body.modelId) ?? text("modelId", "model") ?? inside.requestedModel,
    // A line of a batch's output in a log is billed as that.
    serviceTier: isBatchLine(log) ? "batch" : inside.serviceTier,
    provider: text("provider")?.toLowerCase() ?? inside.provider,
    project: text("project", "project_id") ?? inside.project,
    apiKey: text("apiKey", "api_key_id") ?? inside.apiKey,
    user: text("user", "user_id") ?? inside.user,
    tags: isObject(log.tags) ? { ...textsOf(log.tags), ...inside.tags } : inside.tags,
  };
}

/** OpenAI's lines name a request, Google's a key and nothing else, or when they were worked off, Bedrock's a record. */
function isBatchLine(log: JsonObject): boolean {
  const { custom_id, key, response, status, processed_time, recordId, modelOutput } = log;
  if (isObject(modelOutput)) return typeof recordId === "string";
  if (!isObject(response)) return false;
  if (typeof custom_id === "string") return "status_code" in response;
  if (isObject(response.usageMetadata)) {
    const isKeyed = typeof key === "string" && Object.keys(log).length === 2;
    return isKeyed || (status === "" && processed_time !== undefined);
  }
  return false;
}

function textsOf(tags: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
