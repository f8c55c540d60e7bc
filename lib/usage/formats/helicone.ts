import { completeRecord, tokenCounts, UNSTATED } from "../complete-record";
import { decimalOf } from "../decimal-amount";
import { heldToTotal } from "../held-to-total";
import { providerName } from "../provider-name";
import type { TokenCounts, Uncertainty } from "../usage-record";
import type { UsageProblem } from "../validate";
import { CsvColumns } from "./csv-columns";
import {
  type CsvFormat,
  type JsonFormat,
  type JsonObject,
  type ReadContext,
  type Reading,
  reject,
  textOf,
} from "./format";
import { JsonFields } from "./json-fields";
import type { NamedFields } from "./named-fields";
import { parsedObject } from "./parsed-object";

const MOST_TAGS = 16;

/** Helicone's export of requests. */
export const heliconeCsv: CsvFormat = {
  name: "helicone-csv",
  requires: ["response_id", "request_created_at", "prompt_tokens"],
  open: (header, context) => {
    const columns = new CsvColumns(header);
    return { read: (row) => readRow(columns.at(row), context) };
  },
};

/** The same as its API and its export in JSON have it, with cached tokens. */
export const heliconeJson: JsonFormat = {
  name: "helicone-json",
  recognises: (value) => value.request_created_at !== undefined && "prompt_tokens" in value,
  open: (context) => ({ read: (value) => readRow(new JsonFields(value), context) }),
};

function readRow(fields: NamedFields, context: ReadContext): Reading {
  // The export in CSV has the response's id only: by it a request is the same in both.
  const id = fields.name("response_id", "request_id");
  if (id === null) return reject("response_id", "missing", "this request has neither response_id nor request_id");
  const time = fields.time("request_created_at");
  if (!time) return reject("request_created_at", "not_a_time", "request_created_at must be a time");
  const uncertainties: Uncertainty[] = time.zoneAssumed ? ["time_zone_assumed"] : [];
  const failed = Number(fields.text("response_status")) >= 400;
  // What the gateway answered from its own cache no provider has billed.
  const fromCache = /[1-9a-f]/i.test(fields.text("cache_reference_id"));
  const tokens = fromCache ? tokenCounts({}) : readTokens(fields, uncertainties);
  if (fields.rejected) return fields.rejected;
  if ("code" in tokens) return reject(tokens.field, tokens.code, tokens.message);
  const isStated = fields.name("prompt_tokens", "completion_tokens") !== null;
  if (!isStated && !failed && !fromCache) uncertainties.push("usage_missing");
  const cost = decimalOf(fields.name("cost", "costUSD"));
  return completeRecord(
    {
      ...UNSTATED,
      id,
      timestamp: time.instant,
      provider: providerName(fields.name("provider")),
      model:
        fields.name("response_model", "model", "model_override", "request_model") ??
        textOf(parsedTwice(fields.text("request_body")).model) ??
        "",
      user: fields.name("request_user_id"),
      tags: tagsOf(fields.text("request_properties")),
      tokens,
      uncertainties,
      reported: {
        ...(fromCache ? { status: "gateway_cache_hit" as const } : failed ? { status: "error" as const } : {}),
        ...(cost === null ? {} : { cost, costBasis: "computed_by_source" as const }),
      },
    },
    context,
  );
}

/** Its own sums take the prompt as what was not cached; the stated total tells where it does not. */
function readTokens(fields: NamedFields, uncertainties: Uncertainty[]): TokenCounts | UsageProblem {
  const prompt = fields.count("prompt_tokens");
  const read = fields.statedCount("prompt_cache_read_tokens");
  const cacheRead = read ?? 0;
  const cacheWrite = fields.count("prompt_cache_write_tokens");
  const output = fields.count("completion_tokens");
  const total = fields.statedCount("total_tokens");
  if (read === null) uncertainties.push("cache_unknown");
  const cached = cacheRead + cacheWrite;
  const isInside = cached > 0 && cached <= prompt && total === prompt + output;
  const tokens = tokenCounts({ input: isInside ? prompt : prompt + cached, cacheRead, cacheWrite, output });
  // A total without what was cached is one of prompt and completion.
  return total === prompt + output ? tokens : heldToTotal("total_tokens", total, tokens);
}

/** JSON, whose quotes the CSV export escapes twice. */
function parsedTwice(stated: string): JsonObject {
  const plain = parsedObject(stated);
  return Object.keys(plain).length > 0 ? plain : parsedObject(stated.replaceAll('""', '"'));
}

function tagsOf(stated: string): Readonly<Record<string, string>> {
  const tags = Object.entries(parsedTwice(stated)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "" && isFit(entry[0] + entry[1]),
  );
  return Object.fromEntries(tags.slice(0, MOST_TAGS));
}

function isFit(text: string): boolean {
  return text.length <= 128 && !/\p{Cc}/u.test(text);
}
