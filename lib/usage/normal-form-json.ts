import { tokenCounts, UNSTATED } from "./complete-record";
import { isObject, type JsonObject, type Reading } from "./formats/format";
import { dateFromInstant } from "./instant";
import { parseTime } from "./parse-timestamp";
import type { TokenCounts, Uncertainty, UsageRecord } from "./usage-record";
import { readCount } from "./validate";

type Rejected = Extract<Reading, { kind: "reject" }>;

const COUNTS = [
  ...(["input", "cacheRead", "cacheWrite", "output", "reasoning", "audioInput", "imageInput"] as const),
  ...(["cacheReadAudio", "cacheReadImage", "audioOutput", "imageOutput"] as const),
];
const NAMES = ["provider", "serviceTier", "region", "endpoint", "project", "apiKey", "user"] as const;

/**
 * Reads a record from its JSON: `timestamp`, `model` and `tokens.input` or `tokens.output` are required, everything else
 * may be left out or null. `input` and `output` may also stand beside `model`, without `tokens`.
 */
export function readNormalForm(value: JsonObject): UsageRecord | Rejected {
  const names = readNames(value);
  if ("kind" in names) return names;
  const time = readTimes(value);
  if ("kind" in time) return time;
  const tokens = readTokens(isObject(value.tokens) ? value.tokens : value, isObject(value.tokens) ? "tokens." : "");
  if ("kind" in tokens) return tokens;
  const requests =
    value.requests === undefined ? 1 : value.requests === null ? null : readCount("requests", value.requests);
  if (requests !== null && typeof requests !== "number") return refuse(requests);
  const calls = readCounts("calls", value.calls);
  if ("kind" in calls) return calls;
  const tags = readTags(value.tags);
  if ("kind" in tags) return tags as Rejected;
  const features = readFeatures(value.features);
  if ("kind" in features) return features;
  return {
    ...UNSTATED,
    ...names,
    ...time,
    tokens,
    requests,
    calls: calls.counts,
    tags: tags as Record<string, string>,
    features,
  };
}

function readNames(value: JsonObject): Pick<UsageRecord, "id" | "model" | (typeof NAMES)[number]> | Rejected {
  const found: Record<string, string | null> = {};
  for (const name of ["id", "model", ...NAMES]) {
    const text = value[name];
    if (text === undefined || text === null || text === "") found[name] = null;
    else if (typeof text === "string" || typeof text === "number") found[name] = String(text).trim();
    else return refuse({ field: name, code: "not_text", message: `${name} must be text` });
  }
  if (!found.model)
    return refuse({
      field: "model",
      code: "missing",
      message: "model is missing: the model's name as the provider writes it",
    });
  return found as Pick<UsageRecord, "id" | "model" | (typeof NAMES)[number]>;
}

function readTimes(value: JsonObject): Pick<UsageRecord, "timestamp" | "endTimestamp" | "uncertainties"> | Rejected {
  if (value.timestamp === undefined || value.timestamp === null || value.timestamp === "") {
    return refuse({
      field: "timestamp",
      code: "missing",
      message: "timestamp is missing: an RFC 3339 time such as 2026-11-03T09:14:07Z",
    });
  }
  const start = parseTime(value.timestamp);
  if (!start) return refuse(notATime("timestamp"));
  const stated = value.endTimestamp;
  const end = stated === undefined || stated === null || stated === "" ? null : parseTime(stated);
  if (end === null && stated !== undefined && stated !== null && stated !== "") return refuse(notATime("endTimestamp"));
  const uncertainties: Uncertainty[] = start.zoneAssumed ? ["time_zone_assumed"] : [];
  return { timestamp: start.instant, endTimestamp: end?.instant ?? null, uncertainties };
}

function notATime(field: string) {
  return { field, code: "not_a_time", message: `${field} must be an RFC 3339 time such as 2026-11-03T09:14:07Z` };
}

function readTokens(value: JsonObject, prefix: string): TokenCounts | Rejected {
  const counts: Partial<Record<keyof TokenCounts, number>> = {};
  for (const name of COUNTS) {
    const stated = value[name];
    if (stated === undefined || stated === null || stated === "") continue;
    const count = readCount(`tokens.${name}`, stated);
    if (typeof count !== "number") return refuse(count);
    counts[name] = count;
  }
  if (counts.input === undefined && counts.output === undefined) {
    return refuse({ field: `${prefix}input`, code: "missing", message: "tokens.input or tokens.output is missing" });
  }
  const byTtl = readCounts("tokens.cacheWriteByTtl", value.cacheWriteByTtl);
  if ("kind" in byTtl) return byTtl;
  return tokenCounts({ ...counts, cacheWriteByTtl: byTtl.counts } as Partial<TokenCounts>);
}

function readCounts(field: string, value: unknown): { counts: Record<string, number> } | Rejected {
  if (value === undefined || value === null) return { counts: {} };
  if (!isObject(value))
    return refuse({ field, code: "not_an_object", message: `${field} must be an object of counts` });
  const counts: Record<string, number> = {};
  for (const [name, stated] of Object.entries(value).slice(0, 33)) {
    const count = readCount(`${field}.${name}`, stated ?? 0);
    if (typeof count !== "number") return refuse(count);
    if (count > 0) counts[name] = count;
  }
  if (Object.keys(counts).length > 32)
    return refuse({ field, code: "too_many", message: `${field} has more than 32 entries` });
  return { counts };
}

function readTags(value: unknown): Record<string, string> | Rejected {
  if (value === undefined || value === null) return {};
  if (!isObject(value))
    return refuse({ field: "tags", code: "not_an_object", message: "tags must be an object of texts" });
  const tags: Record<string, string> = {};
  for (const [name, text] of Object.entries(value)) {
    if (text === null || typeof text === "object") continue;
    tags[name] = String(text);
  }
  return tags;
}

function readFeatures(value: unknown): string[] | Rejected {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((feature) => typeof feature === "string")) return value;
  return refuse({ field: "features", code: "not_a_list", message: "features must be a list of texts" });
}

function refuse(problem: { field: string; code: string; message: string }): Rejected {
  return { kind: "reject", ...problem };
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
