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

/** A line that was not taken: the field, a code and a sentence that says what to do; `raw` is the line as it came. */
export interface RejectItem {
  kind: "reject";
  line: number;
  field: string | null;
  code: string;
  message: string;
  raw: string;
}

/** Every line of an upload that says something ends as one of these. */
export type ParsedItem = RecordItem | RejectItem;

/** What a format makes of one line: a record, a reason against it, or nothing (the line carries no usage by design). */
export type Reading =
  | { kind: "record"; record: UsageRecord; grain: Grain; identity: string }
  | { kind: "reject"; field: string | null; code: string; message: string }
  | { kind: "ignored" };

/** The item of a reading that became a record. */
export function recordItem(reading: Extract<Reading, { kind: "record" }>, line: number): RecordItem {
  // Written out: a spread costs as much as all the rest of a line.
  return { kind: "record", line, record: reading.record, grain: reading.grain, identity: reading.identity };
}

/** What readers know besides the line. */
export interface ReadContext {
  now: Instant;
}

/** A format whose lines are rows under a header. */
export interface CsvFormat {
  name: string;
  /** Column names (lower case, `_` for spaces) the header must have to be this format. */
  requires: readonly (string | readonly string[])[];
  open(header: readonly string[], context: ReadContext): (row: CsvRow) => Reading;
}

/** A format whose lines are JSON objects. */
export interface JsonFormat {
  name: string;
  recognises(value: JsonObject): boolean;
  read(value: JsonObject, context: ReadContext): Reading;
}

/** A parsed JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object (not an array, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A reading that says no. */
export function reject(field: string | null, code: string, message: string): Reading {
  return { kind: "reject", field, code, message };
}
