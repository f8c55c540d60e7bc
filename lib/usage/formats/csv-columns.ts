import type { CsvRow } from "../csv-row";
import { type ParsedTime, parseTime } from "../parse-timestamp";
import { readCount, type UsageProblem } from "../validate";
import { type Reading, reject } from "./format";

/** The fields of a row by the names of their columns (small letters, `_` for spaces). */
export class CsvColumns {
  private readonly places: ReadonlyMap<string, number>;
  private row: CsvRow | null = null;
  private problem: UsageProblem | null = null;

  constructor(header: readonly string[]) {
    this.places = new Map(header.map((name, index) => [columnName(name), index]));
  }

  /** Goes on to a row. */
  at(row: CsvRow): this {
    this.row = row;
    this.problem = null;
    return this;
  }

  /** Whether the header has a column. */
  has(name: string): boolean {
    return this.places.has(name);
  }

  /** What a field says, without white space around it; "" where it says nothing or there is no such column. */
  text(name: string): string {
    return this.row?.field(this.places.get(name) ?? -1).trim() ?? "";
  }

  /** The first of these fields that says something; null when none does. */
  name(...names: readonly string[]): string | null {
    for (const name of names) {
      const text = this.text(name);
      if (text !== "") return text;
    }
    return null;
  }

  /** A count; 0 where the field says nothing. What is wrong with it is kept for `rejected`. */
  count(name: string): number {
    const stated = this.text(name);
    if (stated === "") return 0;
    const read = readCount(name, stated);
    if (typeof read === "number") return read;
    this.problem ??= read;
    return 0;
  }

  /** A time; null where there is none. */
  time(name: string): ParsedTime | null {
    return parseTime(this.text(name));
  }

  /** Why the row cannot be taken, if a count read from it was none. */
  get rejected(): Reading | null {
    return this.problem && reject(this.problem.field, this.problem.code, this.problem.message);
  }
}

/** A column's name as formats know it. */
export function columnName(name: string): string {
  return name.trim().toLowerCase().replaceAll(" ", "_");
}
