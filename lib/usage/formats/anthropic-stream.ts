import { isObject, type JsonObject, type Reading, reject } from "./format";
import { type Around, aroundIn, type FoundResponse, findHeld, NOTHING_AROUND } from "./found-response";

const EVENTS = new Set<unknown>([
  ...["message_start", "message_delta", "message_stop"],
  ...["content_block_start", "content_block_delta", "content_block_stop", "ping"],
]);

/** Where logs put an event. */
const EVENT_PLACES = ["event", "data", "payload", "body", "response", "chunk", "message"];

/** The event of a line: the line itself, or what a log put under one of the usual names; null where there is none. */
function eventIn(value: JsonObject): JsonObject | null {
  return findHeld(value, ({ type }) => EVENTS.has(type), EVENT_PLACES);
}

/**
 * Puts the events of streamed messages together, one stream after another: the message begins with the usage of its input,
 * and later events replace what they state (counts are of all so far). A stream that breaks off leaves its output open.
 */
export class AnthropicStream {
  private message: JsonObject | null = null;
  /** What the log says around the event that began it. */
  private around: Around = NOTHING_AROUND;
  private line = 0;

  constructor(private readonly readMessage: (found: FoundResponse) => readonly Reading[]) {}

  static isEvent(value: JsonObject): boolean {
    return eventIn(value) !== null;
  }

  read(value: JsonObject, line: number): readonly Reading[] {
    const event = eventIn(value) ?? value;
    switch (event.type) {
      case "message_start": {
        const before = this.end();
        if (!isObject(event.message) || !isObject(event.message.usage))
          return [...before, reject("message", "missing", "this message_start holds no message with usage")];
        // What waits for the end has to be such as can be written down.
        JSON.stringify(event.message);
        this.message = event.message;
        this.around = event === value ? NOTHING_AROUND : aroundIn(value, NOTHING_AROUND);
        this.line = line;
        return before;
      }
      case "message_delta":
        return [this.continueWith(event)];
      case "message_stop":
        return [...this.end(), { kind: "ignored" }];
      default:
        return [{ kind: "ignored" }];
    }
  }

  /** What the message says that has not been told yet; it counts for the line it began on. */
  end(): readonly Reading[] {
    const { message, around, line } = this;
    this.message = null;
    if (!message) return [];
    const readings = this.readMessage({ kind: "anthropic", response: message, around });
    const raw = JSON.stringify({ type: "message_start", message });
    return readings.map((reading) => (reading.kind === "reject" ? { ...reading, line, raw } : { ...reading, line }));
  }

  private continueWith({ delta, usage }: JsonObject): Reading {
    const { message } = this;
    if (!message) return reject(null, "no_message_start", "this message_delta follows no message_start");
    JSON.stringify(usage);
    const ended = isObject(delta) ? (delta.stop_reason ?? null) : null;
    this.message = {
      ...message,
      usage: goOn(message.usage as JsonObject, isObject(usage) ? usage : {}),
      stop_reason: ended ?? message.stop_reason ?? null,
    };
    return { kind: "ignored" };
  }
}

/** Usage after a further event. What was read does not become less: some state it at the beginning, and then as 0. */
function goOn(before: JsonObject, usage: JsonObject): JsonObject {
  const stated = Object.entries(usage).filter(
    ([name, value]) => value !== null && !(value === 0 && name !== "output_tokens" && Number(before[name]) > 0),
  );
  return { ...before, ...Object.fromEntries(stated) };
}
