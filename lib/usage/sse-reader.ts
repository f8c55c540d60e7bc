import type { ReadContext } from "./formats/format";
import { JsonWithinLines } from "./json-within-lines";
import { lineText, type NumberedLine } from "./line-limit";
import { LineSplitter } from "./line-splitter";

/** Whether a text begins as server-sent events do: with a field's name and a colon, or a comment. */
export function isEventStream(text: string): boolean {
  return /^(data|event|id|retry)?:/.test(text);
}

/** The length from which a text shows whether it is one. */
export const SHOWS_EVENT_STREAM = 6;

/** Reads server-sent events as they came over the wire: every `data:` line is a line of JSON. */
export class SseReader extends JsonWithinLines {
  constructor(forced: string | null, context: ReadContext) {
    super(new LineSplitter(false), forced, context);
  }

  protected jsonOf(lines: readonly NumberedLine[]): string {
    return lines.map(jsonLine).join("");
  }
}

/** The data of a line; other fields, comments and the end of a stream become empty lines, so that lines keep their numbers. */
function jsonLine(line: NumberedLine): string {
  const text = lineText(line);
  const data = text.startsWith("data:") ? text.slice(5).trim() : isEventStream(text) ? "" : text;
  return data === "[DONE]" ? "\n" : `${data}\n`;
}
