import { completeRecord, timeOfCall, tokenCounts, UNSTATED, wrongTimeOfCall } from "../complete-record";
import { providerName } from "../provider-name";
import type { TokenCounts, Uncertainty } from "../usage-record";
import { type JsonFormat, type JsonObject, type ReadContext, type Reading, reject, textOf } from "./format";
import { JsonFields } from "./json-fields";
import { parsedObject } from "./parsed-object";

/** Tokens of an event that has a single count, by the type it names. */
const CLASSES: Readonly<Record<string, (count: number) => Partial<TokenCounts>>> = {
  input: (input) => ({ input }),
  prompt: (input) => ({ input }),
  system: (input) => ({ input }),
  output: (output) => ({ output }),
  completion: (output) => ({ output }),
  reasoning: (count) => ({ output: count, reasoning: count }),
  cache_read: (count) => ({ input: count, cacheRead: count }),
  cache_write: (count) => ({ input: count, cacheWrite: count }),
};

/**
 * CloudEvents that meter tokens, in structured mode, one or a batch: as OpenMeter has them an event for each type of
 * tokens, which does not say what belongs to one call, or an event with a call's input and output.
 */
export const cloudEvents: JsonFormat = {
  name: "cloudevents",
  recognises: (value) =>
    value.specversion !== undefined && typeof value.source === "string" && typeof value.type === "string",
  open: (context) => ({ read: (value) => readEvent(value, context) }),
};

function readEvent(event: JsonObject, context: ReadContext): Reading {
  const id = textOf(event.id);
  if (id === null) return reject("id", "missing", "this event has no id");
  const fields = new JsonFields(dataOf(event));
  const [input, output] = [
    fields.statedCount("input_tokens", "prompt_tokens", "inputTokens"),
    fields.statedCount("output_tokens", "completion_tokens", "outputTokens"),
  ];
  const count = fields.statedCount("tokens");
  const cacheRead = fields.statedCount("cached_tokens", "cache_read_tokens", "cachedInputTokens");
  const wrong = fields.rejected ?? wrongTimeOfCall({ time: event.time });
  if (wrong) return wrong;
  const isWhole = input !== null || output !== null;
  const ofType = CLASSES[fields.text("type").toLowerCase()];
  if (!isWhole && count === null) return { kind: "ignored" };
  if (!isWhole && !ofType)
    return reject("data.type", "unknown_type", "data.type must say which tokens these are, such as input or output");
  const uncertainties: Uncertainty[] = isWhole ? [] : ["partial_call"];
  if (isWhole && cacheRead === null) uncertainties.push("cache_unknown");
  return completeRecord(
    {
      ...UNSTATED,
      // Source and id together are an event's identity.
      id: `cloudevents:${textOf(event.source)}#${id}`,
      timestamp: timeOfCall([event.time], uncertainties, context),
      provider: providerName(fields.name("provider")),
      model: fields.text("model"),
      user: textOf(event.subject),
      requests: isWhole ? 1 : null,
      tokens: isWhole
        ? tokenCounts({ input: input ?? 0, output: output ?? 0, cacheRead: cacheRead ?? 0 })
        : tokenCounts(ofType?.(count ?? 0) ?? {}),
      uncertainties,
    },
    context,
  );
}

function dataOf(event: JsonObject): JsonObject {
  const packed = textOf(event.data_base64);
  return parsedObject(packed === null ? event.data : Buffer.from(packed, "base64").toString());
}
