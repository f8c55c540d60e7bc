import { completeRecord, timeOfCall, UNSTATED } from "../complete-record";
import { printOf } from "../identity";
import type { TokenCounts, Uncertainty } from "../usage-record";
import type { UsageProblem } from "../validate";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject, textOf } from "./format";
import { type FoundResponse, findResponse } from "./found-response";
import { libraryExtraction } from "./library-usage";

/**
 * Answers of Amazon Bedrock's Converse, as SDKs give them, in what a log writes around them: they do not name the model, the
 * request does (`request.modelId`).
 */
export const bedrockConverse: JsonFormat = {
  name: "bedrock-converse",
  recognises: (value) => findResponse(value)?.kind === "converse" || isEvent(value),
  open: (context) => ({
    read: (value) => {
      const found = findResponse(value);
      return found ? readConverse(found, context) : { kind: "ignored" };
    },
  }),
};

/** An event of a streamed answer before its last, which has the usage: an object of one name. */
function isEvent(value: JsonObject): boolean {
  const [name = "", ...others] = Object.keys(value);
  return others.length === 0 && /^(message(Start|Stop)|contentBlock(Start|Delta|Stop))$/.test(name);
}

/** Reads an answer of Converse. */
export function readConverse({ response, around }: FoundResponse, context: ReadContext): Reading {
  const tokens = converseTokens(response.usage as JsonObject);
  if ("code" in tokens) return reject(tokens.field, tokens.code, tokens.message);
  const model = around.requestedModel;
  if (model === null)
    return reject("request.modelId", "missing", "this answer does not name its model: the log has to, as modelId");
  const uncertainties: Uncertainty[] = [];
  const { id, time } = sentWith(response);
  const known = id ?? around.id;
  return completeRecord(
    {
      ...UNSTATED,
      id: known,
      timestamp: timeOfCall([around.time, time], uncertainties, context),
      provider: around.provider ?? "aws",
      model,
      serviceTier: around.serviceTier ?? (isObject(response.serviceTier) ? textOf(response.serviceTier.type) : null),
      endpoint: "converse",
      project: around.project,
      apiKey: around.apiKey,
      user: around.user,
      tags: around.tags,
      tokens,
      uncertainties,
    },
    context,
    known === null ? printOf(response) : null,
  );
}

const extract = libraryExtraction("aws");

/** The tokens of a `TokenUsage` of Bedrock's: input is stated without the cache. */
export function converseTokens(usage: JsonObject): TokenCounts | UsageProblem {
  const extracted = extract({ usage });
  if ("code" in extracted) return extracted;
  const { tokens } = extracted;
  // How long what was written is kept, where it says so.
  const details = Array.isArray(usage.cacheDetails) ? usage.cacheDetails.filter(isObject) : [];
  const byTtl: Record<string, number> = {};
  for (const { ttl, inputTokens } of details)
    if (typeof ttl === "string" && typeof inputTokens === "number" && inputTokens > 0) byTtl[ttl] = inputTokens;
  return { ...tokens, cacheWriteByTtl: byTtl };
}

/** The id and the time that SDKs for Python and JavaScript put beside an answer. */
function sentWith({ ResponseMetadata, $metadata }: JsonObject): { id: string | null; time: string | null } {
  const python = isObject(ResponseMetadata) ? ResponseMetadata : {};
  const headers = isObject(python.HTTPHeaders) ? python.HTTPHeaders : {};
  const date = textOf(headers.date);
  const time = date !== null && /GMT$/.test(date) ? Date.parse(date) : Number.NaN;
  return {
    id: textOf(python.RequestId) ?? (isObject($metadata) ? textOf($metadata.requestId) : null),
    time: Number.isNaN(time) ? null : new Date(time).toISOString(),
  };
}
