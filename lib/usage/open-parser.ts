import type { CsvChoice } from "./choose-csv-format";
import { CsvReader } from "./csv-reader";
import type { ParsedItem } from "./formats/format";
import { CSV_FORMATS, JSON_FORMATS } from "./formats/list";
import type { Instant } from "./instant";
import { JsonReader } from "./json-reader";
import { MAPPED_CSV } from "./mapping/mapped-csv";
import { isEventStream, SHOWS_EVENT_STREAM, SseReader } from "./sse-reader";
import { TextDecoding } from "./text-decoding";
import { UnrecognisedFormat } from "./unrecognised-format";

/** How usage is parsed. `forcedFormat` names one of the formats; null recognises it by content. */
export interface ParserOptions extends CsvChoice {
  now: Instant;
}

/** Names of all formats that can be forced. */
export const FORMAT_NAMES: readonly string[] = [
  ...[...CSV_FORMATS, ...JSON_FORMATS].map((format) => format.name),
  MAPPED_CSV,
];

/** Blanks a file may begin with. */
const MOST_BLANKS = 65_536;

/**
 * Turns the bytes of an upload into records and rejects, piece by piece and in constant memory, whatever the pieces are.
 * @throws UnrecognisedFormat from push or end, when the content is none of the formats or is empty.
 */
export class UsageParser {
  private readonly decoding = new TextDecoding();
  private reader: CsvReader | JsonReader | SseReader | null = null;
  private blank = "";

  constructor(private readonly options: ParserOptions) {
    if (options.forcedFormat && !FORMAT_NAMES.includes(options.forcedFormat)) {
      throw new UnrecognisedFormat(
        "unrecognised_format",
        `There is no format called "${options.forcedFormat}". Known are: ${FORMAT_NAMES.join(", ")}.`,
      );
    }
  }

  push(bytes: Uint8Array): ParsedItem[] {
    return this.pushText(this.decoding.push(bytes), false);
  }

  end(): ParsedItem[] {
    const items = this.pushText(this.decoding.end(), true);
    if (!this.reader) throw new UnrecognisedFormat("empty_input", "This file is empty.");
    items.push(...this.reader.end());
    if (this.format === null) throw new UnrecognisedFormat("empty_input", "This file holds no usage.");
    return items;
  }

  /** The format found, once the beginning has been read. */
  get format(): string | null {
    return this.reader?.format ?? null;
  }

  /** The header line of a CSV file. */
  get header(): string | null {
    return this.reader?.header ?? null;
  }

  /** Lines that carry no usage by design: empty buckets, stream chunks before the last. */
  get ignored(): number {
    return this.reader?.ignored ?? 0;
  }

  private pushText(text: string, isAll: boolean): ParsedItem[] {
    if (this.reader) return this.reader.push(text);
    // Empty lines count for the numbers of the others; what else is blank in them does not matter.
    this.blank = (this.blank + text).replace(/^\s*\n/, (lines) => lines.replace(/[^\n]/g, ""));
    const start = this.blank.search(/\S/);
    if ((start < 0 ? this.blank.length : start) > MOST_BLANKS)
      throw new UnrecognisedFormat("empty_input", "This file begins with more than 65,536 blanks.");
    if (start < 0 || (!isAll && this.blank.length < start + SHOWS_EVENT_STREAM)) return [];
    const beginning = this.blank;
    this.blank = "";
    this.reader = this.openReader(beginning.slice(start, start + SHOWS_EVENT_STREAM));
    return this.reader.push(beginning);
  }

  private openReader(beginning: string): CsvReader | JsonReader | SseReader {
    const { forcedFormat, mapping, now } = this.options;
    if (mapping) return new CsvReader(this.options, { now });
    if (/^[{[]/.test(beginning)) return new JsonReader(forcedFormat, { now });
    return isEventStream(beginning) ? new SseReader(forcedFormat, { now }) : new CsvReader(this.options, { now });
  }
}
