import { extractUsage, findProvider, type Usage } from "@pydantic/genai-prices";
import { tokenCounts } from "../complete-record";
import type { TokenCounts } from "../usage-record";
import { readCount, type UsageProblem } from "../validate";
import { isObject, type JsonObject } from "./format";
import { writtenByTtl } from "./written-by-ttl";

/** What the library extracted. */
export interface ExtractedUsage {
  tokens: TokenCounts;
  webSearches: number;
  /** Pages of documents that were read. */
  pages: number;
}

/**
 * The library's extraction for a provider's own API, or for the one of its APIs that `flavor` names, found once: it is data
 * of the pinned package.
 */
export function libraryExtraction(
  providerId: string,
  flavor?: string,
): (response: JsonObject) => ExtractedUsage | UsageProblem {
  const provider = findProvider({ providerId });
  if (!provider) throw new Error(`the price library does not know ${providerId}`);
  return (response) => {
    const problems: UsageProblem[] = [];
    const counted = countsIn(response, "", problems);
    if (problems[0]) return problems[0];
    try {
      const { usage } = extractUsage(provider, counted, flavor);
      return { tokens: tokensOf(usage), webSearches: usage.web_searches ?? 0, pages: usage.input_document_pages ?? 0 };
    } catch (error) {
      const message = messageOf(error);
      return { field: /`(.+)`/.exec(message)?.[1] ?? "usage", code: "missing", message };
    }
  };
}

function tokensOf(usage: Usage): TokenCounts {
  const count = (name: string) => usage[name] ?? 0;
  return tokenCounts({
    input: count("input_tokens"),
    cacheRead: count("cache_read_tokens"),
    cacheWrite: count("cache_write_tokens"),
    cacheWriteByTtl: writtenByTtl((ttl) => count(`cache_write_${ttl}_tokens`)),
    output: count("output_tokens"),
    reasoning: count("output_reasoning_tokens"),
    audioInput: count("input_audio_tokens"),
    imageInput: count("input_image_tokens"),
    cacheReadAudio: count("cache_audio_read_tokens"),
    cacheReadImage: count("cache_image_read_tokens"),
    audioOutput: count("output_audio_tokens"),
    imageOutput: count("output_image_tokens"),
  });
}

const COUNT = /(tokens|requests|pages_processed|TokenCount|tokenCount|Tokens)$/;

/**
 * The same with every count checked and a number: the library passes over counts that are text, and takes fractions.
 * Counts that are null are left out, as it does.
 */
function countsIn(value: JsonObject, path: string, problems: UsageProblem[]): JsonObject {
  const counted: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (inner === null || inner === undefined) continue;
    if (isObject(inner)) counted[name] = countsIn(inner, `${path}${name}.`, problems);
    else if (Array.isArray(inner))
      counted[name] = inner.map((one: unknown) => (isObject(one) ? countsIn(one, `${path}${name}.`, problems) : one));
    else if (COUNT.test(name)) {
      const read = readCount(`${path}${name}`, inner);
      if (typeof read === "number") counted[name] = read;
      else problems.push(read);
    } else counted[name] = inner;
  }
  return counted;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
