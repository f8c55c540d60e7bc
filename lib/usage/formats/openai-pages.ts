import { completeBilledCost } from "../complete-billed-cost";
import type { Instant } from "../instant";
import { parseTime } from "../parse-timestamp";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject } from "./format";
import { JsonFields } from "./json-fields";
import { modelOfLineItem } from "./openai-cost-csv";
import { type OpenaiEndpoint, readOpenaiUsageRow } from "./openai-usage-row";

/** Endpoints by the `object` of their results. */
const ENDPOINTS: ReadonlyMap<unknown, OpenaiEndpoint> = new Map([
  ["organization.usage.completions.result", "completions"],
  ["organization.usage.embeddings.result", "embeddings"],
  ["organization.usage.moderations.result", "moderations"],
  ["organization.usage.images.result", "images"],
  ["organization.usage.audio_speeches.result", "audio_speeches"],
  ["organization.usage.audio_transcriptions.result", "audio_transcriptions"],
  ["organization.usage.vector_stores.result", "vector_stores"],
  ["organization.usage.code_interpreter_sessions.result", "code_interpreter_sessions"],
  ["organization.usage.file_searches.result", "file_searches"],
  ["organization.usage.file_search_calls.result", "file_searches"],
  ["organization.usage.web_searches.result", "web_searches"],
  ["organization.usage.web_search_calls.result", "web_searches"],
]);

const COSTS = "organization.costs.result";

/** Pages of OpenAI's organisation Costs API: what each UTC day was billed, as the cost export has it. */
export const openaiCostsApi: JsonFormat = {
  name: "openai-costs-api",
  recognises: (value) => isPage(value) && firstResult(value)?.object === COSTS,
  open: (context) => ({ read: (page) => readPage(page, context) }),
};

/** Pages of OpenAI's organisation Usage API, all endpoints. One without results says nothing, and is taken as such. */
export const openaiUsageApi: JsonFormat = {
  name: "openai-usage-api",
  recognises: isPage,
  open: (context) => ({ read: (page) => readPage(page, context) }),
};

function isPage(value: JsonObject): boolean {
  return (value.object === "page" && Array.isArray(value.data)) || value.object === "bucket";
}

function bucketsOf(page: JsonObject): unknown[] {
  return page.object === "bucket" ? [page] : (page.data as unknown[]);
}

function resultsOf(bucket: unknown): unknown[] | null {
  const results = isObject(bucket) ? (bucket.results ?? bucket.result) : null;
  return Array.isArray(results) ? results : null;
}

function firstResult(page: JsonObject): JsonObject | null {
  for (const bucket of bucketsOf(page)) {
    const [first] = resultsOf(bucket) ?? [];
    if (first !== undefined) return isObject(first) ? first : null;
  }
  return null;
}

function readPage(page: JsonObject, context: ReadContext): Reading | Reading[] {
  const readings: Reading[] = [];
  for (const bucket of bucketsOf(page)) {
    const results = resultsOf(bucket);
    if (!results)
      readings.push(reject("data", "not_a_bucket", "a bucket must be a JSON object with a list of results"));
    for (const result of results ?? []) {
      const reading = readResult(result, bucket as JsonObject, context);
      readings.push(reading.kind === "reject" ? { ...reading, raw: pageOf(bucket as JsonObject, result) } : reading);
    }
  }
  return readings.length > 0 ? readings : { kind: "ignored" };
}

/** A page with a single result, so that it can be mended and sent again. */
function pageOf(bucket: JsonObject, result: unknown): string {
  const { start_time, end_time } = bucket;
  return JSON.stringify({
    object: "page",
    data: [{ object: "bucket", start_time, end_time, results: [result] }],
  });
}

function readResult(result: unknown, bucket: JsonObject, context: ReadContext): Reading {
  if (!isObject(result)) return reject("results", "not_an_object", "a result must be a JSON object");
  const [start, end] = [parseTime(bucket.start_time), parseTime(bucket.end_time)];
  if (!start) return reject("start_time", "not_a_time", "start_time must be in seconds since 1970");
  if (!end) return reject("end_time", "not_a_time", "end_time must be in seconds since 1970");
  const fields = new JsonFields(result);
  if (result.object === COSTS) return readCost(fields, start.instant, end.instant, context);
  const endpoint = ENDPOINTS.get(result.object);
  if (endpoint) return readOpenaiUsageRow(fields, endpoint, start.instant, end.instant, context);
  return reject("object", "unknown_result", `"${fields.text("object")}" is no kind of usage result Outlay knows`);
}

function readCost(fields: JsonFields, start: Instant, end: Instant, context: ReadContext): Reading {
  if (fields.text("amount.value") === "") return { kind: "ignored" };
  return completeBilledCost(
    {
      timestamp: start,
      endTimestamp: end,
      provider: "openai",
      lineItem: fields.name("line_item"),
      model: modelOfLineItem(fields.text("line_item")),
      serviceTier: null,
      project: fields.name("project_name", "project_id"),
      apiKey: fields.name("api_key_name", "api_key_id"),
      user: fields.name("user_email", "user_id"),
      amount: fields.text("amount.value"),
      currency: fields.text("amount.currency").toUpperCase(),
      basis: "provider_billed",
    },
    context,
    [fields.text("organization_id")],
  );
}
