import { completeRecord, tokenCounts, UNSTATED } from "../complete-record";
import type { CsvRow } from "../csv-row";
import { CsvColumns } from "./csv-columns";
import { type CsvFormat, type Reading, reject } from "./format";

/**
 * OpenAI's completions-usage export. `input_tokens` is all input; the text, audio and image columns are its uncached
 * parts. Numbers may be written as floats, columns depend on the grouping chosen, empty buckets are rows of times only.
 */
export const openaiUsageCsv: CsvFormat = {
  name: "openai-usage-csv",
  requires: ["start_time", "num_model_requests", "input_tokens"],
  open: (header, context) => {
    const columns = new CsvColumns(header);
    const isCacheStated = columns.has("input_cached_tokens");
    const read = (row: CsvRow): Reading => {
      columns.at(row);
      if (!columns.name("num_model_requests", "input_tokens")) return { kind: "ignored" };
      const [start, end] = [columns.time("start_time"), columns.time("end_time")];
      if (!start) return reject("start_time", "not_a_time", "start_time must be in seconds since 1970");
      const cachedAudio = columns.count("input_cached_audio_tokens");
      const cachedImage = columns.count("input_cached_image_tokens");
      const tokens = tokenCounts({
        input: columns.count("input_tokens"),
        cacheRead: columns.count("input_cached_tokens"),
        cacheWrite: columns.count("input_cache_write_tokens"),
        output: columns.count("output_tokens"),
        audioInput: columns.count("input_audio_tokens") + cachedAudio,
        imageInput: columns.count("input_image_tokens") + cachedImage,
        cacheReadAudio: cachedAudio,
        cacheReadImage: cachedImage,
        audioOutput: columns.count("output_audio_tokens"),
        imageOutput: columns.count("output_image_tokens"),
      });
      const requests = columns.count("num_model_requests");
      const uncached = columns.name("input_uncached_tokens") === null ? null : columns.count("input_uncached_tokens");
      const wrong = columns.rejected ?? wrongSum(uncached, tokens);
      if (wrong) return wrong;
      return completeRecord(
        {
          ...UNSTATED,
          timestamp: start.instant,
          endTimestamp: end?.instant ?? null,
          provider: "openai",
          model: columns.text("model"),
          serviceTier: /^true$/i.test(columns.text("batch")) ? "batch" : columns.name("service_tier"),
          endpoint: "completions",
          project: columns.name("project_name", "project_id"),
          apiKey: columns.name("api_key_name", "api_key_id"),
          user: columns.name("user_email", "user_id"),
          requests,
          tokens,
          uncertainties: isCacheStated ? [] : ["cache_unknown"],
        },
        context,
      );
    };
    return { read };
  },
};

function wrongSum(
  uncached: number | null,
  tokens: { input: number; cacheRead: number; cacheWrite: number },
): Reading | null {
  if (uncached === null || uncached + tokens.cacheRead + tokens.cacheWrite === tokens.input) return null;
  return reject(
    "input_tokens",
    "parts_do_not_add_up",
    `input_tokens (${tokens.input}) is not input_uncached_tokens + input_cached_tokens + cache writes (${uncached + tokens.cacheRead + tokens.cacheWrite})`,
  );
}
