import type { CsvRow } from "../csv-row";
import { NamedFields } from "./named-fields";

/** The fields of a row by the names of their columns (small letters, `_` for spaces). */
export class CsvColumns extends NamedFields {
  private readonly places: ReadonlyMap<string, number>;
  private row: CsvRow | null = null;

  constructor(header: readonly string[], nothing?: ReadonlySet<string>) {
    super(nothing);
    // Exports append columns that people have named: of two with one name the first is the export's own.
    this.places = new Map(header.map((name, index) => [columnName(name), index] as const).reverse());
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

  protected stated(name: string): string {
    return this.row?.field(this.places.get(name) ?? -1).trim() ?? "";
  }
}

/** A column's name as formats know it. */
export function columnName(name: string): string {
  return name.trim().toLowerCase().replaceAll(" ", "_");
}
