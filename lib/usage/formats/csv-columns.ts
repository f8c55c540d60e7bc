import type { CsvRow } from "../csv-row";
import { NamedFields } from "./named-fields";

/** The fields of a row by the names of their columns (small letters, `_` for spaces). */
export class CsvColumns extends NamedFields {
  private readonly places: ReadonlyMap<string, number>;
  private row: CsvRow | null = null;

  /** `nothing`: texts that stand for nothing in this format. */
  constructor(
    header: readonly string[],
    private readonly nothing: ReadonlySet<string> = NO_TEXTS,
  ) {
    super();
    this.places = new Map(header.map((name, index) => [columnName(name), index]));
  }

  /** Goes on to a row. */
  at(row: CsvRow): this {
    this.row = row;
    this.problem = null;
    return this;
  }

  has(name: string): boolean {
    return this.places.has(name);
  }

  text(name: string): string {
    const text = this.row?.field(this.places.get(name) ?? -1).trim() ?? "";
    return this.nothing.has(text) ? "" : text;
  }
}

const NO_TEXTS: ReadonlySet<string> = new Set();

/** A column's name as formats know it. */
export function columnName(name: string): string {
  return name.trim().toLowerCase().replaceAll(" ", "_");
}
