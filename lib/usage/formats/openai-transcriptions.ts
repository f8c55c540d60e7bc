import { tokenCounts } from "../complete-record";
import { completeCall } from "./complete-call";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject } from "./format";
import { type FoundResponse, findResponse } from "./found-response";
import { JsonFields } from "./json-fields";
import { libraryExtraction } from "./library-usage";

/**
 * Transcriptions of OpenAI's Audio API and the events of streamed ones: usage in tokens, or in seconds of audio. They name
 * no model and no time: the log around them has to.
 */
export const openaiTranscriptions: JsonFormat = {
  name: "openai-transcriptions",
  recognises: (value) => findResponse(value)?.kind === "transcription" || isPart(value),
  open: (context) => ({
    read: (value) => {
      const found = findResponse(value);
      return found ? readTranscription(found, context) : { kind: "ignored" };
    },
  }),
};

/** A piece of text on its way: the usage comes with the last event. */
function isPart({ type }: JsonObject): boolean {
  return type === "transcript.text.delta" || type === "transcript.text.segment";
}

// The library has none for transcriptions; their usage is in the form of that of the Realtime API.
const extract = libraryExtraction("openai", "realtime");

/** Reads a transcription. */
export function readTranscription(found: FoundResponse, context: ReadContext): Reading {
  const usage = isObject(found.response.usage) ? found.response.usage : {};
  const said = { id: null, time: undefined, provider: "openai", endpoint: "audio_transcriptions" };
  if (usage.type === "duration") {
    const fields = new JsonFields(usage);
    const seconds = fields.statedCount("seconds");
    if (fields.rejected) return fields.rejected;
    if (seconds === null) return reject("usage.seconds", "missing", "usage.seconds is missing");
    return completeCall(found, { ...said, tokens: tokenCounts({}), calls: { audioSeconds: seconds } }, context);
  }
  const extracted = extract({ response: { usage } });
  if ("code" in extracted) return reject(extracted.field, extracted.code, extracted.message);
  return completeCall(found, { ...said, tokens: extracted.tokens }, context);
}
