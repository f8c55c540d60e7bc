import { isObject, type JsonObject, type Reading } from "./formats/format";
import { dateFromInstant, instantFromMicroseconds } from "./instant";
import { type ParsedTime, parseTime } from "./parse-timestamp";
import type { TokenCounts, Uncertainty, UsageRecord } from "./usage-record";
import { readCount } from "./validate";

type Rejected = Extract<Reading, { kind: "reject" }>;

const COUNTS = [
  ...(["input", "cacheRead", "cacheWrite", "output", "reasoning", "audioInput", "imageInput"] as const),
  ...(["cacheReadAudio", "cacheReadImage", "audioOutput", "imageOutput"] as const),
];
/** How messages name the counts. */
const FIELD_NAMES = Object.fromEntries(COUNTS.map((name) => [name, `tokens.${name}`])) as Record<
  (typeof COUNTS)[number],
  string
>;

/**
 * Reads a record from its JSON: `timestamp`, `model` and `tokens.input` or `tokens.output` are required, everything else
 * may be left out or null. `input` and `output` may also stand beside `model`, without `tokens`.
 */
export function readNormalForm(value: JsonObject): UsageRecord | Rejected {
  const reader = new FieldReader(value);
  const model = reader.text("model");
  const start = reader.time("timestamp");
  const end = reader.time("endTimestamp");
  const tokens = readTokens(reader, value);
  const requests =
    value.requests === undefined ? 1 : value.requests === null ? null : reader.count("requests", value.requests);
  // Written out rather than assembled: this runs for every line of every upload.
  const record: UsageRecord = {
    id: reader.text("id"),
    timestamp: start?.instant ?? NEVER,
    endTimestamp: end?.instant ?? null,
    provider: reader.text("provider"),
    model: model ?? "",
    serviceTier: reader.text("serviceTier"),
    region: reader.text("region"),
    endpoint: reader.text("endpoint"),
    project: reader.text("project"),
    apiKey: reader.text("apiKey"),
    user: reader.text("user"),
    tags: readTags(reader, value.tags),
    requests,
    features: readFeatures(reader, value.features),
    tokens,
    calls: reader.counts("calls", value.calls),
    uncertainties: start?.zoneAssumed ? ZONE_ASSUMED : NONE,
  };
  if (model === null) reader.fail("model", "missing", "model is missing: the model's name as the provider writes it");
  if (!start)
    reader.fail("timestamp", "missing", "timestamp is missing: an RFC 3339 time such as 2026-11-03T09:14:07Z");
  return reader.problem ?? record;
}

const NEVER = instantFromMicroseconds(0);
const NONE: readonly never[] = [];
const ZONE_ASSUMED: readonly Uncertainty[] = ["time_zone_assumed"];
const NO_COUNTS: Readonly<Record<string, number>> = {};
const NO_TAGS: Readonly<Record<string, string>> = {};
const MOST_ENTRIES = 32;

/** Reads fields one after another and remembers the first that is wrong. */
class FieldReader {
  problem: Rejected | null = null;

  constructor(private readonly value: JsonObject) {}

  fail(field: string, code: string, message: string): void {
    this.problem ??= { kind: "reject", field, code, message };
  }

  text(name: string): string | null {
    const text = this.value[name];
    if (text === undefined || text === null || text === "") return null;
    if (typeof text === "string") return text.trim() || null;
    if (typeof text === "number") return String(text);
    this.fail(name, "not_text", `${name} must be text`);
    return null;
  }

  time(name: string): ParsedTime | null {
    const stated = this.value[name];
    if (stated === undefined || stated === null || stated === "") return null;
    const time = parseTime(stated);
    if (!time) this.fail(name, "not_a_time", `${name} must be an RFC 3339 time such as 2026-11-03T09:14:07Z`);
    return time;
  }

  count(field: string, stated: unknown): number {
    const count = readCount(field, stated);
    if (typeof count === "number") return count;
    this.fail(count.field, count.code, count.message);
    return 0;
  }

  counts(field: string, stated: unknown): Readonly<Record<string, number>> {
    if (stated === undefined || stated === null) return NO_COUNTS;
    if (!isObject(stated)) {
      this.fail(field, "not_an_object", `${field} must be an object of counts`);
      return NO_COUNTS;
    }
    const entries = Object.entries(stated).filter(([, count]) => count !== null && count !== 0);
    if (entries.length > MOST_ENTRIES) this.fail(field, "too_many", `${field} has more than ${MOST_ENTRIES} entries`);
    return Object.fromEntries(
      entries.slice(0, MOST_ENTRIES).map(([name, count]) => [name, this.count(`${field}.${name}`, count)]),
    );
  }
}

function readTokens(reader: FieldReader, value: JsonObject): TokenCounts {
  const stated = isObject(value.tokens) ? value.tokens : value;
  const count = (name: (typeof COUNTS)[number]): number => {
    const given = stated[name];
    return given === undefined || given === null || given === "" ? 0 : reader.count(FIELD_NAMES[name], given);
  };
  if (isAbsent(stated.input) && isAbsent(stated.output)) {
    reader.fail("tokens.input", "missing", "tokens.input or tokens.output is missing");
  }
  return {
    input: count("input"),
    cacheRead: count("cacheRead"),
    cacheWrite: count("cacheWrite"),
    cacheWriteByTtl: reader.counts("tokens.cacheWriteByTtl", stated.cacheWriteByTtl),
    output: count("output"),
    reasoning: count("reasoning"),
    audioInput: count("audioInput"),
    imageInput: count("imageInput"),
    cacheReadAudio: count("cacheReadAudio"),
    cacheReadImage: count("cacheReadImage"),
    audioOutput: count("audioOutput"),
    imageOutput: count("imageOutput"),
  };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function readTags(reader: FieldReader, value: unknown): Readonly<Record<string, string>> {
  if (value === undefined || value === null) return NO_TAGS;
  if (!isObject(value)) {
    reader.fail("tags", "not_an_object", "tags must be an object of texts");
    return NO_TAGS;
  }
  const plain = Object.entries(value).filter(([, text]) => text !== null && typeof text !== "object");
  return Object.fromEntries(plain.map(([name, text]) => [name, String(text)]));
}

function readFeatures(reader: FieldReader, value: unknown): readonly string[] {
  if (value === undefined || value === null) return NONE;
  if (Array.isArray(value) && value.every((feature) => typeof feature === "string")) return value;
  reader.fail("features", "not_a_list", "features must be a list of texts");
  return NONE;
}

/** Writes a record in the normal form, as GET /api/v1/records gives it and POST /api/v1/usage takes it. */
export function normalFormToJson(record: UsageRecord): Record<string, unknown> {
  const { timestamp, endTimestamp, uncertainties, ...rest } = record;
  return {
    ...rest,
    timestamp: dateFromInstant(timestamp).toISOString(),
    endTimestamp: endTimestamp === null ? null : dateFromInstant(endTimestamp).toISOString(),
    ...(uncertainties.length > 0 ? { uncertainties } : {}),
  };
}
