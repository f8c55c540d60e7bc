import { completeBilledCost } from "../complete-billed-cost";
import { decimalAmount, pointMovedLeft } from "../decimal-amount";
import type { Instant } from "../instant";
import { parseTime } from "../parse-timestamp";
import { NOTHING, readAnthropicSum, type SumNames } from "./anthropic-sums";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject } from "./format";
import { JsonFields } from "./json-fields";

const NAMES: SumNames = {
  uncached: "uncached_input_tokens",
  cacheRead: "cache_read_input_tokens",
  written5m: "cache_creation.ephemeral_5m_input_tokens",
  written1h: "cache_creation.ephemeral_1h_input_tokens",
  written: "cache_creation_input_tokens",
  output: "output_tokens",
  searches: "server_tool_use.web_search_requests",
  model: ["model"],
  tier: "service_tier",
  project: "workspace_id",
  apiKey: "api_key_id",
};

/** Pages of Anthropic's cost report: what each UTC day was billed. */
export const anthropicCostReport: JsonFormat = {
  name: "anthropic-cost-report",
  recognises: (value) => isReport(value) && "amount" in (firstResult(value) ?? {}),
  open: (context) => ({ read: (page) => readPage(page, context) }),
};

/** Pages of Anthropic's usage report on messages. One without results says nothing, and is taken as such. */
export const anthropicUsageReport: JsonFormat = {
  name: "anthropic-usage-report",
  recognises: isReport,
  open: (context) => ({ read: (page) => readPage(page, context) }),
};

/** Pages have no mark of their own but the buckets in them, and, where there are none, their way of turning pages. */
function isReport({ data, has_more, object }: JsonObject): boolean {
  if (!Array.isArray(data) || object !== undefined) return false;
  const [first] = data as unknown[];
  return first === undefined ? typeof has_more === "boolean" : isObject(first) && "starting_at" in first;
}

function resultsOf(bucket: unknown): unknown[] | null {
  return isObject(bucket) && Array.isArray(bucket.results) ? bucket.results : null;
}

function firstResult(page: JsonObject): JsonObject | null {
  const first = (page.data as unknown[]).flatMap((bucket) => resultsOf(bucket) ?? [])[0];
  return isObject(first) ? first : null;
}

function readPage(page: JsonObject, context: ReadContext): Reading | Reading[] {
  const readings: Reading[] = [];
  for (const bucket of page.data as unknown[]) {
    const results = resultsOf(bucket);
    if (!results)
      readings.push(reject("data", "not_a_bucket", "a bucket must be a JSON object with a list of results"));
    for (const result of results ?? []) {
      const { starting_at, ending_at } = bucket as JsonObject;
      const reading = readResult(result, starting_at, ending_at, context);
      // A page with a single result, so that it can be mended and sent again.
      const raw = () => JSON.stringify({ data: [{ starting_at, ending_at, results: [result] }], has_more: false });
      readings.push(reading.kind === "reject" ? { ...reading, raw: raw() } : reading);
    }
  }
  return readings.length > 0 ? readings : { kind: "ignored" };
}

function readResult(result: unknown, startingAt: unknown, endingAt: unknown, context: ReadContext): Reading {
  if (!isObject(result)) return reject("results", "not_an_object", "a result must be a JSON object");
  const [start, end] = [parseTime(startingAt), parseTime(endingAt)];
  if (!start) return reject("starting_at", "not_a_time", "starting_at must be an RFC 3339 time");
  if (!end) return reject("ending_at", "not_a_time", "ending_at must be an RFC 3339 time");
  const fields = new JsonFields(result, NOTHING);
  if (fields.has("amount")) return readCost(fields, start.instant, end.instant, context);
  if (fields.has("output_tokens")) return readAnthropicSum(fields, NAMES, start.instant, end.instant, context);
  return reject(null, "unknown_result", "this result states neither output_tokens nor an amount");
}

function readCost(fields: JsonFields, start: Instant, end: Instant, context: ReadContext): Reading {
  return completeBilledCost(
    {
      timestamp: start,
      endTimestamp: end,
      provider: "anthropic",
      lineItem: fields.name("description", "token_type", "cost_type"),
      model: fields.name("model"),
      serviceTier: fields.name("service_tier"),
      project: fields.name("workspace_id"),
      apiKey: null,
      user: null,
      amount: dollars(fields.text("amount")),
      currency: fields.text("currency").toUpperCase(),
      basis: "provider_billed",
    },
    context,
    ["cost_type", "token_type", "context_window", "inference_geo"].map((name) => fields.text(name)),
  );
}

/** Dollars of an amount in cents, to the last digit; what is no amount stays what it is. */
function dollars(cents: string): string {
  const amount = decimalAmount(cents);
  return amount === null ? cents : pointMovedLeft(amount, 2);
}
