/** What a record stands for: one request, requests of a stated number, or of a number nobody stated. */
export type RecordKind = "request" | "aggregate" | "uncounted";

/** The kinds by the numbers tables keep them under. */
export const RECORD_KINDS: readonly RecordKind[] = ["request", "aggregate", "uncounted"];

/** The kind of a record from a piece's `requests` column: one more than the number stated, 0 where none is. */
export function recordKind(stated: number): RecordKind {
  if (stated === 2) return "request";
  return stated === 0 ? "uncounted" : "aggregate";
}
