import { splitQuoted } from "./csv-fields";
import { utcInstant } from "./parse-timestamp";
import { RecentTexts } from "./recent-texts";
import { wholeNumber } from "./validate";

/** A row of a CSV file, whose fields are read where they stand: nothing is copied that is not asked for. */
export class CsvRow {
  /** Fields the row has; further columns of the header are empty. */
  length = 0;
  /** Whether its quotes are in order. */
  isOrderly = true;
  private text = "";
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  /** The fields of a row with quotes. */
  private unquoted: readonly string[] | null = null;
  private searched = "";
  private nextQuote = -1;
  private readonly names = new RecentTexts();

  constructor(
    private readonly columns: number,
    private readonly delimiter: string,
  ) {
    this.starts = new Int32Array(columns);
    this.ends = new Int32Array(columns);
  }

  /** Becomes the row that stands between two places of a text. */
  become(text: string, start: number, end: number): void {
    if (this.hasQuote(text, start, end)) {
      const { fields, isOrderly } = splitQuoted(text.slice(start, end), this.delimiter);
      this.unquoted = fields;
      this.length = fields.length;
      this.isOrderly = isOrderly;
      return;
    }
    this.unquoted = null;
    this.isOrderly = true;
    this.text = text;
    let fields = 0;
    let from = start;
    for (;;) {
      const found = text.indexOf(this.delimiter, from);
      const to = found < 0 || found > end ? end : found;
      if (fields < this.columns) {
        this.starts[fields] = from;
        this.ends[fields] = to;
      }
      fields += 1;
      if (to === end) break;
      from = to + 1;
    }
    this.length = fields;
  }

  /** Whether a quote stands between two places; each text is searched through once. */
  private hasQuote(text: string, start: number, end: number): boolean {
    if (text !== this.searched || (this.nextQuote >= 0 && this.nextQuote < start)) {
      this.searched = text;
      this.nextQuote = text.indexOf('"', start);
    }
    return this.nextQuote >= 0 && this.nextQuote < end;
  }

  /** The text of a field; empty when the row or the header has no such column. */
  field(column: number): string {
    if (this.unquoted) return this.unquoted[column] ?? "";
    if (column < 0 || column >= this.length) return "";
    return this.text.slice(this.starts[column], this.ends[column]);
  }

  /** The same for a field that says the same in many rows: such a text is made once. */
  name(column: number): string {
    if (this.unquoted || column < 0 || column >= this.length) return this.field(column);
    return this.names.between(this.text, this.starts[column] as number, this.ends[column] as number);
  }

  isEmpty(column: number): boolean {
    if (this.unquoted) return !this.unquoted[column];
    return column < 0 || column >= this.length || this.starts[column] === this.ends[column];
  }

  /** A field that is a whole number in plain digits; NaN for anything else. */
  whole(column: number): number {
    if (this.unquoted || column < 0 || column >= this.length) return Number.NaN;
    return wholeNumber(this.text, this.starts[column] as number, this.ends[column] as number);
  }

  /** A field that is a time as in 2026-11-03T09:14:07.120Z, as an instant; NaN for anything else. */
  instant(column: number): number {
    if (this.unquoted || column < 0 || column >= this.length) return Number.NaN;
    return utcInstant(this.text, this.starts[column] as number, this.ends[column] as number);
  }
}
