import { completeRecord } from "../complete-record";
import type { CsvRow } from "../csv-row";
import { FIELD, FIELD_NAMES, isTokenField, type NormalFormFields, readNormalForm } from "../normal-form";
import { UnrecognisedFormat } from "../unrecognised-format";
import type { CsvFormat } from "./format";

/** Outlay's own CSV: the names of the normal form are columns (`tokens.input` or `input`, `tag.feature`). */
export const outlayCsv: CsvFormat = {
  name: "outlay-csv",
  requires: ["timestamp", "model", ["input", "tokens.input", "output", "tokens.output"]],
  open: (header, context) => {
    const fields = new CsvFields(header);
    return {
      read: (row) => {
        fields.row = row;
        const reading = readNormalForm(fields);
        return "kind" in reading ? reading : completeRecord(reading, context);
      },
    };
  },
};

/** A column that is one entry of a field: `tag.feature`, `calls.webSearch`, `cacheWriteByTtl.1h`. */
interface EntryColumn {
  field: number;
  entry: string;
  column: number;
}

const ENTRIES: readonly [number, RegExp][] = [
  [FIELD.tags, /^tags?\.(.+)$/i],
  [FIELD.calls, /^calls\.(.+)$/i],
  [FIELD.cacheWriteByTtl, /^(?:tokens\.)?cache_?write_?by_?ttl\.(.+)$/i],
];

/** The normal form's fields in the columns of a row. */
class CsvFields implements NormalFormFields {
  row: CsvRow | null = null;
  /** Columns by field; -1 where there is none. */
  private readonly columns = new Int32Array(FIELD_NAMES.length).fill(-1);
  private readonly entries: EntryColumn[] = [];

  constructor(header: readonly string[]) {
    for (const [column, name] of header.entries()) {
      const field = fieldOf(name.trim());
      if (field >= 0 && this.columns[field] !== -1) throw statedTwice(name);
      if (field >= 0) this.columns[field] = column;
      for (const [of, pattern] of ENTRIES) {
        const entry = pattern.exec(name.trim())?.[1];
        if (entry) this.entries.push({ field: of, entry, column });
      }
    }
  }

  stated(field: number): unknown {
    if (field >= FIELD.tags) return this.entries.length > 0 ? this.entriesOf(field) : undefined;
    const column = this.columns[field] as number;
    const text = (field === FIELD.id ? this.row?.field(column) : this.row?.name(column)) ?? "";
    if (text === "") return undefined;
    return field === FIELD.features ? text.split(/[;|\s]+/).filter(Boolean) : text;
  }

  plainCount(field: number): number {
    const column = this.columns[field] as number;
    return this.row === null || this.row.isEmpty(column) ? 0 : this.row.whole(column);
  }

  plainInstant(field: number): number {
    return this.row?.instant(this.columns[field] as number) ?? Number.NaN;
  }

  private entriesOf(field: number): Record<string, string> | undefined {
    let stated: Record<string, string> | undefined;
    for (const { field: of, entry, column } of this.entries) {
      if (of !== field || !this.row || this.row.isEmpty(column)) continue;
      stated ??= {};
      stated[entry] = this.row.field(column);
    }
    return stated;
  }
}

function statedTwice(name: string): UnrecognisedFormat {
  const message = `The column "${name.slice(0, 100)}" says what another column says too: leave one of them out.`;
  return new UnrecognisedFormat("unrecognised_format", message);
}

/** The field a column holds; -1 for none. Upper and lower case and `_` do not matter. */
function fieldOf(column: string): number {
  const bare = column.toLowerCase().replaceAll("_", "");
  return FIELD_NAMES.findIndex((name, field) => {
    if (field >= FIELD.tags) return false;
    const known = name.toLowerCase();
    return bare === known || (isTokenField(field) && bare === `tokens.${known}`);
  });
}
