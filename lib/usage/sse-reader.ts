import type { ParsedItem, ReadContext } from "./formats/format";
import { JsonReader } from "./json-reader";
import { lineText, type NumberedLine } from "./line-limit";
import { LineSplitter } from "./line-splitter";

/** Whether a text begins as server-sent events do: with a field's name and a colon, or a comment. */
export function isEventStream(text: string): boolean {
  return /^(data|event|id|retry)?:/.test(text);
}

/** The length from which a text shows whether it is one. */
export const SHOWS_EVENT_STREAM = 6;

/** Reads server-sent events as they came over the wire: every `data:` line is a line of JSON. */
export class SseReader {
  private readonly lines = new LineSplitter(false);
  private readonly json: JsonReader;
  readonly header = null;

  constructor(forced: string | null, context: ReadContext) {
    this.json = new JsonReader(forced, context, "lines");
  }

  push(text: string): ParsedItem[] {
    return this.json.push(this.lines.push(text).map(jsonLine).join(""));
  }

  end(): ParsedItem[] {
    const items = this.json.push(this.lines.end().map(jsonLine).join(""));
    items.push(...this.json.end());
    return items;
  }

  get format(): string | null {
    return this.json.format;
  }

  get ignored(): number {
    return this.json.ignored;
  }
}

/** The data of a line; other fields, comments and the end of a stream become empty lines, so that lines keep their numbers. */
function jsonLine(line: NumberedLine): string {
  const text = lineText(line);
  const data = text.startsWith("data:") ? text.slice(5).trim() : isEventStream(text) ? "" : text;
  return data === "[DONE]" ? "\n" : `${data}\n`;
}
