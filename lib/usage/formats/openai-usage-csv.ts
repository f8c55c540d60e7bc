import { CsvColumns } from "./csv-columns";
import { type CsvFormat, reject } from "./format";
import { type OpenaiEndpoint, readOpenaiUsageRow } from "./openai-usage-row";

/** What makes a row more than the times of an empty bucket. */
const COUNTS = [
  ...["num_model_requests", "num_requests", "num_sessions", "usage_bytes"],
  ...["input_tokens", "images", "characters", "seconds"],
];

/**
 * OpenAI's usage exports, one a endpoint: the columns tell which. Numbers may be written as floats, columns depend on the
 * grouping chosen, empty buckets are rows of times only. Times are UTC.
 */
export const openaiUsageCsv: CsvFormat = {
  name: "openai-usage-csv",
  requires: ["start_time", ["num_model_requests", "num_requests", "num_sessions", "usage_bytes"], COUNTS.slice(1)],
  open: (header, context) => {
    const columns = new CsvColumns(header);
    const known = endpointOf(columns);
    return {
      read: (row) => {
        columns.at(row);
        if (columns.name(...COUNTS) === null) return { kind: "ignored" };
        const [start, end] = [columns.time("start_time"), columns.time("end_time")];
        if (!start) return reject("start_time", "not_a_time", "start_time must be in seconds since 1970");
        const endpoint = known ?? endpointOfModel(columns.text("model"));
        return readOpenaiUsageRow(columns, endpoint, start.instant, end?.instant ?? null, context);
      },
    };
  },
};

/** The endpoint an export is of; null when its columns are those of embeddings and of moderations. */
function endpointOf(columns: CsvColumns): OpenaiEndpoint | null {
  if (columns.has("output_tokens")) return "completions";
  if (columns.has("images")) return "images";
  if (columns.has("characters")) return "audio_speeches";
  if (columns.has("seconds")) return "audio_transcriptions";
  if (columns.has("usage_bytes")) return "vector_stores";
  if (columns.has("num_sessions")) return "code_interpreter_sessions";
  if (!columns.has("num_requests")) return null;
  return columns.has("num_model_requests") || columns.has("context_level") || columns.has("model")
    ? "web_searches"
    : "file_searches";
}

function endpointOfModel(model: string): OpenaiEndpoint {
  return /moderation/i.test(model) ? "moderations" : "embeddings";
}
