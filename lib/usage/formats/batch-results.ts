import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject, textOf } from "./format";
import { type FoundResponse, findResponse } from "./found-response";
import { readResponse } from "./read-response";

/**
 * Output and error files of OpenAI's Batch API, and of others in its form: a response a line, billed at the tier `batch`
 * whatever it says itself. The batch object that states their sum says nothing new.
 */
export const openaiBatchOutput: JsonFormat = {
  name: "openai-batch-output",
  recognises: (value) => (typeof value.custom_id === "string" && "response" in value) || value.object === "batch",
  open: (context) => ({
    read: (value) => {
      const response = isObject(value.response) ? value.response : {};
      const hasFailed = isObject(value.error) || Number(response.status_code) >= 400;
      if (value.object === "batch" || hasFailed || isFailedAtVertex(value)) return IGNORED;
      return readBatched(response.body ?? response, value.id, context);
    },
  }),
};

/** Results of Anthropic's Message Batches: a message a line, billed at the tier `batch`. Others than succeeded are not billed. */
export const anthropicBatchResults: JsonFormat = {
  name: "anthropic-batch-results",
  recognises: (value) => typeof value.custom_id === "string" && isObject(value.result) && "type" in value.result,
  open: (context) => ({
    read: ({ result }) => {
      const { type, message } = result as JsonObject;
      return type === "succeeded" ? readBatched(message, null, context) : IGNORED;
    },
  }),
};

/** Batches of Claude's models on Vertex AI have the message where OpenAI has the body, and say in words what failed. */
function isFailedAtVertex({ status }: JsonObject): boolean {
  return typeof status === "string" && status !== "";
}

const IGNORED: Reading = { kind: "ignored" };

function readBatched(body: unknown, id: unknown, context: ReadContext): Reading | readonly Reading[] {
  const found = isObject(body) ? findResponse(body) : null;
  if (!found) return reject(null, "not_a_response", "this line holds no response with usage");
  const around = { ...found.around, serviceTier: "batch", id: textOf(id) };
  return readResponse({ ...found, around } satisfies FoundResponse, context);
}
