import { completeRecord, timeOfCall, UNSTATED } from "../complete-record";
import { printOf } from "../identity";
import type { Uncertainty } from "../usage-record";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject, textOf } from "./format";
import { type Around, aroundIn, type FoundResponse, findHeld, findResponse, NOTHING_AROUND } from "./found-response";
import { libraryExtraction } from "./library-usage";
import { readTranscription } from "./openai-transcriptions";

/**
 * Logs of what the Realtime API sends: `response.done` carries the usage of a response, and the model is that of the session
 * (`session.created`, `session.updated`). What was said to it is transcribed by another model, with usage of its own. Other
 * events say nothing of usage.
 */
export const openaiRealtime: JsonFormat = {
  name: "openai-realtime",
  recognises: (value) => findResponse(value)?.kind === "realtime" || eventIn(value) !== null,
  open: (context) => {
    let model: string | null = null;
    let transcriber: string | null = null;
    return {
      read: (value) => {
        const event = eventIn(value);
        const session = event?.session;
        if (isObject(session)) {
          model = textOf(session.model) ?? model;
          transcriber = transcriberOf(session) ?? transcriber;
        }
        if (event?.type === TRANSCRIBED && isObject(event.usage))
          return readTranscribed(event, aroundIn(value, NOTHING_AROUND), transcriber, context);
        const found = findResponse(value);
        return found?.kind === "realtime" ? readRealtime(found, context, model) : { kind: "ignored" };
      },
    };
  },
};

/** Events of the Realtime API are numbered by ids; those of streamed responses by sequence_number. */
const EVENT = /^(session|conversation|response|input_audio_buffer|output_audio_buffer|rate_limits|error)(\.|$)/;
const EVENT_PLACES = ["event", "data", "message", "payload"];

/** The event of a line: the line itself, or what a log put under one of the usual names. */
function eventIn(value: JsonObject): JsonObject | null {
  return findHeld(value, isEvent, EVENT_PLACES);
}

function isEvent({ event_id, type }: JsonObject): boolean {
  return typeof event_id === "string" && typeof type === "string" && EVENT.test(type);
}

/** What was said to the session has been transcribed, by a model of its own. */
const TRANSCRIBED = "conversation.item.input_audio_transcription.completed";

function transcriberOf({ audio, input_audio_transcription: older }: JsonObject): string | null {
  const input = isObject(audio) && isObject(audio.input) ? audio.input : {};
  const transcription = isObject(input.transcription) ? input.transcription : older;
  return isObject(transcription) ? textOf(transcription.model) : null;
}

function readTranscribed(
  event: JsonObject,
  around: Around,
  requestedModel: string | null,
  context: ReadContext,
): Reading {
  const item = textOf(event.item_id);
  const id = item === null ? null : `${item}/${Number(event.content_index ?? 0)}`;
  return readTranscription(
    { kind: "transcription", response: { usage: event.usage }, around: { ...around, id, requestedModel } },
    context,
  );
}

const extract = libraryExtraction("openai", "realtime");

/** Reads a response of the Realtime API; `model` is that of its session, where it is known. */
export function readRealtime(
  { response, around }: FoundResponse,
  context: ReadContext,
  model: string | null = null,
): Reading {
  if (!isObject(response.usage) || Object.keys(response.usage).length === 0)
    return /^(failed|cancelled|in_progress)$/.test(String(response.status))
      ? { kind: "ignored" }
      : reject("response.usage", "no_usage", "this response carries no usage (a log without it)");
  const extracted = extract({ response: { usage: response.usage } });
  if ("code" in extracted) return reject(extracted.field, extracted.code, extracted.message);
  const named = textOf(response.model) ?? model ?? around.requestedModel;
  if (named === null)
    return reject("session.model", "missing", "no session.created before this event says which model it is");
  const uncertainties: Uncertainty[] = [];
  const id = textOf(response.id) ?? around.id;
  return completeRecord(
    {
      ...UNSTATED,
      id,
      timestamp: timeOfCall([around.time], uncertainties, context),
      provider: around.provider ?? "openai",
      model: named,
      serviceTier: around.serviceTier,
      endpoint: "realtime",
      project: around.project,
      apiKey: around.apiKey,
      user: around.user,
      tags: around.tags,
      tokens: extracted.tokens,
      uncertainties,
    },
    context,
    id === null ? printOf(response) : null,
  );
}
