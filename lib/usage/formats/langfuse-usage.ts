import { tokenCounts } from "../complete-record";
import type { TokenCounts, Uncertainty } from "../usage-record";
import { readCount, type UsageProblem } from "../validate";
import { isObject, type JsonObject } from "./format";
import { readOpenaiTokens } from "./openai-tokens";

const CACHE_READ = [
  ...["input_cached_tokens", "cache_read_input_tokens", "input_cache_read", "input_cache_read_tokens", "input_cached"],
  ...["prompt_details.cache_read", "prompt_tokens_details.cached_tokens", "input_tokens_details.cached_tokens"],
];
const CACHE_WRITE = [
  ...["input_cache_creation", "cache_creation_input_tokens", "input_cache_write", "input_cache_creation_tokens"],
  ...["prompt_details.cache_write", "cache_write_tokens"],
];
const CACHE_WRITE_BY_TTL: Readonly<Record<string, string>> = {
  "5m": "input_cache_creation_5m",
  "1h": "input_cache_creation_1h",
};
const REASONING = ["output_reasoning_tokens", "output_reasoning", "completion_details.reasoning"];
const AUDIO_INPUT = ["input_audio_tokens", "input_audio", "prompt_details.audio"];
const AUDIO_OUTPUT = ["output_audio_tokens", "output_audio", "completion_details.audio"];

const CHAT = {
  ...{ input: "prompt_tokens", output: "completion_tokens" },
  ...{ inputDetails: "prompt_tokens_details", outputDetails: "completion_tokens_details" },
};
const RESPONSES = {
  ...{ input: "input_tokens", output: "output_tokens" },
  ...{ inputDetails: "input_tokens_details", outputDetails: "output_tokens_details" },
};

/**
 * Reads Langfuse's `usageDetails`: kinds of tokens by name, of which `total` is the sum. Mostly the kinds do not overlap,
 * but what people send by themselves is kept as they sent it, with input and output that hold all others: the sum tells.
 */
export function readLangfuseUsage(usage: JsonObject, uncertainties: Uncertainty[]): TokenCounts | UsageProblem {
  for (const names of [CHAT, RESPONSES])
    if (usage[names.input] !== undefined && !("input" in usage) && !hasFlatDetails(usage))
      return readOpenaiTokens(usage, names, uncertainties);
  const counts = new Map<string, number>();
  for (const [name, value] of Object.entries(usage)) {
    if (value === null || isObject(value)) continue;
    const count = readCount(`usageDetails.${name}`, value);
    if (typeof count !== "number") return count;
    counts.set(name, count);
  }
  const first = (names: readonly string[]) => counts.get(names.find((name) => counts.has(name)) ?? "") ?? 0;
  const byTtl: Record<string, number> = {};
  for (const [ttl, name] of Object.entries(CACHE_WRITE_BY_TTL))
    if (counts.get(name)) byTtl[ttl] = counts.get(name) ?? 0;
  const writtenByTtl = Object.values(byTtl).reduce((sum, count) => sum + count, 0);
  const parts = {
    cacheRead: first(CACHE_READ),
    cacheWrite: Math.max(first(CACHE_WRITE), writtenByTtl),
    cacheWriteByTtl: byTtl,
    reasoning: first(REASONING),
    audioInput: first(AUDIO_INPUT),
    audioOutput: first(AUDIO_OUTPUT),
  };
  const input = first(["input", "prompt_tokens", "input_tokens"]);
  const output = first(["output", "completion_tokens", "output_tokens"]);
  if (!CACHE_READ.some((name) => counts.has(name))) uncertainties.push("cache_unknown");
  const inInput = parts.cacheRead + parts.cacheWrite + parts.audioInput;
  const inOutput = parts.reasoning + parts.audioOutput;
  const isInside =
    inInput + inOutput > 0 && counts.get("total") === input + output && inInput <= input && inOutput <= output;
  return tokenCounts({
    ...parts,
    input: isInside ? input : input + inInput,
    output: isInside ? output : output + inOutput,
  });
}

function hasFlatDetails(usage: JsonObject): boolean {
  return [...CACHE_READ, ...CACHE_WRITE].some((name) => name in usage);
}
