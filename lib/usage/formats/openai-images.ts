import { completeCall } from "./complete-call";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject } from "./format";
import { type FoundResponse, findResponse } from "./found-response";
import { libraryExtraction } from "./library-usage";

/**
 * Answers of OpenAI's Images API with their usage in tokens, and the last event of streamed ones. They name no model: the
 * log around them has to. Answers of models that are billed by the image (DALL·E) carry no usage.
 */
export const openaiImages: JsonFormat = {
  name: "openai-images",
  recognises: (value) => findResponse(value)?.kind === "images" || isPartial(value),
  open: (context) => ({
    read: (value) => {
      const found = findResponse(value);
      return found ? readImages(found, context) : { kind: "ignored" };
    },
  }),
};

/** An image on its way: what it cost comes with the last event. */
function isPartial({ type }: JsonObject): boolean {
  return type === "image_generation.partial_image" || type === "image_edit.partial_image";
}

const extract = libraryExtraction("openai", "images");

/** Reads an answer of the Images API. */
export function readImages(found: FoundResponse, context: ReadContext): Reading {
  const { usage, created, created_at } = found.response;
  const extracted = extract({ usage });
  if ("code" in extracted) return reject(extracted.field, extracted.code, extracted.message);
  const { tokens } = extracted;
  // Where it is not told apart, what came out is images.
  if (isObject(usage) && !isObject(usage.output_tokens_details)) tokens.imageOutput = tokens.output;
  const said = { id: null, time: created ?? created_at, provider: "openai", endpoint: "images", tokens };
  return completeCall(found, said, context);
}
