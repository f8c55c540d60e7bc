import { completeRecord, tokenCounts, UNSTATED } from "../complete-record";
import { parseTime } from "../parse-timestamp";
import type { Uncertainty } from "../usage-record";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject, textOf } from "./format";
import { JsonFields } from "./json-fields";
import { parsedObject } from "./parsed-object";

/**
 * Amazon Bedrock's log of model invocations, as it lies in S3 or CloudWatch: a call a line. Input is stated without the
 * cache. Calls that failed are not billed.
 */
export const bedrockInvocations: JsonFormat = {
  name: "bedrock-invocations",
  recognises: (value) => logIn(value) !== null,
  open: (context) => ({ read: (value) => readInvocation(logIn(value) ?? value, context) }),
};

/** The log of a line: the line itself, or the text of one in an event of CloudWatch's. */
function logIn(value: JsonObject): JsonObject | null {
  if (value.schemaType === "ModelInvocationLog") return value;
  if (typeof value.message !== "string" || !value.message.includes('"ModelInvocationLog"')) return null;
  const log = parsedObject(value.message);
  return log.schemaType === "ModelInvocationLog" ? log : null;
}

function readInvocation(log: JsonObject, context: ReadContext): Reading {
  if (log.errorCode !== undefined && log.errorCode !== null) return { kind: "ignored" };
  const time = parseTime(log.timestamp);
  if (!time) return reject("timestamp", "not_a_time", "timestamp must be an RFC 3339 time");
  const fields = new JsonFields(log);
  const input = fields.statedCount("input.inputTokenCount");
  const output = fields.statedCount("output.outputTokenCount");
  const cacheRead = fields.statedCount("input.cacheReadInputTokenCount");
  const cacheWrite = fields.statedCount("input.cacheWriteInputTokenCount");
  if (fields.rejected) return fields.rejected;
  if (input === null && output === null)
    return reject("input.inputTokenCount", "no_usage", "this invocation states no tokens");
  const message = anthropicMessage(log);
  const byTtl = writtenByTtl(message, cacheWrite ?? 0);
  const uncertainties: Uncertainty[] = [];
  if (cacheRead === null) uncertainties.push("cache_unknown");
  if ((cacheWrite ?? 0) > 0 && Object.keys(byTtl).length === 0) uncertainties.push("cache_write_ttl_unknown");
  return completeRecord(
    {
      ...UNSTATED,
      // That of the message is known to the API's own logs too.
      id: textOf(message.id) ?? textOf(log.requestId),
      timestamp: time.instant,
      provider: "aws",
      model: textOf(log.modelId) ?? "",
      region: fields.name("inferenceRegion", "region"),
      endpoint: fields.name("operation"),
      user: fields.name("identity.arn"),
      tags: textsOf(log.requestMetadata),
      tokens: tokenCounts({
        input: (input ?? 0) + (cacheRead ?? 0) + (cacheWrite ?? 0),
        cacheRead: cacheRead ?? 0,
        cacheWrite: cacheWrite ?? 0,
        cacheWriteByTtl: byTtl,
        output: output ?? 0,
      }),
      uncertainties,
    },
    context,
  );
}

/** The message of one of Anthropic's models, which may have come in parts; an empty object for others. */
function anthropicMessage({ output }: JsonObject): JsonObject {
  const body = isObject(output) ? output.outputBodyJson : null;
  const first: unknown = Array.isArray(body) ? body[0] : body;
  if (!isObject(first)) return {};
  const message = isObject(first.message) ? first.message : first;
  return message.type === "message" ? message : {};
}

function writtenByTtl({ usage }: JsonObject, cacheWrite: number): Record<string, number> {
  const written = new JsonFields(isObject(usage) ? usage : {});
  const byTtl = {
    "5m": written.count("cache_creation.ephemeral_5m_input_tokens"),
    "1h": written.count("cache_creation.ephemeral_1h_input_tokens"),
  };
  if (written.rejected || byTtl["5m"] + byTtl["1h"] !== cacheWrite) return {};
  return Object.fromEntries(Object.entries(byTtl).filter(([, count]) => count > 0));
}

function textsOf(metadata: unknown): Record<string, string> {
  const entries = Object.entries(isObject(metadata) ? metadata : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => textOf(entry[1]) !== null));
}
