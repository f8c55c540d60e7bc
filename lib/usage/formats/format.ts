import type { BilledCost } from "../billed-cost";
import type { CsvRow } from "../csv-row";
import type { Instant } from "../instant";
import type { UsageRecord } from "../usage-record";

/**
 * What equal identities within one upload mean. `request`: the same call seen again, the most complete one stays.
 * `aggregate`: parts of one sum, added up. `content`: a request without an id, told apart by its content; equal ones are
 * different calls and are numbered.
 */
export type Grain = "request" | "aggregate" | "content";

/** A line that became a record. `identity` is what makes it the same record when it comes again. */
export interface RecordItem {
  kind: "record";
  line: number;
  record: UsageRecord;
  grain: Grain;
  identity: string;
}

/** A line that says what a provider has billed: kept beside the records, never added to what they cost. */
export interface BilledItem {
  kind: "billed";
  line: number;
  billed: BilledCost;
  identity: string;
}

/** A line that was not taken: the field, a code and a sentence that says what to do; `raw` is the line as it came. */
export interface RejectItem {
  kind: "reject";
  /** The file it stands in, where an upload has several. */
  file?: string;
  line: number;
  field: string | null;
  code: string;
  message: string;
  raw: string;
}

/** Every line of an upload that says something ends as one of these. */
export type ParsedItem = RecordItem | BilledItem | RejectItem;

/**
 * What a format makes of a line: a record, a billed cost, a reason against it, or nothing (it carries no usage by design).
 * `line` is stated where it is not the line just read, `raw` where what is rejected is only a part of it.
 */
export type Reading =
  | { kind: "record"; record: UsageRecord; grain: Grain; identity: string; line?: number }
  | { kind: "billed"; billed: BilledCost; identity: string; line?: number }
  | { kind: "reject"; field: string | null; code: string; message: string; line?: number; raw?: string }
  | { kind: "ignored" };

/** What readers know besides the line. */
export interface ReadContext {
  now: Instant;
}

/**
 * Reads the lines of one upload, one after another. Most lines say one thing; a document says many. What a format has to
 * remember from line to line (a session's model, a running total) lives in its reader.
 */
export interface LineReader<Line> {
  read(line: Line, lineNumber: number): Reading | readonly Reading[];
  /** What can only be said once everything has been read; each with the line it comes from. */
  end?(): readonly Reading[];
}

/** A format whose lines are rows under a header. */
export interface CsvFormat {
  name: string;
  /** Column names (lower case, `_` for spaces) the header must have to be this format; of a list, one. */
  requires: readonly (string | readonly string[])[];
  open(header: readonly string[], context: ReadContext): LineReader<CsvRow>;
}

/** A format whose lines are JSON objects. */
export interface JsonFormat {
  name: string;
  recognises(value: JsonObject): boolean;
  open(context: ReadContext): LineReader<JsonObject>;
}

/** A parsed JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object (not an array, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A JSON value that is a text with something in it; null for any other. */
export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** A JSON value that is a count; null for any other. */
export function countOf(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;
}

/** A reading that says no. */
export function reject(field: string | null, code: string, message: string): Reading {
  return { kind: "reject", field, code, message };
}
