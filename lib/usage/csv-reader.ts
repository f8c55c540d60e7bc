import { type CsvChoice, chooseCsvFormat } from "./choose-csv-format";
import { namedDelimiter, sniffDelimiter, splitFields } from "./csv-fields";
import { CsvRow } from "./csv-row";
import type { LineReader, ParsedItem, ReadContext, Reading } from "./formats/format";
import { unreadable } from "./formats/unreadable";
import { addItems } from "./items-of-reading";
import { lineText, type NumberedLine } from "./line-limit";
import { LineSplitter } from "./line-splitter";
import { UnrecognisedFormat } from "./unrecognised-format";

/** Reads a CSV file row by row: the header decides the format, every further row is a record, a reject or nothing. */
export class CsvReader {
  private readonly lines = new LineSplitter(true);
  private rows: LineReader<CsvRow> | null = null;
  private row = new CsvRow(0, ",");
  private columns = 0;
  /** The delimiter where the file names it. */
  private delimiter: string | null = null;
  format: string | null = null;
  /** The header as it came, for a file of rejects that can be sent again. */
  header: string | null = null;
  ignored = 0;

  constructor(
    private readonly choice: CsvChoice,
    private readonly context: ReadContext,
  ) {}

  push(text: string): ParsedItem[] {
    return this.read(this.lines.push(text));
  }

  end(): ParsedItem[] {
    const items = this.read(this.lines.end());
    this.ignored += addItems(items, this.rows?.end?.() ?? [], NO_LINE);
    return items;
  }

  private read(lines: readonly NumberedLine[]): ParsedItem[] {
    const items: ParsedItem[] = [];
    for (const line of lines) {
      if (line.start === line.end && !line.tooLong) continue;
      if (!this.rows) this.open(line);
      else this.readLine(line, items);
    }
    return items;
  }

  private open(line: NumberedLine): void {
    if (line.tooLong)
      throw new UnrecognisedFormat("unrecognised_format", "The first line is longer than 16 MiB: this is no CSV file.");
    const text = lineText(line);
    const named = namedDelimiter(text);
    if (named !== null) {
      this.delimiter = named;
      return;
    }
    this.header = text;
    const delimiter = this.delimiter ?? sniffDelimiter(text);
    const header = splitFields(text, delimiter);
    const format = chooseCsvFormat(header, this.choice);
    this.columns = header.length;
    this.row = new CsvRow(header.length, delimiter);
    this.format = format.name;
    this.rows = format.open(header, this.context);
  }

  private readLine(line: NumberedLine, items: ParsedItem[]): void {
    const wrong = line.tooLong ? TOO_LONG : this.goTo(line);
    const lines = wrong === null || line.tooLong ? [] : linesIn(line);
    // A quote that is not closed, or stands within a field, makes one row of several lines: they are seen one by one then.
    if (lines.length > 1) for (const one of lines) this.readLine(one, items);
    else this.add(wrong ?? this.readRow(line.line), line, items);
  }

  /** A field may hold JSON. */
  private readRow(line: number): Reading | readonly Reading[] {
    try {
      return (this.rows as LineReader<CsvRow>).read(this.row, line);
    } catch (error) {
      return unreadable(error, "a field of this row holds JSON that is nested thousands of levels deep");
    }
  }

  /** Goes on to a row; what is wrong with its layout, if anything is. */
  private goTo({ text, start, end }: NumberedLine): Reading | null {
    const { row, columns } = this;
    row.become(text, start, end);
    if (!row.isOrderly) return BROKEN_QUOTES;
    if (row.length <= columns) return null;
    const message = `this row has ${row.length} fields, the header ${columns}: is a field with the delimiter in it not quoted?`;
    return { kind: "reject", field: null, code: "wrong_number_of_fields", message };
  }

  private add(read: Reading | readonly Reading[], line: NumberedLine, items: ParsedItem[]): void {
    const isReject = !Array.isArray(read) && (read as Reading).kind === "reject";
    if (isReject && !line.tooLong && /^[\s,;|"]*$/.test(lineText(line))) this.ignored += 1;
    else this.ignored += addItems(items, read, line);
  }
}

/** The lines a row stands in, each by itself. */
function linesIn({ text, start, end, line }: NumberedLine): NumberedLine[] {
  const lines: NumberedLine[] = [];
  let from = start;
  let number = line;
  while (from <= end) {
    const found = text.indexOf("\n", from);
    const to = found < 0 || found > end ? end : found;
    const last = to > from && text.charCodeAt(to - 1) === 13 ? to - 1 : to;
    if (last > from) lines.push({ line: number, text, start: from, end: last, tooLong: false });
    from = to + 1;
    number += 1;
  }
  return lines;
}

const TOO_LONG: Reading = {
  kind: "reject",
  field: null,
  code: "line_too_long",
  message: "this line is longer than 16 MiB",
};

const BROKEN_QUOTES: Reading = {
  kind: "reject",
  field: null,
  code: "broken_quotes",
  message:
    'a quoted field of this row is not closed, or goes on after its closing quote: quotes within one are doubled ("")',
};

/** Stands for the line of readings that state theirs. */
const NO_LINE: NumberedLine = { line: 0, text: "", start: 0, end: 0, tooLong: false };
