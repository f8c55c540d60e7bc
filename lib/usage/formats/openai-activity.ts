import { completeRecord, tokenCounts, UNSTATED } from "../complete-record";
import { instantFromMicroseconds } from "../instant";
import type { TokenCounts, Uncertainty } from "../usage-record";
import { CsvColumns } from "./csv-columns";
import { type CsvFormat, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject } from "./format";
import { JsonFields } from "./json-fields";
import type { NamedFields } from "./named-fields";

/** What the older activity data sums up: a minute. */
const MINUTE = 60_000_000;

/** A kind of rows of the older activity data, told by a field that only they have. */
interface Section {
  field: string;
  endpoint: string | null;
  /** What its count is of; null for tokens. */
  calls: string | null;
}

const SECTIONS: readonly Section[] = [
  { field: "n_context_tokens_total", endpoint: null, calls: null },
  { field: "num_images", endpoint: "images", calls: "images" },
  { field: "num_seconds", endpoint: "audio_transcriptions", calls: "audioSeconds" },
  { field: "num_characters", endpoint: "audio_speeches", calls: "characters" },
  { field: "num_sessions", endpoint: "code_interpreter_sessions", calls: "codeInterpreterSessions" },
];

/** Where the answer of /v1/usage?date= has rows. */
const PLACES = [
  ...["data", "ft_data", "dalle_api_data", "whisper_api_data", "tts_api_data"],
  ...["assistant_code_interpreter_data", "retrieval_storage_data"],
];

/** OpenAI's activity export of 2023 and 2024. Times are seconds since 1970; context tokens include cached ones. */
export const openaiActivityCsv: CsvFormat = {
  name: "openai-activity-csv",
  requires: ["n_context_tokens_total", "n_generated_tokens_total", ["timestamp", "aggregation_timestamp"]],
  open: (header, context) => {
    const columns = new CsvColumns(header);
    return { read: (row) => readRow(columns.at(row), context) };
  },
};

/** The answer of OpenAI's older /v1/usage?date=, with sections for images, transcriptions and speech. */
export const openaiActivityJson: JsonFormat = {
  name: "openai-activity-json",
  recognises: (value) => value.object === "list" && Array.isArray(value.data) && isActivity(value),
  open: (context) => ({ read: (value) => readSections(value, context) }),
};

function isActivity(value: JsonObject): boolean {
  if (Array.isArray(value.dalle_api_data) || Array.isArray(value.whisper_api_data)) return true;
  const [first] = value.data as unknown[];
  return typeof first === "object" && first !== null && "n_context_tokens_total" in first;
}

function readSections(value: JsonObject, context: ReadContext): Reading | Reading[] {
  const readings = PLACES.flatMap((place) => {
    const rows = value[place];
    return (Array.isArray(rows) ? rows : []).map((row: unknown) => {
      const isRow = typeof row === "object" && row !== null && !Array.isArray(row);
      const reading = isRow
        ? readRow(new JsonFields(row as JsonObject), context)
        : reject(place, "not_an_object", `a row of ${place} must be a JSON object`);
      // In its section again, so that it can be mended and sent.
      const raw = () => JSON.stringify({ object: "list", data: [], dalle_api_data: [], [place]: [row] });
      return reading.kind === "reject" ? { ...reading, raw: raw() } : reading;
    });
  });
  return readings.length > 0 ? readings : { kind: "ignored" };
}

function readRow(fields: NamedFields, context: ReadContext): Reading {
  const section = SECTIONS.find(({ field }) => fields.has(field));
  if (!section)
    return reject(null, "unknown_row", "this row counts neither tokens, images, seconds, characters nor sessions");
  const time = fields.time("aggregation_timestamp") ?? fields.time("timestamp");
  if (!time) return reject("timestamp", "not_a_time", "timestamp must be in seconds since 1970");
  const size = fields.text("image_size");
  const { calls, field, endpoint } = section;
  const count = calls === null ? 0 : fields.count(field);
  const { tokens, uncertainties } = calls === null ? readTokens(fields) : NO_TOKENS;
  const requests = fields.statedCount("n_requests", "num_requests");
  if (fields.rejected) return fields.rejected;
  return completeRecord(
    {
      ...UNSTATED,
      timestamp: time.instant,
      endTimestamp: instantFromMicroseconds(time.instant + MINUTE),
      provider: "openai",
      model: fields.name("snapshot_id", "model_id", "model") ?? "",
      endpoint: endpoint ?? fields.name("operation"),
      project: fields.name("project_name", "project_id"),
      apiKey: fields.name("api_key_name", "api_key_id"),
      user: fields.name("email", "user_id", "user"),
      tags: size === "" ? {} : { size },
      requests,
      tokens,
      calls: calls !== null && count > 0 ? { [calls]: count } : {},
      uncertainties,
    },
    context,
  );
}

interface Tokens {
  tokens: TokenCounts;
  uncertainties: readonly Uncertainty[];
}

const NO_TOKENS: Tokens = { tokens: tokenCounts({}), uncertainties: [] };

function readTokens(fields: NamedFields): Tokens {
  const context = fields.count("n_context_tokens_total");
  const generated = fields.count("n_generated_tokens_total");
  const cacheRead = fields.count("n_cached_context_tokens_total");
  const audioInput = fields.count("n_context_audio_tokens_total");
  const audioOutput = fields.count("n_generated_audio_tokens_total");
  const uncertainties: Uncertainty[] = fields.has("n_cached_context_tokens_total") ? [] : ["cache_unknown"];
  // Nobody wrote down whether audio is inside the totals: taken as such where it fits in.
  const isInside = cacheRead + audioInput <= context && audioOutput <= generated;
  if (audioInput + audioOutput > 0 && isInside) uncertainties.push("inclusive_assumed");
  const tokens = tokenCounts({
    input: isInside ? context : context + audioInput,
    output: isInside ? generated : generated + audioOutput,
    cacheRead,
    audioInput,
    audioOutput,
  });
  return { tokens, uncertainties };
}
