import { completeRecord, timeOfCall, tokenCounts, UNSTATED } from "../complete-record";
import { printOf } from "../identity";
import type { Uncertainty } from "../usage-record";
import { isObject, type JsonFormat, type ReadContext, type Reading, reject, textOf } from "./format";
import { type FoundResponse, findResponse, requestedModelOf } from "./found-response";
import { JsonFields } from "./json-fields";
import { openaiProvider } from "./openai-provider";

/**
 * Embeddings responses, as they are or wrapped by a log. They carry neither an id nor a time: what makes one the same again
 * is everything in it, its vectors included, of which only a print is kept.
 */
export const openaiEmbeddings: JsonFormat = {
  name: "openai-embeddings",
  recognises: (value) => findResponse(value)?.kind === "embeddings",
  open: (context) => ({
    read: (value) => {
      const found = findResponse(value);
      return found ? readEmbeddings(found, context) : reject(null, "not_a_response", "this line holds no response");
    },
  }),
};

/** Reads an embeddings response. */
export function readEmbeddings({ response, around }: FoundResponse, context: ReadContext): Reading {
  const usage = new JsonFields(isObject(response.usage) ? response.usage : {});
  const input = usage.statedCount("prompt_tokens", "total_tokens");
  if (usage.rejected) return usage.rejected;
  if (input === null) return reject("usage.prompt_tokens", "missing", "prompt_tokens is missing");
  const model = textOf(response.model);
  if (model === null) return reject("model", "missing", "model is missing");
  const uncertainties: Uncertainty[] = [];
  const record = {
    ...UNSTATED,
    id: around.id,
    timestamp: timeOfCall([response.created, around.time], uncertainties, context),
    provider: openaiProvider(response, model, around.provider),
    model,
    serviceTier: around.serviceTier,
    endpoint: "embeddings",
    project: around.project,
    apiKey: around.apiKey,
    user: around.user,
    tags: around.tags,
    tokens: tokenCounts({ input }),
    uncertainties,
    reported: requestedModelOf(around, model),
  };
  return completeRecord(record, context, around.id === null ? printOf(response) : null);
}
