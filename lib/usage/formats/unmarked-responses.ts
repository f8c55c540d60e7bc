import { completeRecord } from "../complete-record";
import { printOf } from "../identity";
import type { UsageRecord } from "../usage-record";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject, textOf } from "./format";
import {
  aroundIn,
  DEEPEST,
  type FoundResponse,
  innerOf,
  NOTHING_AROUND,
  PLACES,
  type ResponseKind,
} from "./found-response";
import { readResponse } from "./read-response";
import { snakeCase } from "./snake-case";

/**
 * Usage beside the name of a model, in whatever a program writes down of its calls: responses of the provider APIs without
 * the field that marks them, and tokens under the names they have there.
 */
export const unmarkedResponses: JsonFormat = {
  name: "unmarked-responses",
  recognises: (value) => find(value, null, 0) !== null,
  open: (context) => ({
    read: (value) => {
      const found = find(value, null, 0);
      if (!found) return reject(null, "not_a_response", "this line holds no usage of a model");
      return readResponse(found, context).map((reading) =>
        reading.kind === "record" ? ofUnknownEndpoint(reading.record, value, context) : reading,
      );
    },
  }),
};

/** Which interface was called the form of the usage does not tell: many vendors use the same. */
function ofUnknownEndpoint(record: UsageRecord, value: JsonObject, context: ReadContext): Reading {
  return completeRecord({ ...record, endpoint: null }, context, record.id === null ? printOf(value) : null);
}

const MODELS = ["model", "model_name", "model_id", "modelId", "response_model"];
const USAGES = ["usage", "token_usage", "usage_metadata"];
const COUNTS = ["prompt_tokens", "completion_tokens", "input_tokens", "output_tokens"];
const COUNTS_IN_CAMEL_CASE = ["promptTokens", "completionTokens", "inputTokens", "outputTokens"];
/** What only a sum of many calls says. */
const SUMS = ["requests", "num_requests", "num_model_requests", "request_count", "n_requests", "date", "day"];
/** Shorter ids are those of the log, and come again in another. */
const SHORTEST_ID = 16;

/** `asked`: the model that the logs around this object name. */
function find(value: JsonObject, asked: string | null, depth: number): FoundResponse | null {
  if (SUMS.some((name) => name in value)) return null;
  const around = aroundIn(value, NOTHING_AROUND);
  // What a provider said, as LangChain keeps it beside its own account.
  const told = isObject(value.response_metadata) ? value.response_metadata : {};
  const model = firstText(value, MODELS) ?? firstText(told, MODELS) ?? around.requestedModel ?? asked;
  const usage = usageIn(told) ?? usageIn(value);
  if (usage && model !== null)
    return {
      kind: kindOf(usage, model),
      response: responseOf({ ...value, id: told.id ?? value.id }, usage, model),
      around,
    };
  if (depth === DEEPEST) return null;
  for (const place of PLACES) {
    const inner = innerOf(value[place]);
    const found = inner && find(inner, model, depth + 1);
    if (found) return { ...found, around: aroundIn(value, found.around) };
  }
  return null;
}

function firstText(value: JsonObject, names: readonly string[]): string | null {
  return names.map((name) => textOf(value[name])).find((text) => text !== null) ?? null;
}

function usageIn(value: JsonObject): JsonObject | null {
  const holders = [...USAGES.map((name) => value[name]), value].filter(isObject);
  const found = holders.find((holder) => COUNTS.some((name) => holder[name] !== undefined));
  if (found) return isObject(found.input_token_details) ? withOpenaiDetails(found) : found;
  const camel = holders.find((holder) => COUNTS_IN_CAMEL_CASE.some((name) => typeof holder[name] === "number"));
  return camel ? inSnakeCase(camel) : null;
}

/** LangChain names the parts of a count differently; they are parts of it all the same, for every provider. */
function withOpenaiDetails(usage: JsonObject): JsonObject {
  const input = isObject(usage.input_token_details) ? usage.input_token_details : {};
  const output = isObject(usage.output_token_details) ? usage.output_token_details : {};
  return {
    ...usage,
    input_tokens_details: {
      cached_tokens: input.cache_read ?? input.cached_tokens,
      cache_write_tokens: input.cache_creation,
      audio_tokens: input.audio ?? input.audio_tokens,
    },
    output_tokens_details: {
      reasoning_tokens: output.reasoning ?? output.reasoning_tokens,
      audio_tokens: output.audio ?? output.audio_tokens,
    },
  };
}

/** Counts written likeThis; nothing else of what they stand among. */
function inSnakeCase(holder: JsonObject): JsonObject {
  const counts = Object.entries(holder).filter(([name, value]) => /Tokens$/.test(name) && typeof value === "number");
  return Object.fromEntries(counts.map(([name, count]) => [snakeCase(name), count]));
}

/** Whose form the usage is in: counts of the cache beside the input's are Anthropic's. */
function kindOf(usage: JsonObject, model: string): ResponseKind {
  if ("prompt_tokens" in usage || "completion_tokens" in usage)
    return "completion_tokens" in usage || !/embed/i.test(model) ? "chat" : "embeddings";
  const isAnthropic = "cache_read_input_tokens" in usage || "cache_creation_input_tokens" in usage;
  return isAnthropic || (/claude/i.test(model) && !("input_tokens_details" in usage)) ? "anthropic" : "responses";
}

/** The response as its API would have it; the time is that of the log, which this object is too. */
function responseOf(value: JsonObject, usage: JsonObject, model: string): JsonObject {
  const id = textOf(value.id);
  const isTheirs = id !== null && id.length >= SHORTEST_ID;
  return {
    ...value,
    created: undefined,
    created_at: undefined,
    logged: value.id,
    id: isTheirs ? id : null,
    model,
    usage,
  };
}
