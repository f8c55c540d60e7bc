import { hash } from "node:crypto";
import { columnName } from "../formats/csv-columns";

/** The name a header is remembered under: its columns, whatever their case and the space around them. */
export function headerFingerprint(header: readonly string[]): string {
  return hash("sha256", header.map(columnName).join("\n"), "hex");
}
