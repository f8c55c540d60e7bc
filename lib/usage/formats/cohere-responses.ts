import { completeCall } from "./complete-call";
import { isObject, type JsonFormat, type ReadContext, type Reading, reject, textOf } from "./format";
import { billedUnitsOf, type FoundResponse, findResponse } from "./found-response";
import { libraryExtraction } from "./library-usage";

/**
 * Answers of Cohere's chat (both versions) and embeddings: what is billed of them. They name no model and no time: the log
 * around them has to.
 */
export const cohereResponses: JsonFormat = {
  name: "cohere-responses",
  recognises: (value) => findResponse(value)?.kind === "cohere",
  open: (context) => ({
    read: (value) => {
      const found = findResponse(value);
      return found ? readCohere(found, context) : reject(null, "not_a_response", "this line holds no response");
    },
  }),
};

const ofChat = libraryExtraction("cohere");
const ofEmbeddings = libraryExtraction("cohere", "embeddings");

/** Reads an answer of Cohere's. */
export function readCohere(found: FoundResponse, context: ReadContext): Reading {
  const { response } = found;
  const units = billedUnitsOf(response) ?? {};
  if (!("input_tokens" in units)) {
    const named = Object.keys(units).join(", ") || "nothing";
    return reject(
      "billed_units",
      "unsupported_units",
      `this answer of Cohere's bills ${named}: Outlay reads tokens only`,
    );
  }
  const isChat = "output_tokens" in units;
  const extracted = isChat
    ? ofChat({ usage: { billed_units: units } })
    : ofEmbeddings({ meta: { billed_units: units } });
  if ("code" in extracted) return reject(extracted.field, extracted.code, extracted.message);
  const usage = isObject(response.usage) ? response.usage : {};
  const said = {
    id: textOf(response.id) ?? textOf(response.response_id) ?? textOf(response.generation_id),
    time: undefined,
    provider: "cohere",
    endpoint: isChat ? "chat" : "embeddings",
    tokens: extracted.tokens,
  };
  // How much of what is billed was cached is not stated, only how much was read.
  return completeCall(
    found,
    Number(usage.cached_tokens) > 0 ? { ...said, uncertainties: ["cache_unknown"] } : said,
    context,
  );
}
