import { splitFields } from "./csv-fields";
import { utcInstant } from "./parse-timestamp";
import { wholeNumber } from "./validate";

const QUOTE = 34;

/** A row of a CSV file, whose fields are read where they stand: nothing is copied that is not asked for. */
export class CsvRow {
  /** Fields the row has; further columns of the header are empty. */
  length = 0;
  private text = "";
  private readonly starts: Int32Array;
  private readonly ends: Int32Array;
  /** The fields of a row with quotes. */
  private unquoted: readonly string[] | null = null;
  private readonly delimiterCode: number;

  constructor(
    private readonly columns: number,
    private readonly delimiter: string,
  ) {
    this.starts = new Int32Array(columns);
    this.ends = new Int32Array(columns);
    this.delimiterCode = delimiter.charCodeAt(0);
  }

  /** Becomes the row that stands between two places of a text. */
  become(text: string, start: number, end: number): void {
    this.text = text;
    this.unquoted = null;
    let fields = 0;
    let from = start;
    for (let at = start; at <= end; at += 1) {
      const code = at === end ? this.delimiterCode : text.charCodeAt(at);
      if (code === QUOTE) {
        this.unquoted = splitFields(text.slice(start, end), this.delimiter);
        this.length = this.unquoted.length;
        return;
      }
      if (code !== this.delimiterCode) continue;
      if (fields < this.columns) {
        this.starts[fields] = from;
        this.ends[fields] = at;
      }
      fields += 1;
      from = at + 1;
    }
    this.length = fields;
  }

  /** The text of a field; empty when the row or the header has no such column. */
  field(column: number): string {
    if (this.unquoted) return this.unquoted[column] ?? "";
    if (column < 0 || column >= this.length) return "";
    return this.text.slice(this.starts[column], this.ends[column]);
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
