import { type ReadContext, type Reading, reject } from "./formats/format";
import { identify } from "./identity";
import { isPlausible } from "./parse-timestamp";
import type { TokenCounts, UsageRecord } from "./usage-record";
import { findImpossibleUsage } from "./validate";

/** Longest names that are kept. */
const LONGEST_NAME = 256;
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
};

/** The last step of every format: checks a record as a whole and gives it its identity, or says why it cannot be. */
export function completeRecord(record: UsageRecord, context: ReadContext): Reading {
  const wrong = wrongTime(record, context) ?? wrongText(record) ?? impossible(record);
  return wrong ?? { kind: "record", record, ...identify(record) };
}

function impossible(record: UsageRecord): Reading | null {
  const problem = findImpossibleUsage(record.tokens);
  return problem && reject(problem.field, problem.code, problem.message);
}

function wrongTime(record: UsageRecord, { now }: ReadContext): Reading | null {
  for (const [field, instant] of [
    ["timestamp", record.timestamp],
    ["endTimestamp", record.endTimestamp],
  ] as const) {
    if (instant === null || isPlausible(instant, now)) continue;
    return reject(field, "timestamp_out_of_range", `${field} must lie between the year 2000 and a year from now`);
  }
  if (record.endTimestamp === null || record.endTimestamp > record.timestamp) return null;
  return reject("endTimestamp", "period_backwards", "endTimestamp must be after timestamp");
}

function wrongText(record: UsageRecord): Reading | null {
  const names: [string, string | null, number][] = [
    ["id", record.id, LONGEST_ID],
    ["model", record.model, LONGEST_NAME],
    ["provider", record.provider, LONGEST_NAME],
    ["serviceTier", record.serviceTier, LONGEST_NAME],
    ["region", record.region, LONGEST_NAME],
    ["endpoint", record.endpoint, LONGEST_NAME],
    ["project", record.project, LONGEST_NAME],
    ["apiKey", record.apiKey, LONGEST_NAME],
    ["user", record.user, LONGEST_NAME],
  ];
  for (const tag in record.tags)
    names.push([`tags.${tag.slice(0, 64)}`, `${tag}${record.tags[tag]}`, 2 * LONGEST_NAME]);
  for (const feature of record.features) names.push(["features", feature, LONGEST_NAME]);
  for (const [field, text, longest] of names) {
    if (text === null) continue;
    if (text.length > longest) return reject(field, "too_long", `${field} has more than ${longest} characters`);
    // NUL and other control characters cannot be stored or shown.
    if (CONTROL.test(text)) return reject(field, "control_character", `${field} holds a control character`);
  }
  if (Object.keys(record.tags).length > MOST_TAGS) return reject("tags", "too_many", `more than ${MOST_TAGS} tags`);
  if (record.features.length > MOST_FEATURES)
    return reject("features", "too_many", `more than ${MOST_FEATURES} features`);
  return null;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
