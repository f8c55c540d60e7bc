import {
  isObject,
  type JsonFormat,
  type JsonObject,
  type LineReader,
  type ParsedItem,
  type ReadContext,
  type Reading,
} from "./formats/format";
import { JSON_FORMATS } from "./formats/list";
import { isRefusal } from "./formats/refusal";
import { unreadable } from "./formats/unreadable";
import { addItems } from "./items-of-reading";
import { JsonValueSplitter } from "./json-values";
import { KEPT_OF_REJECT, LONGEST_LINE, lineText, type NumberedLine } from "./line-limit";
import { LineSplitter } from "./line-splitter";
import { parseJson } from "./parse-json";
import { UnrecognisedFormat } from "./unrecognised-format";

/**
 * Reads JSON: one value a line (NDJSON, formats may change from line to line), or a document (an array, or values over
 * several lines). Which it is, the first line tells: it is a whole value or not.
 */
export class JsonReader {
  private splitter: LineSplitter | JsonValueSplitter | null = null;
  private pending = "";
  private readonly held: ParsedItem[] = [];
  private readonly readers = new Map<JsonFormat, LineReader<JsonObject>>();
  /** The line read last, and how many values have begun on it. */
  private line = 0;
  private valuesOnLine = 0;
  format: string | null = null;
  readonly header = null;
  ignored = 0;

  constructor(
    private readonly forced: string | null,
    private readonly context: ReadContext,
    layout: "lines" | "to be seen" = "to be seen",
  ) {
    if (layout === "lines") this.splitter = new LineSplitter(false);
  }

  push(text: string): ParsedItem[] {
    if (this.splitter) return this.read(this.splitter.push(text));
    this.pending += text;
    const firstBreak = this.pending.indexOf("\n");
    if (firstBreak < 0 && this.pending.length < 65_536 && !this.pending.trimStart().startsWith("[")) return [];
    return this.begin(firstBreak);
  }

  end(): ParsedItem[] {
    const items = this.splitter ? [] : this.begin(this.pending.length);
    items.push(...this.read(this.splitter?.end() ?? []));
    // Lines before the first recognised one were held back; if none came, the input is none of our formats.
    if (this.format === null && this.held.length > 0) throw unrecognised(this.held[0]);
    for (const reader of this.readers.values()) this.ignored += addItems(items, reader.end?.() ?? [], NO_LINE);
    return items;
  }

  private begin(firstBreak: number): ParsedItem[] {
    const firstLine = this.pending.slice(0, firstBreak < 0 ? this.pending.length : firstBreak);
    const lineByLine = firstBreak < 0 ? !this.pending.trimStart().startsWith("[") : isObject(parseJson(firstLine));
    this.splitter = lineByLine ? new LineSplitter(false) : new JsonValueSplitter();
    const text = this.pending;
    this.pending = "";
    return this.read(this.splitter.push(text));
  }

  private read(lines: readonly NumberedLine[]): ParsedItem[] {
    const items: ParsedItem[] = [];
    for (const line of lines) {
      const text = lineText(line);
      if (text.trim() === "" && !line.tooLong) continue;
      this.readLine(line, text, this.format === null ? this.held : items);
      if (this.format !== null && this.held.length > 0) items.push(...this.held.splice(0));
      if (this.held.length > MOST_HELD || charactersOf(this.held) > LONGEST_LINE) throw unrecognised(this.held[0]);
    }
    return items;
  }

  private readLine(line: NumberedLine, text: string, items: ParsedItem[]): void {
    this.valuesOnLine = line.line === this.line ? this.valuesOnLine + 1 : 1;
    this.line = line.line;
    const read = line.tooLong ? TOO_LONG : this.readText(text, line.line);
    this.ignored += addItems(items, this.valuesOnLine > 1 ? placed(read, this.valuesOnLine) : read, line);
  }

  private readText(text: string, line: number): Reading | readonly Reading[] {
    try {
      return this.readLineValue(parseJson(text), line);
    } catch (error) {
      return unreadable(error, "this JSON value is nested thousands of levels deep");
    }
  }

  /** A line may hold an array of values. */
  private readLineValue(value: unknown, line: number): Reading | readonly Reading[] {
    if (!Array.isArray(value)) return this.readValue(value, line);
    return value.flatMap((element: unknown, index) => {
      const read = placed(this.readValue(element, line), index + 1);
      return Array.isArray(read) ? read : [withRaw(read as Reading, element)];
    });
  }

  private readValue(value: unknown, line: number): Reading | readonly Reading[] {
    if (value === undefined)
      return { kind: "reject", field: null, code: "invalid_json", message: "this is not valid JSON" };
    if (!isObject(value))
      return { kind: "reject", field: null, code: "not_an_object", message: "this is not a JSON object" };
    const format = this.formatOf(value);
    const listed = format ? null : this.listIn(value);
    if (listed) return this.readLineValue(listed, line);
    if (!format && isRefusal(value)) return { kind: "ignored" };
    if (!format) {
      const keys = Object.keys(value).slice(0, 8).join(", ").slice(0, 200);
      const message = `this object (${keys}) is ${this.forced ? `none of ${this.forced}` : "no usage Outlay knows"}`;
      return { kind: "reject", field: null, code: "unrecognised_line", message };
    }
    this.format ??= format.name;
    if (this.format !== format.name) this.format = "mixed-json";
    return this.readerOf(format).read(value, line);
  }

  /** What a list that an API answers with holds, where Outlay knows one of the first of it. */
  private listIn(value: JsonObject): unknown[] | null {
    for (const place of LISTS) {
      const list = value[place];
      if (!Array.isArray(list)) continue;
      const isKnown = list.slice(0, LOOKED_AT).some((one: unknown) => isObject(one) && this.formatOf(one));
      if (isKnown) return list as unknown[];
    }
    return null;
  }

  private readerOf(format: JsonFormat): LineReader<JsonObject> {
    let reader = this.readers.get(format);
    if (!reader) {
      reader = format.open(this.context);
      this.readers.set(format, reader);
    }
    return reader;
  }

  private formatOf(value: JsonObject): JsonFormat | undefined {
    return JSON_FORMATS.find(({ name, recognises }) => (!this.forced || name === this.forced) && recognises(value));
  }
}

/** Where APIs put what they list, beside the number of the page and the like. */
const LISTS = ["data", "items", "results", "records", "logs", "events"];

/** How many of a list are looked at before it is given up. */
const LOOKED_AT = 20;

/** Lines that are held back before the first one that is recognised. */
const MOST_HELD = 1000;

function charactersOf(items: readonly ParsedItem[]): number {
  return items.reduce((sum, item) => sum + (item.kind === "reject" ? item.raw.length : 0), 0);
}

/** Of several values in a line, rejects say which they are of (but for the first): the number of the line does not tell. */
function placed(read: Reading | readonly Reading[], place: number): Reading | readonly Reading[] {
  if (Array.isArray(read)) return read.map((reading) => placed(reading, place) as Reading);
  const reading = read as Reading;
  if (reading.kind !== "reject" || place === 1) return reading;
  return { ...reading, message: `value ${place} of the line: ${reading.message}` };
}

/** What is kept of a rejected element of an array is the element. */
function withRaw(reading: Reading, element: unknown): Reading {
  return reading.kind === "reject" ? { ...reading, raw: JSON.stringify(element).slice(0, KEPT_OF_REJECT) } : reading;
}

const TOO_LONG: Reading = {
  kind: "reject",
  field: null,
  code: "line_too_long",
  message: "this JSON value is longer than 16 MiB",
};

/** Stands for the line of readings that state theirs. */
const NO_LINE: NumberedLine = { line: 0, text: "", start: 0, end: 0, tooLong: false };

function unrecognised(first: ParsedItem | undefined): UnrecognisedFormat {
  const why = first?.kind === "reject" ? ` Line ${first.line}: ${first.message}.` : "";
  return new UnrecognisedFormat(
    "unrecognised_format",
    `No line of this JSON is usage Outlay knows.${why} Its own form needs timestamp, model and tokens.`,
  );
}
