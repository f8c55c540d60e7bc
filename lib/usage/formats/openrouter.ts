import { completeRecord, tokenCounts, UNSTATED } from "../complete-record";
import { decimalOf } from "../decimal-amount";
import { instantFromMicroseconds } from "../instant";
import type { Reported, Uncertainty } from "../usage-record";
import { CsvColumns } from "./csv-columns";
import { type CsvFormat, isObject, type JsonFormat, type ReadContext, type Reading, reject } from "./format";
import { JsonFields } from "./json-fields";
import type { NamedFields } from "./named-fields";

const DAY = 86_400_000_000;

/** OpenRouter's log of generations, one a row. */
export const openrouterGenerationsCsv: CsvFormat = {
  name: "openrouter-generations-csv",
  requires: ["generation_id", "tokens_prompt", "created_at"],
  open: (header, context) => {
    const columns = new CsvColumns(header);
    return { read: (row) => readGeneration(columns.at(row), context) };
  },
};

/** What OpenRouter's API says of a generation; its counts are the provider's own where it has them (`native_tokens_*`). */
export const openrouterGeneration: JsonFormat = {
  name: "openrouter-generation",
  recognises: (value) => "native_tokens_prompt" in (isObject(value.data) ? value.data : value),
  open: (context) => ({
    read: (value) => readGeneration(new JsonFields(isObject(value.data) ? value.data : value), context),
  }),
};

/** OpenRouter's activity by day and model. */
export const openrouterActivityCsv: CsvFormat = {
  name: "openrouter-activity-csv",
  requires: ["date", "slug", "requests", "prompt_tokens"],
  open: (header, context) => {
    const columns = new CsvColumns(header);
    return { read: (row) => readDay(columns.at(row), context) };
  },
};

/** The same as its API has it: a page of days, each by model and who served it. */
export const openrouterActivity: JsonFormat = {
  name: "openrouter-activity",
  recognises: ({ data }) => Array.isArray(data) && isObject(data[0]) && "endpoint_id" in data[0] && "date" in data[0],
  open: (context) => ({
    read: ({ data }) =>
      (data as unknown[]).map((day) => {
        if (!isObject(day)) return reject("data", "not_an_object", "a day must be a JSON object");
        const reading = readDay(new JsonFields(day), context);
        // A page of a single day, so that it can be mended and sent again.
        return reading.kind === "reject" ? { ...reading, raw: JSON.stringify({ data: [day] }) } : reading;
      }),
  }),
};

function readGeneration(fields: NamedFields, context: ReadContext): Reading {
  const id = fields.name("generation_id", "id");
  if (id === null) return reject("generation_id", "missing", "this generation has no id");
  const time = fields.time("created_at");
  if (!time) return reject("created_at", "not_a_time", "created_at must be a time");
  const count = (name: string) => fields.statedCount(`native_tokens_${name}`, `tokens_${name}`);
  const cacheRead = count("cached");
  const tokens = tokenCounts({
    input: count("prompt") ?? 0,
    cacheRead: cacheRead ?? 0,
    output: count("completion") ?? 0,
    reasoning: count("reasoning") ?? 0,
    imageOutput: fields.statedCount("native_tokens_completion_images") ?? 0,
  });
  const searches = fields.statedCount("num_search_results") ?? 0;
  if (fields.rejected) return fields.rejected;
  const uncertainties: Uncertainty[] = cacheRead === null ? ["cache_unknown"] : [];
  if (time.zoneAssumed) uncertainties.push("time_zone_assumed");
  const ownKey = isOwnKey(fields);
  return completeRecord(
    {
      ...UNSTATED,
      id,
      timestamp: time.instant,
      // With a key of one's own the provider bills what was used.
      provider: ownKey ? (fields.name("provider_name")?.toLowerCase() ?? null) : "openrouter",
      model: modelOf(fields),
      serviceTier: fields.name("service_tier"),
      project: fields.name("app_name"),
      apiKey: fields.name("api_key_name"),
      user: fields.name("user"),
      calls: searches > 0 ? { webSearchResults: searches } : {},
      tokens,
      uncertainties,
      reported: { ...statusOf(fields), ...costOf(fields, ownKey) },
    },
    context,
  );
}

function isOwnKey(fields: NamedFields): boolean {
  return fields.text("is_byok") === "true" || Number(fields.text("byok_usage_inference")) > 0;
}

/** A variant such as ":free" is part of the model's name. */
function modelOf(fields: NamedFields): string {
  const model = fields.name("model_permaslug", "model") ?? "";
  const variant = fields.text("variant");
  return variant === "" || variant === "standard" || model.includes(":") ? model : `${model}:${variant}`;
}

function statusOf(fields: NamedFields): Reported {
  return fields.text("cancelled") === "true" ? { status: "cancelled" } : {};
}

function costOf(fields: NamedFields, ownKey: boolean): Reported {
  const upstream = ownKey
    ? decimalOf(fields.text("byok_usage_inference") || fields.text("upstream_inference_cost"))
    : null;
  if (upstream !== null) return { cost: upstream, costBasis: "byok_upstream" };
  const cost = decimalOf(fields.text("cost_total") || fields.text("total_cost") || fields.text("usage"));
  return cost === null ? {} : { cost, costBasis: "gateway_charged" };
}

function readDay(fields: NamedFields, context: ReadContext): Reading {
  const time = fields.time("date");
  if (!time) return reject("date", "not_a_time", "Date must be a day");
  const tokens = tokenCounts({
    input: fields.count("prompt_tokens"),
    output: fields.count("completion_tokens"),
    reasoning: fields.count("reasoning_tokens"),
  });
  const requests = fields.statedCount("requests");
  if (fields.rejected) return fields.rejected;
  const cost = decimalOf(fields.text("usage"));
  return completeRecord(
    {
      ...UNSTATED,
      timestamp: time.instant,
      endTimestamp: instantFromMicroseconds(time.instant + DAY),
      provider: "openrouter",
      model: fields.name("slug", "model", "model_permaslug") ?? "",
      requests,
      tokens,
      uncertainties: ["cache_unknown"],
      reported: cost === null ? null : { cost, costBasis: "gateway_charged" },
    },
    context,
  );
}
