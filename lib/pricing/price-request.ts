import type { Instant } from "@/lib/usage/instant";
import { parseTime } from "@/lib/usage/parse-timestamp";
import { findImpossibleUsage, readCount, readExactCount } from "@/lib/usage/validate";
import { usdString } from "./money";
import type { PriceableUsage, PriceOutcome, UnpricedReason } from "./price";
import type { PriceableTokens } from "./price-tokens";
import { type ReceiptJson, receiptToJson } from "./receipt";

/** What is wrong with usage to be priced. `possible` is false where its counts cannot be (pricing rule 12). */
export interface PriceRequestProblem {
  kind: "problem";
  field: string;
  code: string;
  message: string;
  possible: boolean;
}

/** Most usages in one request. */
export const MOST_PRICES = 10_000;

const COUNTS = [
  "input",
  "cacheRead",
  "cacheWrite",
  "output",
  "reasoning",
  "audioInput",
  "imageInput",
  "cacheReadAudio",
  "cacheReadImage",
  "audioOutput",
  "imageOutput",
] as const;
const COUNT_NAMES: ReadonlySet<string> = new Set(COUNTS);
const NAMES = ["provider", "serviceTier", "region", "project"] as const;
const ALL_NAMES = ["model", ...NAMES] as const;
const LONGEST_NAME = 256;
const MOST_ENTRIES = 32;

/**
 * Reads usage in the normal form's JSON, as POST /api/v1/price takes it: `model` and `tokens` are required, the instant
 * is `now` where none is stated. Counts are numbers, or decimal strings of any size.
 */
export function readPriceRequest(value: unknown, now: Instant): PriceableUsage | PriceRequestProblem {
  if (!isObject(value)) return malformed("", "not_an_object", "usage must be an object with model and tokens");
  const names = readNames(value);
  if ("kind" in names) return names;
  const times = readTimes(value, now);
  if ("kind" in times) return times;
  const tokens = readTokens(value.tokens);
  if ("kind" in tokens) return tokens;
  const calls = readCounts("calls", value.calls);
  if ("kind" in calls) return calls;
  const requests = value.requests === undefined ? 1 : value.requests === null ? null : readRequests(value.requests);
  if (requests !== null && typeof requests === "object") return requests;
  const { model, provider, serviceTier, region, project } = names;
  const { timestamp, endTimestamp } = times;
  return {
    provider,
    model,
    timestamp,
    endTimestamp,
    serviceTier,
    region,
    project,
    requests,
    tokens,
    calls: calls.counts,
  };
}

function readNames(
  value: Record<string, unknown>,
): Pick<PriceableUsage, "model" | (typeof NAMES)[number]> | PriceRequestProblem {
  const { model } = value;
  if (model === undefined || model === null || model === "")
    return malformed("model", "missing", "model is missing: the model's name as the provider writes it");
  for (const name of ALL_NAMES) {
    const text = value[name];
    if (text === undefined || text === null) continue;
    if (typeof text !== "string") return malformed(name, "not_text", `${name} must be text`);
    if (text.length > LONGEST_NAME)
      return malformed(name, "too_long", `${name} has more than ${LONGEST_NAME} characters`);
  }
  const name = (field: (typeof NAMES)[number]) => (value[field] as string | null | undefined) || null;
  return {
    model: model as string,
    provider: name("provider"),
    serviceTier: name("serviceTier"),
    region: name("region"),
    project: name("project"),
  };
}

function readTimes(
  value: Record<string, unknown>,
  now: Instant,
): { timestamp: Instant; endTimestamp: Instant | null } | PriceRequestProblem {
  const timestamp = value.timestamp == null ? now : (parseTime(value.timestamp)?.instant ?? null);
  if (timestamp === null) return noTime("timestamp");
  const endTimestamp = value.endTimestamp == null ? null : (parseTime(value.endTimestamp)?.instant ?? null);
  if (endTimestamp === null && value.endTimestamp != null) return noTime("endTimestamp");
  if (endTimestamp !== null && endTimestamp <= timestamp)
    return malformed("endTimestamp", "period_backwards", "endTimestamp must be after timestamp");
  return { timestamp, endTimestamp };
}

function noTime(field: string): PriceRequestProblem {
  return malformed(field, "not_a_time", `${field} must be an RFC 3339 time such as 2026-11-03T09:14:07Z`);
}

function readTokens(value: unknown): PriceableTokens | PriceRequestProblem {
  if (!isObject(value)) return malformed("tokens", "missing", "tokens is missing: an object of counts by class");
  const tokens = { cacheWriteByTtl: {} } as { -readonly [Name in keyof PriceableTokens]: PriceableTokens[Name] };
  for (const name of COUNTS) {
    const stated = value[name];
    const count = isSafeCount(stated) ? BigInt(stated) : readExactCount(`tokens.${name}`, stated ?? 0);
    if (typeof count !== "bigint") return impossible(count);
    tokens[name] = count;
  }
  for (const name in value) {
    if (COUNT_NAMES.has(name) || name === "cacheWriteByTtl") continue;
    const shown = name.slice(0, 64);
    return malformed(`tokens.${shown}`, "unknown_field", `"${shown}" is no class of tokens`);
  }
  if ((value.input ?? null) === null && (value.output ?? null) === null)
    return malformed("tokens.input", "missing", "tokens.input or tokens.output is missing");
  const byTtl = readCounts("tokens.cacheWriteByTtl", value.cacheWriteByTtl);
  if ("kind" in byTtl) return byTtl;
  tokens.cacheWriteByTtl = byTtl.counts;
  const problem = findImpossibleUsage(tokens);
  return problem ? impossible(problem) : tokens;
}

/** The common case, told without more ado: tens of thousands of usages come in one request. */
function isSafeCount(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && Number.isSafeInteger(value);
}

function readCounts(field: string, value: unknown): { counts: Record<string, bigint> } | PriceRequestProblem {
  if (value === undefined || value === null) return { counts: {} };
  if (!isObject(value)) return malformed(field, "not_an_object", `${field} must be an object of counts`);
  const entries = Object.entries(value);
  if (entries.length > MOST_ENTRIES)
    return malformed(field, "too_many", `${field} has more than ${MOST_ENTRIES} entries`);
  const counts: [name: string, count: bigint][] = [];
  for (const [name, stated] of entries) {
    const count = readExactCount(`${field}.${name.slice(0, 64)}`, stated ?? 0);
    if (typeof count !== "bigint") return impossible(count);
    if (count > 0n) counts.push([name, count]);
  }
  return { counts: Object.fromEntries(counts) };
}

function readRequests(value: unknown): number | PriceRequestProblem {
  const count = readCount("requests", value);
  return typeof count === "number" ? count : impossible(count);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function malformed(field: string, code: string, message: string): PriceRequestProblem {
  return { kind: "problem", field, code, message, possible: true };
}

function impossible({ field, code, message }: { field: string; code: string; message: string }): PriceRequestProblem {
  return { kind: "problem", field, code, message, possible: false };
}

/** An answer of POST /api/v1/price. An interval has the receipts of both its bounds. */
export type PriceAnswer =
  | { cost: string; receipt: ReceiptJson }
  | { cost: null; interval: { low: string; high: string }; receipt: ReceiptJson; highReceipt: ReceiptJson }
  | { cost: null; unpriced: { reason: UnpricedReason; message: string } };

/** Writes the result of pricing for the wire. */
export function priceAnswer(outcome: PriceOutcome): PriceAnswer {
  switch (outcome.kind) {
    case "priced":
      return { cost: usdString(outcome.cost), receipt: receiptToJson(outcome.receipt) };
    case "interval":
      return {
        cost: null,
        interval: { low: usdString(outcome.low), high: usdString(outcome.high) },
        receipt: receiptToJson(outcome.lowReceipt),
        highReceipt: receiptToJson(outcome.highReceipt),
      };
    case "unpriced":
      return { cost: null, unpriced: { reason: outcome.reason, message: outcome.message } };
  }
}
