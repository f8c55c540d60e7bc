import { completeRecord, UNSTATED } from "../../complete-record";
import { decimalOf } from "../../decimal-amount";
import { parseTime } from "../../parse-timestamp";
import type { Reported, UsageRecord } from "../../usage-record";
import { type ReadContext, type Reading, reject } from "../format";
import { type Call, callOf } from "./call";
import { labelsOf } from "./call-labels";
import { readCallTokens } from "./call-tokens";
import { documentOf, type Span } from "./span";

/**
 * The record of a span that is a request to a model, at the instant it ended. Its identity is the provider's id of the
 * answer, which logs of the same request have too; without one, trace and span.
 */
export function readCall(span: Span, context: ReadContext): Reading {
  const reading = readSpan(span, context);
  if (reading.kind !== "reject") return reading;
  const which = span.spanId === "" ? "a span without a valid spanId" : `span ${span.spanId}`;
  return { ...reading, message: `${which}: ${reading.message}`, raw: textOf(span) };
}

/** The span as it is kept; without what it says where that is nested deeper than can be written down. */
function textOf(span: Span): string {
  try {
    return JSON.stringify(documentOf(span));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const { traceId, spanId } = span;
    return JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [{ traceId, spanId }] }] }] });
  }
}

function readSpan(span: Span, context: ReadContext): Reading {
  const call = callOf(span);
  const time = parseTime(span.time);
  if (!time) return reject("endTimeUnixNano", "not_a_time", "endTimeUnixNano must be in nanoseconds since 1970");
  if (call.model === "")
    return reject(
      "gen_ai.response.model",
      "missing",
      "neither gen_ai.response.model nor gen_ai.request.model is there",
    );
  const id = call.responseId ?? (span.traceId && span.spanId ? `${span.traceId}:${span.spanId}` : null);
  if (id === null)
    return reject(
      "spanId",
      "missing",
      "without gen_ai.response.id, traceId and spanId must be hexadecimal and not zero",
    );
  const read = readCallTokens(call);
  if (span.attributes.rejected) return span.attributes.rejected;
  if ("code" in read) return reject(read.field, read.code, read.message);
  const { tokens, calls = {}, uncertainties } = read;
  const { model, provider, serviceTier, endpoint } = call;
  const record: UsageRecord = {
    ...UNSTATED,
    ...labelsOf(span),
    id,
    timestamp: time.instant,
    provider,
    model,
    serviceTier,
    endpoint,
    tokens,
    calls,
    uncertainties,
    reported: reportedOf(call),
  };
  return completeRecord(record, context);
}

function reportedOf({ span, requestedModel }: Call): Reported | null {
  const reported: Reported = {};
  if (span.failed) reported.status = "error";
  const cost = decimalOf(span.attributes.name("llm.cost.total", "gen_ai.usage.cost", "gen_ai.usage.total_cost"));
  if (cost !== null) Object.assign(reported, { cost, costBasis: "computed_by_source" });
  if (requestedModel !== null) reported.requestedModel = requestedModel;
  return Object.keys(reported).length > 0 ? reported : null;
}
