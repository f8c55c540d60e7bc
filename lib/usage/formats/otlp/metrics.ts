import { completeRecord, tokenCounts, UNSTATED } from "../../complete-record";
import { providerName } from "../../provider-name";
import { readCount } from "../../validate";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading } from "../format";
import { Attributes } from "./attributes";
import { labelsOf } from "./call-labels";
import { CLAUDE_CODE_TOKENS, readClaudeCodeMetric } from "./claude-code-metric";
import { type Counter, countersOf, periodOf, rejectedPoint, type TokenTypes } from "./metric-counters";
import { objects } from "./span";

/** The histogram of tokens by request that GenAI instrumentations keep. */
const METRIC = "gen_ai.client.token.usage";
const TOKENS: TokenTypes<"input" | "output"> = {
  attribute: "gen_ai.token.type",
  types: new Map([
    ["input", "input"],
    ["output", "output"],
    ["completion", "output"],
  ]),
};

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
  return countersOf("otlp-metric", histogram, resource, TOKENS).map((counter) =>
    readCounter(counter, new Attributes(resource), context),
  );
}

function readCounter(
  { id, points, first }: Counter<"input" | "output">,
  resource: Attributes,
  context: ReadContext,
): Reading {
  const attributes = new Attributes(first.attributes);
  const period = periodOf(METRIC, first);
  if ("code" in period) return period;
  const model = attributes.name("gen_ai.response.model", "gen_ai.request.model");
  if (model === null) return rejectedPoint(METRIC, first, "gen_ai.request.model", "missing", "no model is stated");
  const [input, output] = [points.input, points.output].map((point) => readCount("sum", point?.sum ?? 0));
  const requests = readCount("count", (points.input ?? points.output)?.count ?? 0);
  for (const count of [input, output, requests])
    if (typeof count === "object") return rejectedPoint(METRIC, first, count.field, count.code, count.message);
  return completeRecord(
    {
      ...UNSTATED,
      ...labelsOf({ attributes, resource }),
      ...period,
      id,
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
