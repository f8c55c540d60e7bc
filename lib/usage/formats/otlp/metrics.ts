import { createHash } from "node:crypto";
import { completeRecord, tokenCounts, UNSTATED } from "../../complete-record";
import { parseTime } from "../../parse-timestamp";
import { providerName } from "../../provider-name";
import { readCount } from "../../validate";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject } from "../format";
import { Attributes, sortedAttributes } from "./attributes";
import { labelsOf } from "./call-labels";
import { CLAUDE_CODE_TOKENS, readClaudeCodeMetric } from "./claude-code-metric";
import { isDelta, objects } from "./span";

/** The histogram of tokens by request that GenAI instrumentations keep. */
const METRIC = "gen_ai.client.token.usage";
const TOKEN_TYPE = "gen_ai.token.type";

/**
 * OpenTelemetry's metrics in JSON: for those who have no traces, since they say nothing of cached and reasoning tokens. A
 * cumulative counter is one aggregate from its start to the last time it was read, and a later reading replaces an earlier
 * one: each says everything since the start. Counters of changes are an aggregate for each interval.
 */
export const otlpMetrics: JsonFormat = {
  name: "otlp-metrics",
  recognises: (value) => Array.isArray(value.resourceMetrics),
  open: (context) => ({ read: (document) => readMetrics(document, context) }),
};

function readMetrics(document: JsonObject, context: ReadContext): Reading[] {
  const readings: Reading[] = [];
  for (const ofResource of objects(document.resourceMetrics)) {
    const resource = isObject(ofResource.resource) ? ofResource.resource.attributes : null;
    for (const ofScope of objects(ofResource.scopeMetrics))
      for (const metric of objects(ofScope.metrics)) readings.push(...readMetric(metric, resource, context));
  }
  return readings.length > 0 ? readings : [{ kind: "ignored" }];
}

function readMetric(metric: JsonObject, resource: unknown, context: ReadContext): Reading[] {
  if (metric.name === CLAUDE_CODE_TOKENS && isObject(metric.sum))
    return readClaudeCodeMetric(metric.sum, resource, context);
  const histogram = metric.histogram ?? metric.exponentialHistogram;
  if (metric.name !== METRIC || !isObject(histogram)) return [{ kind: "ignored" }];
  const counters = new Map<string, Counter>();
  for (const point of objects(histogram.dataPoints)) {
    const key = JSON.stringify([
      "otlp-metric",
      sortedAttributes(resource),
      sortedAttributes(point.attributes, TOKEN_TYPE),
      ...[point.startTimeUnixNano, isDelta(histogram) ? point.timeUnixNano : null],
    ]);
    const counter = counters.get(key) ?? { points: {}, first: point };
    counters.set(key, counter);
    const type = new Attributes(point.attributes).name(TOKEN_TYPE);
    if (type === "input") counter.points.input = point;
    if (type === "output" || type === "completion") counter.points.output = point;
  }
  return [...counters].map(([key, counter]) => readCounter(key, counter, new Attributes(resource), context));
}

/** The points of one counter: what was read, and what was written. */
interface Counter {
  points: { input?: JsonObject; output?: JsonObject };
  first: JsonObject;
}

function readCounter(key: string, { points, first }: Counter, resource: Attributes, context: ReadContext): Reading {
  const attributes = new Attributes(first.attributes);
  const [start, end] = [parseTime(first.startTimeUnixNano), parseTime(first.timeUnixNano)];
  if (!start || !end)
    return rejected(first, "timeUnixNano", "not_a_time", "startTimeUnixNano and timeUnixNano must be in nanoseconds");
  const model = attributes.name("gen_ai.response.model", "gen_ai.request.model");
  if (model === null) return rejected(first, "gen_ai.request.model", "missing", "no model is stated");
  const [input, output] = [points.input, points.output].map((point) => readCount("sum", point?.sum ?? 0));
  const requests = readCount("count", (points.input ?? points.output)?.count ?? 0);
  for (const count of [input, output, requests])
    if (typeof count === "object") return rejected(first, count.field, count.code, count.message);
  return completeRecord(
    {
      ...UNSTATED,
      ...labelsOf({ attributes, resource }),
      id: `otlp-metric:${createHash("sha256").update(key).digest("hex").slice(0, 32)}`,
      timestamp: start.instant,
      endTimestamp: end.instant,
      provider: providerName(attributes.name("gen_ai.provider.name", "gen_ai.system")),
      model,
      endpoint: attributes.name("gen_ai.operation.name") === "embeddings" ? "embeddings" : null,
      requests: requests as number,
      tokens: tokenCounts({ input: input as number, output: output as number }),
      uncertainties: ["cache_unknown"],
    },
    context,
  );
}

function rejected(point: JsonObject, field: string, code: string, message: string): Reading {
  return { ...reject(field, code, `${METRIC}: ${message}`), raw: JSON.stringify(point) } as Reading;
}
