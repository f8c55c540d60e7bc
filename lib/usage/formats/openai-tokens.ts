import { tokenCounts } from "../complete-record";
import { heldToTotal } from "../held-to-total";
import type { TokenCounts, Uncertainty } from "../usage-record";
import { readCount, type UsageProblem } from "../validate";
import { isObject, type JsonObject } from "./format";
import { writtenByTtl } from "./written-by-ttl";

/** Names of the same figures in the two APIs. */
export interface UsageNames {
  input: string;
  output: string;
  inputDetails: string;
  outputDetails: string;
}

/** Names of vendors that state cached input beside the details rather than in them. */
const CACHED_BESIDE = [
  ...["prompt_cache_hit_tokens", "cached_tokens", "cache_read_input_tokens"],
  ...["cached_input_tokens", "cache_read_tokens"],
];

/**
 * Reads the usage of an OpenAI response, or of another vendor's in the same form: input with everything in it, and its
 * parts. `hasThoughtsInTotal`: Gemini states its thoughts in this form only as a part of the total. The library's extraction
 * is not used here: it cannot tell "not stated" from 0, and takes a total that does not add up. Notes what is uncertain.
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
  const isCacheStated = isObject(inputDetails) && (inputDetails.cached_tokens ?? null) !== null;
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
  const stated = count(usage, "total_tokens");
  const isOfClaude = "cache_creation_input_tokens" in usage || hasWritten(inputDetails);
  const total = isOfClaude ? withWritten(tokens, [usage, inputDetails], stated, count, uncertainties) : stated;
  const predicted =
    count(outputDetails, "accepted_prediction_tokens") + count(outputDetails, "rejected_prediction_tokens");
  if (problems[0]) return problems[0];
  if ((usage[names.input] ?? null) === null)
    return { field: `usage.${names.input}`, code: "missing", message: `usage.${names.input} is missing` };
  // Where only the whole is stated, the rest of it is the output.
  const isOutputStated = (usage[names.output] ?? null) !== null;
  if (!isOutputStated && total >= tokens.input) tokens.output = total - tokens.input;
  else if (!isOutputStated) uncertainties.push("output_lower_bound");
  if (usage.prompt_audio_seconds) addMistralsAudio(tokens, total);
  noteOverlap(tokens, uncertainties);
  const further = total - tokens.input - tokens.output;
  if (further > 0 && reasoning === 0 && hasThoughtsInTotal) {
    uncertainties.push("estimated");
    return { ...tokens, output: tokens.output + further, reasoning: further };
  }
  const held = heldToTotal("usage.total_tokens", total, tokens);
  return "code" in held || predicted <= held.output ? held : tooManyPredicted(names, predicted, held);
}

function hasWritten(details: unknown): details is JsonObject {
  return isObject(details) && "cache_creation_tokens" in details;
}

/**
 * Gateways that answer for Claude's models in this form state what was written to the cache by Anthropic's names. Mostly the
 * input holds it; arithmetic tells where it does not. Answers the total to hold the tokens to.
 */
function withWritten(
  tokens: TokenCounts,
  [usage, inputDetails]: [JsonObject, unknown],
  total: number,
  count: (holder: unknown, name: string) => number,
  uncertainties: Uncertainty[],
): number {
  const details = isObject(inputDetails) ? inputDetails : {};
  tokens.cacheWrite ||= count(usage, "cache_creation_input_tokens") || count(details, "cache_creation_tokens");
  const byTtl = writtenByTtl((ttl) => count(details.cache_creation_token_details, `ephemeral_${ttl}_input_tokens`));
  tokens.cacheWriteByTtl = byTtl;
  if (tokens.cacheWrite > 0 && Object.keys(byTtl).length === 0) uncertainties.push("cache_write_ttl_unknown");
  const { input, output, cacheRead, cacheWrite } = tokens;
  const cached = cacheRead + cacheWrite;
  if (cached <= input && (cached === 0 || total !== input + output + cached)) return total;
  tokens.input = input + cached;
  return total === input + output ? total + cached : total;
}

/** Mistral counts what was heard in the total only, and its length beside. */
function addMistralsAudio(tokens: TokenCounts, total: number): void {
  const heard = Math.max(0, total - tokens.input - tokens.output);
  tokens.input += heard;
  tokens.audioInput += heard;
}

function tooManyPredicted({ output, outputDetails }: UsageNames, predicted: number, tokens: TokenCounts): UsageProblem {
  const message = `accepted and rejected predictions (${predicted}) cannot be more than ${output} (${tokens.output})`;
  return { field: `usage.${outputDetails}`, code: "part_exceeds_whole", message };
}

/**
 * Cached tokens can be of audio and images, and nobody says how many are: at least those that would not fit otherwise.
 */
function noteOverlap(tokens: TokenCounts, uncertainties: Uncertainty[]): void {
  const { input, cacheRead, cacheWrite, audioInput, imageInput } = tokens;
  const overlap = Math.max(0, cacheRead + cacheWrite + audioInput + imageInput - input);
  tokens.cacheReadAudio = Math.min(overlap, cacheRead, audioInput);
  tokens.cacheReadImage = Math.min(overlap - tokens.cacheReadAudio, cacheRead - tokens.cacheReadAudio, imageInput);
  if (tokens.cacheReadAudio + tokens.cacheReadImage > 0) uncertainties.push("modality_overlap");
}
