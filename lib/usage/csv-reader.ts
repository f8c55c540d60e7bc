import { type CsvChoice, chooseCsvFormat } from "./choose-csv-format";
import { sniffDelimiter, splitFields } from "./csv-fields";
import { CsvRow } from "./csv-row";
import type { LineReader, ParsedItem, ReadContext, Reading } from "./formats/format";
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
    this.header = lineText(line);
    const delimiter = sniffDelimiter(this.header);
    const header = splitFields(this.header, delimiter);
    const format = chooseCsvFormat(header, this.choice);
    this.columns = header.length;
    this.row = new CsvRow(header.length, delimiter);
    this.format = format.name;
    this.rows = format.open(header, this.context);
  }

  private readLine(line: NumberedLine, items: ParsedItem[]): void {
    this.ignored += addItems(items, line.tooLong ? TOO_LONG : this.readFields(line), line);
  }

  private readFields({ text, start, end, line }: NumberedLine): Reading | readonly Reading[] {
    const { row, columns } = this;
    row.become(text, start, end);
    if (row.length > columns) {
      const message = `this row has ${row.length} fields, the header ${columns}: is a field with the delimiter in it not quoted?`;
      return { kind: "reject", field: null, code: "wrong_number_of_fields", message };
    }
    return (this.rows as LineReader<CsvRow>).read(row, line);
  }
}

const TOO_LONG: Reading = {
  kind: "reject",
  field: null,
  code: "line_too_long",
  message: "this line is longer than 16 MiB",
};

/** Stands for the line of readings that state theirs. */
const NO_LINE: NumberedLine = { line: 0, text: "", start: 0, end: 0, tooLong: false };
