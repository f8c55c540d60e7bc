import { type ReadContext, type Reading, reject } from "./formats/format";
import { identify } from "./identity";
import type { Instant } from "./instant";
import { isPlausible, parseTime } from "./parse-timestamp";
import type { TokenCounts, Uncertainty, UsageRecord } from "./usage-record";
import { findImpossibleUsage } from "./validate";
import { wrongName } from "./wrong-name";

const LONGEST_ID = 512;
const MOST_TAGS = 32;
const MOST_FEATURES = 32;

/** Tokens of which only the named classes are used. */
export function tokenCounts(some: Partial<TokenCounts>): TokenCounts {
  return { ...NO_TOKENS, ...some };
}

const NO_TOKENS: TokenCounts = {
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWriteByTtl: {},
  output: 0,
  reasoning: 0,
  audioInput: 0,
  imageInput: 0,
  cacheReadAudio: 0,
  cacheReadImage: 0,
  audioOutput: 0,
  imageOutput: 0,
};

/** What most formats do not say; readers override what theirs does. */
export const UNSTATED: Omit<UsageRecord, "timestamp" | "model" | "tokens"> = {
  id: null,
  endTimestamp: null,
  provider: null,
  serviceTier: null,
  region: null,
  endpoint: null,
  project: null,
  apiKey: null,
  user: null,
  tags: {},
  requests: 1,
  features: [],
  calls: {},
  uncertainties: [],
  reported: null,
};

/**
 * Says no where times are stated (by the names of their fields) and none of them is one: with that of the upload instead
 * the call would count on another day.
 */
export function wrongTimeOfCall(stated: Readonly<Record<string, unknown>>): Reading | null {
  const times = Object.entries(stated).filter(([, one]) => one !== undefined && one !== null && one !== "");
  const [first] = times;
  if (!first || times.some(([, one]) => parseTime(one) !== null)) return null;
  return reject(first[0], "not_a_time", `${first[0]} must be a time such as 2026-11-03T09:14:07Z`);
}

/**
 * When a call was: the first time that is stated, or that of the upload where none is. Notes what is uncertain about it.
 */
export function timeOfCall(
  stated: readonly unknown[],
  uncertainties: Uncertainty[],
  context: Pick<ReadContext, "now">,
): Instant {
  for (const one of stated) {
    const time = one === undefined || one === null ? null : parseTime(one);
    if (!time) continue;
    if (time.zoneAssumed) uncertainties.push("time_zone_assumed");
    return time.instant;
  }
  uncertainties.push("time_of_upload");
  return context.now;
}

/**
 * The last step of every format: checks a record as a whole and gives it its identity, or says why it cannot be. `print`
 * tells records without an id apart, beyond what they say (see `identify`).
 */
export function completeRecord(record: UsageRecord, context: ReadContext, print: string | null = null): Reading {
  const wrong = wrongTime(record, context) ?? wrongText(record) ?? impossible(record);
  if (wrong) return wrong;
  const { grain, identity } = identify(record, print);
  return { kind: "record", record, grain, identity };
}

function impossible(record: UsageRecord): Reading | null {
  const problem = findImpossibleUsage(record.tokens);
  return problem && reject(problem.field, problem.code, problem.message);
}

function wrongTime({ timestamp, endTimestamp }: UsageRecord, { now }: ReadContext): Reading | null {
  if (!isPlausible(timestamp, now)) return outOfRange("timestamp");
  if (endTimestamp === null) return null;
  if (!isPlausible(endTimestamp, now)) return outOfRange("endTimestamp");
  if (endTimestamp > timestamp) return null;
  return reject("endTimestamp", "period_backwards", "endTimestamp must be after timestamp");
}

function outOfRange(field: string): Reading {
  return reject(field, "timestamp_out_of_range", `${field} must lie between the year 2000 and a year from now`);
}

function wrongText(record: UsageRecord): Reading | null {
  return (
    wrongName("model", record.model) ??
    wrongName("id", record.id, LONGEST_ID) ??
    wrongName("provider", record.provider) ??
    wrongName("serviceTier", record.serviceTier) ??
    wrongName("region", record.region) ??
    wrongName("endpoint", record.endpoint) ??
    wrongName("project", record.project) ??
    wrongName("apiKey", record.apiKey) ??
    wrongName("user", record.user) ??
    wrongTags(record.tags) ??
    wrongFeatures(record.features) ??
    wrongKinds("calls", record.calls) ??
    wrongKinds("tokens.cacheWriteByTtl", record.tokens.cacheWriteByTtl)
  );
}

function wrongTags(tags: Readonly<Record<string, string>>): Reading | null {
  let count = 0;
  for (const tag in tags) {
    count += 1;
    const wrong = wrongName("tags", tag) ?? wrongName("tags", tags[tag] ?? "");
    if (wrong) return wrong;
  }
  return count > MOST_TAGS ? reject("tags", "too_many", `there are more than ${MOST_TAGS} tags`) : null;
}

function wrongFeatures(features: readonly string[]): Reading | null {
  if (features.length > MOST_FEATURES)
    return reject("features", "too_many", `there are more than ${MOST_FEATURES} features`);
  for (const feature of features) {
    const wrong = wrongName("features", feature);
    if (wrong) return wrong;
  }
  return null;
}

function wrongKinds(field: string, counts: Readonly<Record<string, number>>): Reading | null {
  for (const kind in counts) {
    const wrong = wrongName(field, kind);
    if (wrong) return wrong;
  }
  return null;
}
