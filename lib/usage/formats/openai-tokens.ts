import { tokenCounts } from "../complete-record";
import type { TokenCounts, Uncertainty } from "../usage-record";
import { readCount, type UsageProblem } from "../validate";
import { isObject, type JsonObject } from "./format";

/** Names of the same figures in the two APIs. */
export interface UsageNames {
  input: string;
  output: string;
  inputDetails: string;
  outputDetails: string;
}

/** Names of vendors that state cached input beside the details rather than in them. */
const CACHED_BESIDE = ["prompt_cache_hit_tokens", "cached_tokens"];

/**
 * Reads the usage of an OpenAI response, or of another vendor's in the same form: input with everything in it, and its
 * parts. `hasThoughtsInTotal`: Gemini states its thoughts in this form only as a part of the total. The library's extraction is not used here: it cannot tell "not stated" from 0, and takes a total that does not add
 * up. Notes what is uncertain.
 */
export function readOpenaiTokens(
  usage: JsonObject,
  names: UsageNames,
  uncertainties: Uncertainty[],
  hasThoughtsInTotal = false,
): TokenCounts | UsageProblem {
  const problems: UsageProblem[] = [];
  const count = (holder: unknown, name: string): number => {
    const stated = isObject(holder) ? holder[name] : undefined;
    const read = stated === undefined || stated === null ? 0 : readCount(`usage.${name}`, stated);
    if (typeof read === "number") return read;
    problems.push(read);
    return 0;
  };
  const [inputDetails, outputDetails] = [usage[names.inputDetails], usage[names.outputDetails]];
  const isCacheStated = isObject(inputDetails) && "cached_tokens" in inputDetails;
  const beside = isCacheStated ? undefined : CACHED_BESIDE.find((name) => typeof usage[name] === "number");
  if (!isCacheStated && beside === undefined) uncertainties.push("cache_unknown");
  const reasoning = count(outputDetails, "reasoning_tokens");
  const tokens = tokenCounts({
    input: count(usage, names.input),
    cacheRead: beside === undefined ? count(inputDetails, "cached_tokens") : count(usage, beside),
    cacheWrite: count(inputDetails, "cache_write_tokens"),
    output: count(usage, names.output),
    reasoning,
    audioInput: count(inputDetails, "audio_tokens"),
    imageInput: count(inputDetails, "image_tokens"),
    audioOutput: count(outputDetails, "audio_tokens"),
    imageOutput: count(outputDetails, "image_tokens"),
  });
  const total = count(usage, "total_tokens");
  if (problems[0]) return problems[0];
  noteOverlap(tokens, uncertainties);
  // Some vendors of the same API report reasoning beside the completion; the stated total tells.
  if (reasoning > 0 && total === tokens.input + tokens.output + reasoning)
    return { ...tokens, output: tokens.output + reasoning };
  const further = total - tokens.input - tokens.output;
  if (further > 0 && reasoning === 0 && hasThoughtsInTotal) {
    uncertainties.push("estimated");
    return { ...tokens, output: tokens.output + further, reasoning: further };
  }
  if (total > 0 && total !== tokens.input + tokens.output) {
    const message = `total_tokens (${total}) is not input and output together (${tokens.input + tokens.output})`;
    return { field: "usage.total_tokens", code: "part_exceeds_whole", message };
  }
  return tokens;
}

/** Cached and audio tokens can be the same tokens, and nobody says how many: at least those that would not fit otherwise. */
function noteOverlap(tokens: TokenCounts, uncertainties: Uncertainty[]): void {
  const overlap = tokens.cacheRead + tokens.cacheWrite + tokens.audioInput - tokens.input;
  tokens.cacheReadAudio = Math.max(0, Math.min(overlap, tokens.cacheRead, tokens.audioInput));
  if (tokens.cacheReadAudio > 0) uncertainties.push("modality_overlap");
}
