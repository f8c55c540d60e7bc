import { columnName } from "./formats/csv-columns";

/** The column that names the file of an archive in which a rejected line stands. */
export const FILE_OF_REJECT = "outlay_file";

/** Columns in which a file of rejected lines says where each stood, and why it was not taken. */
export const COLUMNS_OF_REJECT = ["outlay_line", "outlay_field", "outlay_code", "outlay_message"] as const;

const ALL: ReadonlySet<string> = new Set([FILE_OF_REJECT, ...COLUMNS_OF_REJECT]);

/** Whether a column was added by us, and says nothing when the file comes again, mended. */
export function isColumnOfReject(name: string): boolean {
  return ALL.has(columnName(name));
}
