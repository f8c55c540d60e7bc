import { completeRecord, tokenCounts, UNSTATED } from "../complete-record";
import { parseTime } from "../parse-timestamp";
import type { Uncertainty } from "../usage-record";
import { readCount, type UsageProblem } from "../validate";
import { type CsvFormat, type Reading, reject } from "./format";

/**
 * OpenAI's completions-usage export. `input_tokens` is all input; the text, audio and image columns are its uncached
 * parts. Numbers may be written as floats, columns depend on the grouping chosen, empty buckets are rows of times only.
 */
export const openaiUsageCsv: CsvFormat = {
  name: "openai-usage-csv",
  requires: ["start_time", "num_model_requests", "input_tokens"],
  open: (header, context) => {
    const column = new Map(header.map((name, index) => [name.trim().toLowerCase(), index]));
    return (row) => {
      const text = (name: string): string => row.field(column.get(name) ?? -1).trim();
      if (text("num_model_requests") === "" && text("input_tokens") === "") return { kind: "ignored" };
      const problems: UsageProblem[] = [];
      const count = (name: string): number => {
        const stated = text(name);
        const read = stated === "" ? 0 : readCount(name, stated);
        if (typeof read === "number") return read;
        problems.push(read);
        return 0;
      };
      const [start, end] = [parseTime(text("start_time")), parseTime(text("end_time"))];
      if (!start) return reject("start_time", "not_a_time", "start_time must be in seconds since 1970");
      const cachedAudio = count("input_cached_audio_tokens");
      const cachedImage = count("input_cached_image_tokens");
      const tokens = tokenCounts({
        input: count("input_tokens"),
        cacheRead: count("input_cached_tokens"),
        cacheWrite: count("input_cache_write_tokens"),
        output: count("output_tokens"),
        audioInput: count("input_audio_tokens") + cachedAudio,
        imageInput: count("input_image_tokens") + cachedImage,
        cacheReadAudio: cachedAudio,
        cacheReadImage: cachedImage,
        audioOutput: count("output_audio_tokens"),
        imageOutput: count("output_image_tokens"),
      });
      const requests = count("num_model_requests");
      const problem = problems[0];
      if (problem) return reject(problem.field, problem.code, problem.message);
      const mismatch = wrongSum(text("input_uncached_tokens") === "" ? null : count("input_uncached_tokens"), tokens);
      if (mismatch) return mismatch;
      const uncertainties: Uncertainty[] = column.has("input_cached_tokens") ? [] : ["cache_unknown"];
      return completeRecord(
        {
          ...UNSTATED,
          timestamp: start.instant,
          endTimestamp: end?.instant ?? null,
          provider: "openai",
          model: text("model"),
          serviceTier: /^true$/i.test(text("batch")) ? "batch" : text("service_tier") || null,
          endpoint: "completions",
          project: text("project_name") || text("project_id") || null,
          apiKey: text("api_key_name") || text("api_key_id") || null,
          user: text("user_email") || text("user_id") || null,
          requests,
          tokens,
          uncertainties,
        },
        context,
      );
    };
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
