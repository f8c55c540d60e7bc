import { columnName } from "../formats/csv-columns";
import { parseTime } from "../parse-timestamp";
import type { MappedField } from "./csv-mapping";

/** Names that say what a column is, the surest first. A column is given to the first field that claims it. */
const NAMES: readonly (readonly [MappedField, RegExp])[] = [
  ["cacheWrite", /cache.*(write|writ|creat|store)|(write|creat).*cache/],
  ["cacheRead", /cache[ds]?_?(read|hit|input|prompt|token|in\b)|(read|hit).*cache|cached/],
  ["reasoning", /reason|thinking|thought/],
  [
    "input",
    /^(total_)?(input|prompt|in|context|request)(_?tok(en)?s?)?(_count|_total|_used|_k|_m)?$|(input|prompt|context).*tok|tok.*(_in$|input|prompt|context)/,
  ],
  [
    "output",
    /^(total_)?(output|completion|out|generated|response|answer)(_?tok(en)?s?)?(_count|_total|_used|_k|_m)?$|(output|completion|generated|response).*tok|tok.*(_out$|output|completion|generated)/,
  ],
  ["endTimestamp", /^(end|to|until|period_end|end_(time|date|at)|bucket_end)$/],
  [
    "timestamp",
    /^(timestamp|time|date|datetime|day|when|ts|created(_at|_on)?|start(ed)?(_time|_date|_at)?|(request|event|usage|log|logged|call)_?(time|date|at|timestamp)|period(_start)?|bucket(_start)?)$|timestamp|_utc$/,
  ],
  ["model", /^(model|engine|llm)(_?(name|id|used|version))?$|model/],
  ["provider", /^(provider|vendor|platform|supplier)(_name)?$/],
  ["cost", /cost|price|spend|amount|usd|charge/],
  [
    "requests",
    /^(n_|num_|number_of_|total_)?(requests?|calls?|invocations?)(_count)?$|^(requests?|calls?)_?(count|total)$/,
  ],
  ["id", /^(id|request_?id|response_?id|call_?id|generation_?id|uuid|trace_?id)$/],
  ["apiKey", /(api_?)?key(_?(name|id|alias))?$/],
  ["user", /^(user|account|email|employee|person|member|customer|end_user)(_?(id|name|email))?$/],
  ["project", /^(project|team|app|application|service|department|cost_?cent(er|re)|workspace)(_?(id|name))?$/],
  ["serviceTier", /tier/],
  ["region", /^(region|location|geo)$/],
  ["endpoint", /^(endpoint|operation|api|call_type)$/],
];

/** Names of models as most providers write them. */
const MODEL =
  /^(?:[a-z0-9-]+\/)*(?:gpt|o[1-9]|claude|gemini|llama|mistral|mixtral|deepseek|grok|qwen|command|text-embedding|whisper|dall-e|nova|titan|kimi|glm)\b/i;

/** What the columns probably are, by their names and, where those do not tell, by what stands in them. */
export function guessColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Partial<Record<MappedField, string>> {
  const columns: Partial<Record<MappedField, string>> = {};
  const taken = new Set<number>();
  const give = (field: MappedField, place: number) => {
    columns[field] = header[place];
    taken.add(place);
  };
  for (const [field, pattern] of NAMES) {
    const place = header.findIndex(
      (name, index) =>
        !taken.has(index) && pattern.test(columnName(name).replace(/[^a-z0-9]+/g, "_")) && suits(field, rows, index),
    );
    if (place >= 0 && columns[field] === undefined) give(field, place);
  }
  for (const field of ["timestamp", "model"] as const) {
    if (columns[field] !== undefined) continue;
    const place = header.findIndex(
      (_, index) => !taken.has(index) && suits(field, rows, index) && isTelling(field, rows, index),
    );
    if (place >= 0) give(field, place);
  }
  return columns;
}

const COUNTS = new Set<MappedField>(["input", "output", "cacheRead", "cacheWrite", "reasoning", "requests", "cost"]);

/** Whether most of what stands in a column can be a field's. */
function suits(field: MappedField, rows: readonly (readonly string[])[], place: number): boolean {
  const stated = rows.map((row) => row[place]?.trim() ?? "").filter((text) => text !== "");
  if (stated.length === 0) return true;
  const share = (test: (text: string) => boolean) => stated.filter(test).length / stated.length;
  if (COUNTS.has(field)) return share((text) => /^[-$€£\s]*\d[\d.,'\s\u00a0\u202f]*[$€£\s]*$/.test(text)) > 0.8;
  if (field === "timestamp" || field === "endTimestamp") return share(isTime) > 0.8;
  return true;
}

function isTelling(field: "timestamp" | "model", rows: readonly (readonly string[])[], place: number): boolean {
  const stated = rows.map((row) => row[place]?.trim() ?? "").filter((text) => text !== "");
  const test = field === "timestamp" ? isTime : (text: string) => MODEL.test(text);
  // Names of deployments look like nothing in particular: some that are models' own will do.
  return stated.length > 0 && stated.filter(test).length / stated.length > (field === "timestamp" ? 0.5 : 0.2);
}

function isTime(text: string): boolean {
  return parseTime(text) !== null || /^\d{1,2}[./-]\d{1,2}[./-]\d{4}/.test(text);
}
