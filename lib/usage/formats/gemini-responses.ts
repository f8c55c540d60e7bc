import { completeRecord, timeOfCall, wrongTimeOfCall } from "../complete-record";
import { printOf } from "../identity";
import type { TokenCounts, Uncertainty } from "../usage-record";
import type { UsageProblem } from "../validate";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject, textOf } from "./format";
import { type FoundResponse, findHeld, findResponse, requestedModelOf } from "./found-response";
import { libraryExtraction } from "./library-usage";
import { NamelessParts } from "./nameless-parts";

/**
 * Responses of Google's Gemini API and Vertex AI, as they are or wrapped by a log. The parts of a streamed one share their
 * id, and each counts everything so far.
 */
export const geminiResponses: JsonFormat = {
  name: "gemini-responses",
  recognises: (value) =>
    findResponse(value)?.kind === "gemini" || findHeld(value, isSilentPart) !== null || isFailedInBatch(value),
  open: (context) => {
    const parts = new NamelessParts();
    return {
      read: (value, line) => {
        const found = findResponse(value);
        return found ? parts.take(readGeminiResponse(found, context), line) : { kind: "ignored" };
      },
      end: () => parts.end(),
    };
  },
};

/** Vertex AI does not count in every part of a stream. */
function isSilentPart(value: JsonObject): boolean {
  const isNamed = "modelVersion" in value || "responseId" in value;
  return isNamed && value.usageMetadata === undefined && isPart(value);
}

/** In the output of a batch of Vertex AI, a request that failed. */
function isFailedInBatch({ processed_time, status, response }: JsonObject): boolean {
  if (processed_time === undefined || typeof status !== "string" || status === "") return false;
  return !isObject(response) || Object.keys(response).length === 0;
}

/** Reads a Gemini response. */
export function readGeminiResponse(found: FoundResponse, context: ReadContext): Reading {
  const { around } = found;
  const response = asSent(found.response);
  const usage = response.usageMetadata as JsonObject;
  const isUnderWay = isPart(response);
  if (!("promptTokenCount" in usage))
    return isUnderWay
      ? { kind: "ignored" }
      : reject("usageMetadata.promptTokenCount", "missing", "usageMetadata.promptTokenCount is missing");
  const tokens = readTokens(usage);
  if ("code" in tokens) return reject(tokens.field, tokens.code, tokens.message);
  const hidden = isUnderWay ? 0 : hiddenThoughts(usage, tokens);
  tokens.output += hidden;
  tokens.reasoning += hidden;
  const wrong = isUnderWay ? null : wrongTotal(usage, tokens);
  if (wrong) return wrong;
  const wrongTime = wrongTimeOfCall({ createTime: response.createTime, time: around.time });
  if (wrongTime) return wrongTime;
  const model = textOf(response.modelVersion) ?? textOf(response.model) ?? around.requestedModel;
  if (model === null) return reject("modelVersion", "missing", "modelVersion is missing");
  const uncertainties: Uncertainty[] = isUnderWay ? ["output_lower_bound"] : hidden > 0 ? ["estimated"] : [];
  const id = textOf(response.responseId) ?? around.id;
  return completeRecord(
    {
      id,
      timestamp: timeOfCall([response.createTime, around.time], uncertainties, context),
      endTimestamp: null,
      provider: around.provider ?? "google",
      model,
      serviceTier: around.serviceTier ?? tierOf(usage),
      region: null,
      endpoint: "generate_content",
      project: around.project,
      apiKey: around.apiKey,
      user: around.user,
      tags: around.tags,
      requests: 1,
      features: [],
      tokens,
      calls: {},
      uncertainties,
      reported: requestedModelOf(around, model),
    },
    context,
    id === null ? printOf(response) : null,
  );
}

/** A response as the API sends it: the SDK for Python writes it down with names_like_this. */
function asSent(response: JsonObject): JsonObject {
  if (isObject(response.usageMetadata)) return response;
  const { usage_metadata, model_version, response_id, create_time, candidates } = response;
  return camelCased({ usage_metadata, model_version, response_id, create_time, candidates: finishes(candidates) });
}

/** Of candidates only how they ended. */
function finishes(candidates: unknown): unknown {
  if (!Array.isArray(candidates)) return candidates;
  return candidates.map((one: unknown) => (isObject(one) ? { finish_reason: one.finish_reason } : one));
}

function camelCased(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), inner(value)]),
  );
}

function inner(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inner);
  return isObject(value) ? camelCased(value) : value;
}

const extract = libraryExtraction("google");

/** Thoughts are stated beside the candidates, tokens of tool use beside the prompt; cached ones are within the prompt. */
function readTokens(usage: JsonObject): TokenCounts | UsageProblem {
  // The Live API counts its responses under another name.
  const { candidatesTokenCount = usage.responseTokenCount } = usage;
  const extracted = extract({ usageMetadata: { ...usage, candidatesTokenCount } });
  if ("code" in extracted) return extracted;
  const { tokens } = extracted;
  // What was read from the cache was input, also where the modalities of the prompt are not listed.
  tokens.audioInput = Math.max(tokens.audioInput, tokens.cacheReadAudio);
  tokens.imageInput = Math.max(tokens.imageInput, tokens.cacheReadImage);
  return tokens;
}

/** Some models' thoughts are stated only as a part of the total. */
function hiddenThoughts({ totalTokenCount, thoughtsTokenCount }: JsonObject, { input, output }: TokenCounts): number {
  const further = typeof totalTokenCount === "number" ? totalTokenCount - input - output : 0;
  return thoughtsTokenCount === undefined && further > 0 ? further : 0;
}

function wrongTotal({ totalTokenCount }: JsonObject, { input, output }: TokenCounts): Reading | null {
  if (totalTokenCount === undefined || totalTokenCount === null || Number(totalTokenCount) === input + output)
    return null;
  const message = `totalTokenCount (${totalTokenCount}) is not prompt, tool use, candidates and thoughts together (${input + output})`;
  return reject("usageMetadata.totalTokenCount", "part_exceeds_whole", message);
}

/** A part of a stream before its last has candidates of which none has finished. */
function isPart({ candidates }: JsonObject): boolean {
  if (!Array.isArray(candidates) || candidates.length === 0) return false;
  return !candidates.some((candidate: unknown) => isObject(candidate) && typeof candidate.finishReason === "string");
}

/** "ON_DEMAND" is the standard tier; "ON_DEMAND_FLEX" and "ON_DEMAND_PRIORITY" are tiers of their own. */
function tierOf({ trafficType, serviceTier }: JsonObject): string | null {
  const stated = textOf(trafficType) ?? textOf(serviceTier);
  if (stated === null || stated === "TRAFFIC_TYPE_UNSPECIFIED") return null;
  return stated.toLowerCase().replace(/^on_demand_/, "");
}
