import { createHash } from "node:crypto";
import { completeRecord, tokenCounts, UNSTATED } from "../../complete-record";
import { parseTime } from "../../parse-timestamp";
import type { Uncertainty } from "../../usage-record";
import { readCount } from "../../validate";
import { type JsonObject, type ReadContext, type Reading, reject } from "../format";
import { Attributes, sortedAttributes } from "./attributes";
import { labelsOf } from "./call-labels";
import { isDelta, objects } from "./span";

/** The counter of tokens that Claude Code keeps, by model, session, person and type of token. */
export const CLAUDE_CODE_TOKENS = "claude_code.token.usage";

const TYPES = ["input", "cacheRead", "cacheCreation", "output"] as const;
type TokenType = (typeof TYPES)[number];

/** The points of one counter by their type. */
interface Counter {
  points: Partial<Record<TokenType, JsonObject>>;
  first: JsonObject;
}

/** Reads Claude Code's counter: an aggregate of each model and session. Its input leaves out the cache. */
export function readClaudeCodeMetric(sum: JsonObject, resource: unknown, context: ReadContext): Reading[] {
  const counters = new Map<string, Counter>();
  for (const point of objects(sum.dataPoints)) {
    const key = JSON.stringify([
      CLAUDE_CODE_TOKENS,
      sortedAttributes(resource),
      sortedAttributes(point.attributes, "type"),
      ...[point.startTimeUnixNano, isDelta(sum) ? point.timeUnixNano : null],
    ]);
    const counter = counters.get(key) ?? { points: {}, first: point };
    counters.set(key, counter);
    const type = new Attributes(point.attributes).name("type");
    if (isTokenType(type)) counter.points[type] = point;
  }
  return [...counters].map(([key, counter]) => readCounter(key, counter, new Attributes(resource), context));
}

function isTokenType(type: string | null): type is TokenType {
  return TYPES.some((one) => one === type);
}

function readCounter(key: string, { points, first }: Counter, resource: Attributes, context: ReadContext): Reading {
  const attributes = new Attributes(first.attributes);
  const [start, end] = [parseTime(first.startTimeUnixNano), parseTime(first.timeUnixNano)];
  if (!start || !end)
    return rejected(first, "timeUnixNano", "not_a_time", "startTimeUnixNano and timeUnixNano must be in nanoseconds");
  const model = attributes.name("model");
  if (model === null) return rejected(first, "model", "missing", "no model is stated");
  const counts: Record<TokenType, number> = { input: 0, cacheRead: 0, cacheCreation: 0, output: 0 };
  for (const type of TYPES) {
    const point = points[type];
    const count = readCount("asDouble", point?.asInt ?? point?.asDouble ?? 0);
    if (typeof count === "object") return rejected(first, count.field, count.code, count.message);
    counts[type] = count;
  }
  const { input, cacheRead, cacheCreation: cacheWrite, output } = counts;
  const uncertainties: Uncertainty[] = cacheWrite > 0 ? ["cache_write_ttl_unknown"] : [];
  return completeRecord(
    {
      ...UNSTATED,
      ...labelsOf({ attributes, resource }),
      id: `otlp-metric:${createHash("sha256").update(key).digest("hex").slice(0, 32)}`,
      timestamp: start.instant,
      endTimestamp: end.instant,
      provider: /^claude/i.test(model) ? "anthropic" : null,
      model,
      serviceTier: attributes.name("speed") === "fast" ? "fast" : null,
      endpoint: "messages",
      user: attributes.name("user.email", "user.account_uuid", "user.id"),
      requests: null,
      tokens: tokenCounts({ input: input + cacheRead + cacheWrite, cacheRead, cacheWrite, output }),
      uncertainties,
    },
    context,
  );
}

function rejected(point: JsonObject, field: string, code: string, message: string): Reading {
  return { ...reject(field, code, `${CLAUDE_CODE_TOKENS}: ${message}`), raw: JSON.stringify(point) } as Reading;
}
