import { isObject, type Reading } from "./formats/format";
import { instantFromMicroseconds } from "./instant";
import { type ParsedTime, parseTime } from "./parse-timestamp";
import type { TokenCounts, Uncertainty, UsageRecord } from "./usage-record";
import { readCount } from "./validate";

export type Rejected = Extract<Reading, { kind: "reject" }>;

/** The fields of the normal form by number: lookups by number are what makes reading millions of them quick. */
export const FIELD = {
  id: 0,
  timestamp: 1,
  endTimestamp: 2,
  provider: 3,
  model: 4,
  serviceTier: 5,
  region: 6,
  endpoint: 7,
  project: 8,
  apiKey: 9,
  user: 10,
  requests: 11,
  features: 12,
  input: 13,
  cacheRead: 14,
  cacheWrite: 15,
  output: 16,
  reasoning: 17,
  audioInput: 18,
  imageInput: 19,
  cacheReadAudio: 20,
  cacheReadImage: 21,
  audioOutput: 22,
  imageOutput: 23,
  tags: 24,
  calls: 25,
  cacheWriteByTtl: 26,
} as const;

/** Names of the fields, by their numbers. */
export const FIELD_NAMES = Object.keys(FIELD) as readonly (keyof typeof FIELD)[];

/** Whether a field is one of the token counts. */
export function isTokenField(field: number): boolean {
  return (field >= FIELD.input && field <= FIELD.imageOutput) || field === FIELD.cacheWriteByTtl;
}

/** Where the fields of a record in the normal form stand. */
export interface NormalFormFields {
  /** What a field says, as in JSON; undefined, null or "" where it says nothing. */
  stated(field: number): unknown;
  /** A count, where it is plainly one; 0 where the field says nothing; otherwise NaN. */
  plainCount(field: number): number;
  /** A time in microseconds since 1970, where it is plainly one; otherwise NaN. */
  plainInstant(field: number): number;
}

/**
 * Reads a record: timestamp, model and tokens.input or tokens.output are required, everything else may be left out.
 */
export function readNormalForm(fields: NormalFormFields): UsageRecord | Rejected {
  const reader = new FieldReader(fields);
  const model = reader.text(FIELD.model);
  const start = reader.instant(FIELD.timestamp);
  const end = reader.instant(FIELD.endTimestamp);
  // Written out rather than assembled: this runs for every line of every upload.
  const record: UsageRecord = {
    id: reader.text(FIELD.id),
    timestamp: instantFromMicroseconds(start),
    endTimestamp: Number.isNaN(end) ? null : instantFromMicroseconds(end),
    provider: reader.text(FIELD.provider),
    model: model ?? "",
    serviceTier: reader.text(FIELD.serviceTier),
    region: reader.text(FIELD.region),
    endpoint: reader.text(FIELD.endpoint),
    project: reader.text(FIELD.project),
    apiKey: reader.text(FIELD.apiKey),
    user: reader.text(FIELD.user),
    tags: reader.tags(),
    requests: reader.requests(),
    features: reader.features(),
    tokens: readTokens(reader),
    calls: reader.counts(FIELD.calls, "calls"),
    uncertainties: reader.zoneAssumed ? ZONE_ASSUMED : NONE,
    reported: null,
  };
  if (model === null) reader.fail("model", "missing", "model is missing: the model's name as the provider writes it");
  if (Number.isNaN(start))
    reader.fail("timestamp", "missing", "timestamp is missing: an RFC 3339 time such as 2026-11-03T09:14:07Z");
  return reader.problem ?? record;
}

const NONE: readonly never[] = [];
const ZONE_ASSUMED: readonly Uncertainty[] = ["time_zone_assumed"];
const NO_COUNTS: Readonly<Record<string, number>> = {};
const NO_TAGS: Readonly<Record<string, string>> = {};
const MOST_ENTRIES = 32;

function readTokens(reader: FieldReader): TokenCounts {
  const tokens: TokenCounts = {
    input: reader.tokens(FIELD.input),
    cacheRead: reader.tokens(FIELD.cacheRead),
    cacheWrite: reader.tokens(FIELD.cacheWrite),
    cacheWriteByTtl: reader.counts(FIELD.cacheWriteByTtl, "tokens.cacheWriteByTtl"),
    output: reader.tokens(FIELD.output),
    reasoning: reader.tokens(FIELD.reasoning),
    audioInput: reader.tokens(FIELD.audioInput),
    imageInput: reader.tokens(FIELD.imageInput),
    cacheReadAudio: reader.tokens(FIELD.cacheReadAudio),
    cacheReadImage: reader.tokens(FIELD.cacheReadImage),
    audioOutput: reader.tokens(FIELD.audioOutput),
    imageOutput: reader.tokens(FIELD.imageOutput),
  };
  if (tokens.input + tokens.output === 0 && !reader.states(FIELD.input) && !reader.states(FIELD.output)) {
    reader.fail("tokens.input", "missing", "tokens.input or tokens.output is missing");
  }
  return tokens;
}

/** Reads fields one after another and remembers the first that is wrong. */
class FieldReader {
  problem: Rejected | null = null;
  zoneAssumed = false;

  constructor(private readonly fields: NormalFormFields) {}

  fail(field: string, code: string, message: string): void {
    this.problem ??= { kind: "reject", field, code, message };
  }

  states(field: number): boolean {
    return !isAbsent(this.fields.stated(field));
  }

  text(field: number): string | null {
    const text = this.fields.stated(field);
    if (text === undefined || text === null || text === "") return null;
    if (typeof text === "string") return trimmed(text) || null;
    if (typeof text === "number") return String(text);
    const name = FIELD_NAMES[field] as string;
    this.fail(name, "not_text", `${name} must be text`);
    return null;
  }

  /** Microseconds since 1970; NaN when there is none. */
  instant(field: number): number {
    const plain = this.fields.plainInstant(field);
    if (!Number.isNaN(plain)) return plain;
    const stated = this.fields.stated(field);
    if (isAbsent(stated)) return Number.NaN;
    const time: ParsedTime | null = parseTime(stated);
    if (time) {
      if (field === FIELD.timestamp) this.zoneAssumed = time.zoneAssumed;
      return time.instant;
    }
    const name = FIELD_NAMES[field] as string;
    this.fail(name, "not_a_time", `${name} must be an RFC 3339 time such as 2026-11-03T09:14:07Z`);
    return Number.NaN;
  }

  tokens(field: number): number {
    const plain = this.fields.plainCount(field);
    if (!Number.isNaN(plain)) return plain;
    return this.count(`tokens.${FIELD_NAMES[field]}`, this.fields.stated(field));
  }

  requests(): number | null {
    const stated = this.fields.stated(FIELD.requests);
    if (stated === undefined) return 1;
    return stated === null ? null : this.count("requests", stated);
  }

  counts(field: number, name: string): Readonly<Record<string, number>> {
    const stated = this.fields.stated(field);
    if (stated === undefined || stated === null) return NO_COUNTS;
    if (!isObject(stated)) {
      this.fail(name, "not_an_object", `${name} must be an object of counts`);
      return NO_COUNTS;
    }
    const entries = Object.entries(stated).filter(([, count]) => count !== null && count !== 0);
    if (entries.length > MOST_ENTRIES) this.fail(name, "too_many", `${name} has more than ${MOST_ENTRIES} entries`);
    return Object.fromEntries(
      entries.slice(0, MOST_ENTRIES).map(([label, count]) => [label, this.count(`${name}.${label}`, count)]),
    );
  }

  tags(): Readonly<Record<string, string>> {
    const stated = this.fields.stated(FIELD.tags);
    if (stated === undefined || stated === null) return NO_TAGS;
    if (!isObject(stated)) {
      this.fail("tags", "not_an_object", "tags must be an object of texts");
      return NO_TAGS;
    }
    const plain = Object.entries(stated).filter(([, text]) => text !== null && typeof text !== "object");
    return Object.fromEntries(plain.map(([name, text]) => [name, String(text)]));
  }

  features(): readonly string[] {
    const stated = this.fields.stated(FIELD.features);
    if (stated === undefined || stated === null) return NONE;
    if (Array.isArray(stated) && stated.every((feature) => typeof feature === "string")) return stated;
    this.fail("features", "not_a_list", "features must be a list of texts");
    return NONE;
  }

  private count(name: string, stated: unknown): number {
    const count = readCount(name, stated);
    if (typeof count === "number") return count;
    this.fail(count.field, count.code, count.message);
    return 0;
  }
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** Most texts have no white space around them. */
function trimmed(text: string): string {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return first > 32 && first < 127 && last > 32 && last < 127 ? text : text.trim();
}
