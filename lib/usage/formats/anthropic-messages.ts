import { completeRecord, timeOfCall } from "../complete-record";
import { printOf } from "../identity";
import type { UsageRecord } from "../usage-record";
import { AnthropicStream } from "./anthropic-stream";
import { readAnthropicUsage } from "./anthropic-usage";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject, textOf } from "./format";
import { type Around, type FoundResponse, findResponse, requestedModelOf } from "./found-response";

/** Responses of Anthropic's Messages API and the events of streamed ones, as they are or wrapped by a log. */
export const anthropicMessages: JsonFormat = {
  name: "anthropic-messages",
  recognises: (value) => findResponse(value)?.kind === "anthropic" || AnthropicStream.isEvent(value),
  open: (context) => {
    const stream = new AnthropicStream((found) => readAnthropicMessage(found, context));
    return {
      read: (value, line) => {
        // An event that begins a message holds it, but what it says of it is not all.
        const found = AnthropicStream.isEvent(value) ? null : findResponse(value);
        return found ? readAnthropicMessage(found, context) : stream.read(value, line);
      },
      end: () => stream.end(),
    };
  },
};

/**
 * Reads a message. It states no time. What the API did on the way besides the message (a compaction, an adviser's turn) is
 * not in its usage: each is a record of its own.
 */
export function readAnthropicMessage({ response, around }: FoundResponse, context: ReadContext): Reading[] {
  const usage = response.usage as JsonObject;
  const message = readUsage(response, usage, around, context);
  if (message.kind !== "record") return [message];
  const { service_tier, inference_geo, speed } = usage;
  const iterations = Array.isArray(usage.iterations) ? (usage.iterations as unknown[]) : [];
  const further = iterations.flatMap((iteration, index) => {
    if (!isObject(iteration) || iteration.type === "message") return [];
    const id = `${message.record.id ?? printOf(message.identity)}/${index}`;
    const { model = response.model } = iteration;
    const all = { service_tier, inference_geo, speed, ...iteration };
    return [readUsage({ id, model }, all, around, context)];
  });
  return [message, ...further];
}

function readUsage(response: JsonObject, usage: JsonObject, around: Around, context: ReadContext): Reading {
  const model = textOf(response.model);
  if (model === null) return reject("model", "missing", "model is missing");
  const read = readAnthropicUsage(usage);
  if ("code" in read) return reject(read.field, read.code, read.message);
  const { tokens, calls, uncertainties } = read;
  if (response.stop_reason === null) uncertainties.push("output_lower_bound");
  const id = textOf(response.id) ?? around.id;
  const record: UsageRecord = {
    id,
    timestamp: timeOfCall([around.time], uncertainties, context),
    endTimestamp: null,
    provider: providerOf(id, model, around.provider),
    model,
    serviceTier: around.serviceTier ?? tierOf(usage),
    region: usage.inference_geo === "not_available" ? null : textOf(usage.inference_geo),
    endpoint: "messages",
    project: around.project,
    apiKey: around.apiKey,
    user: around.user,
    tags: around.tags,
    requests: 1,
    features: [],
    tokens,
    calls,
    uncertainties,
    reported: requestedModelOf(around, model),
  };
  return completeRecord(record, context, id === null ? printOf(response) : null);
}

/** Fast answers have a price of their own, like a tier. */
function tierOf(usage: JsonObject): string | null {
  return usage.speed === "fast" ? "fast" : textOf(usage.service_tier);
}

/** Ids tell Amazon Bedrock's and Google Vertex AI's messages; others speak Anthropic's language with models of their own. */
function providerOf(id: string | null, model: string, named: string | null): string | null {
  if (id?.startsWith("msg_bdrk_")) return "aws";
  if (id?.startsWith("msg_vrtx_")) return "google";
  return named ?? (/claude/i.test(model) ? "anthropic" : null);
}
