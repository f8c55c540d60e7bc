import type { CsvChoice } from "./choose-csv-format";
import { CsvReader } from "./csv-reader";
import type { ParsedItem } from "./formats/format";
import { CSV_FORMATS, JSON_FORMATS } from "./formats/list";
import { beginsLikeTraces, TRACES_HEAD } from "./formats/otlp/decode-traces";
import type { Instant } from "./instant";
import { JsonReader } from "./json-reader";
import { MAPPED_CSV } from "./mapping/mapped-csv";
import { ProtobufReader } from "./protobuf-reader";
import { isRejectsFile, RejectsReader } from "./rejects-reader";
import { isEventStream, SHOWS_EVENT_STREAM, SseReader } from "./sse-reader";
import { TextDecoding } from "./text-decoding";
import { UnrecognisedFormat } from "./unrecognised-format";

/** How usage is parsed. `forcedFormat` names one of the formats; null recognises it by content. */
export interface ParserOptions extends CsvChoice {
  now: Instant;
  /** The format that a list with nothing in it is of; null refuses one. */
  emptyFormat?: string | null;
}

/** Turns the bytes of an upload into items. */
export interface ItemSource {
  push(bytes: Uint8Array): ParsedItem[];
  /** What is left once all bytes have come. */
  end(): ParsedItem[];
  /** The format found, once the beginning has been read. */
  readonly format: string | null;
  /** The header line of a CSV file. */
  readonly header: string | null;
  /** Lines that carry no usage by design: empty buckets, stream chunks before the last. */
  readonly ignored: number;
}

/** Names of all formats that can be forced. */
export const FORMAT_NAMES: readonly string[] = [
  ...[...CSV_FORMATS, ...JSON_FORMATS].map((format) => format.name),
  MAPPED_CSV,
];

type TextReader = CsvReader | JsonReader | RejectsReader | SseReader;

/** Blanks a file may begin with. */
const MOST_BLANKS = 65_536;

/**
 * Turns the bytes of an upload into records and rejects, piece by piece and in constant memory, whatever the pieces are.
 * @throws UnrecognisedFormat from push or end, when the content is none of the formats or is empty.
 */
export class UsageParser implements ItemSource {
  private readonly decoding = new TextDecoding();
  private reader: TextReader | ProtobufReader | null = null;
  /** The first bytes, until it is clear whether they are text. */
  private head: Uint8Array | null = new Uint8Array(0);
  private blank = "";
  private emptyFormat: string | null = null;

  constructor(private readonly options: ParserOptions) {
    if (options.forcedFormat && !FORMAT_NAMES.includes(options.forcedFormat)) {
      throw new UnrecognisedFormat(
        "unrecognised_format",
        `There is no format called "${options.forcedFormat}". Known are: ${FORMAT_NAMES.join(", ")}.`,
      );
    }
  }

  push(bytes: Uint8Array): ParsedItem[] {
    if (this.head) {
      this.head = this.head.length === 0 ? bytes : Buffer.concat([this.head, bytes]);
      return this.head.length < TRACES_HEAD ? [] : this.begin(this.head);
    }
    return this.pushBytes(bytes);
  }

  end(): ParsedItem[] {
    const items = this.head ? this.begin(this.head) : [];
    if (!(this.reader instanceof ProtobufReader)) items.push(...this.pushText(this.decoding.end(), true));
    if (!this.reader) throw new UnrecognisedFormat("empty_input", "This file is empty.");
    items.push(...this.reader.end());
    if (this.format === null) this.emptyFormat = this.options.emptyFormat ?? null;
    if (this.format === null) throw new UnrecognisedFormat("empty_input", "This file holds no usage.");
    return items;
  }

  get format(): string | null {
    return this.reader?.format ?? this.emptyFormat;
  }

  get header(): string | null {
    return this.reader?.header ?? null;
  }

  get ignored(): number {
    return this.reader?.ignored ?? 0;
  }

  private begin(head: Uint8Array): ParsedItem[] {
    this.head = null;
    if (beginsLikeTraces(head)) this.reader = new ProtobufReader({ now: this.options.now });
    return this.pushBytes(head);
  }

  private pushBytes(bytes: Uint8Array): ParsedItem[] {
    if (this.reader instanceof ProtobufReader) return this.reader.push(bytes);
    return this.pushText(this.decoding.push(bytes), false);
  }

  private pushText(text: string, isAll: boolean): ParsedItem[] {
    if (this.reader && !(this.reader instanceof ProtobufReader)) return this.reader.push(text);
    // Empty lines count for the numbers of the others; what else is blank in them does not matter.
    this.blank = (this.blank + text).replace(/^\s*\n/, (lines) => lines.replace(/[^\n]/g, ""));
    const start = this.blank.search(/\S/);
    if ((start < 0 ? this.blank.length : start) > MOST_BLANKS)
      throw new UnrecognisedFormat("empty_input", "This file begins with more than 65,536 blanks.");
    if (start < 0 || (!isAll && this.blank.length < start + SHOWS_EVENT_STREAM)) return [];
    const isRejects = isRejectsFile(this.blank.slice(start));
    if (isRejects === null && !isAll) return [];
    const beginning = this.blank;
    this.blank = "";
    this.reader = this.openReader(beginning.slice(start, start + SHOWS_EVENT_STREAM), isRejects === true);
    return this.reader.push(beginning);
  }

  private openReader(beginning: string, isRejects: boolean): TextReader {
    const { forcedFormat, mapping, now } = this.options;
    if (mapping) return new CsvReader(this.options, { now });
    if (isRejects) return new RejectsReader(forcedFormat, { now });
    // Of a sequence of JSON texts (RFC 7464) each follows a record separator.
    if (/^[{[]/.test(beginning.startsWith("\u001e") ? beginning.slice(1) : beginning))
      return new JsonReader(forcedFormat, { now });
    return isEventStream(beginning) ? new SseReader(forcedFormat, { now }) : new CsvReader(this.options, { now });
  }
}
