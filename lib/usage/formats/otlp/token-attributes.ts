import { tokenCounts } from "../../complete-record";
import type { TokenCounts } from "../../usage-record";
import type { Attributes } from "./attributes";

type CountedClass = Exclude<keyof TokenCounts, "cacheWriteByTtl" | "cacheReadAudio" | "cacheReadImage">;

/**
 * What each count has been called: by the GenAI conventions of all times, by instrumentations that do not keep to them
 * (OpenLLMetry, Pydantic AI, Sentry), by OpenInference and by the AI SDK (its versions 4 to 6, and 7's older telemetry).
 */
const NAMES: Readonly<Record<CountedClass | "total", readonly string[]>> = {
  input: [
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.prompt_tokens",
    "llm.token_count.prompt",
    "llm.usage.prompt_tokens",
    "ai.usage.inputTokens",
    "ai.usage.promptTokens",
    "ai.usage.tokens",
  ],
  output: [
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.completion_tokens",
    "llm.token_count.completion",
    "llm.usage.completion_tokens",
    "ai.usage.outputTokens",
    "ai.usage.completionTokens",
  ],
  cacheRead: [
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_read_input_tokens",
    "gen_ai.usage.cache_read_tokens",
    "gen_ai.usage.input_tokens.cached",
    "gen_ai.usage.input_cached_tokens",
    "gen_ai.usage.cached_input_tokens",
    "gen_ai.usage.cached_tokens",
    "gen_ai.usage.details.cache_read_tokens",
    "gen_ai.usage.details.cache_read_input_tokens",
    "gen_ai.usage.details.cached_tokens",
    "llm.token_count.prompt_details.cache_read",
    "llm.token_count.prompt_details.cache_input",
    "ai.usage.inputTokenDetails.cacheReadTokens",
    "ai.usage.cachedInputTokens",
  ],
  cacheWrite: [
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.cache_write.input_tokens",
    "gen_ai.usage.cache_creation_input_tokens",
    "gen_ai.usage.cache_write_input_tokens",
    "gen_ai.usage.cache_write_tokens",
    "gen_ai.usage.input_tokens.cache_write",
    "gen_ai.usage.details.cache_write_tokens",
    "gen_ai.usage.details.cache_creation_input_tokens",
    "llm.token_count.prompt_details.cache_write",
    "ai.usage.inputTokenDetails.cacheWriteTokens",
  ],
  reasoning: [
    "gen_ai.usage.reasoning.output_tokens",
    "gen_ai.usage.reasoning_tokens",
    "gen_ai.usage.output_tokens.reasoning",
    "gen_ai.usage.output_reasoning_tokens",
    "gen_ai.usage.details.reasoning_tokens",
    "llm.token_count.completion_details.reasoning",
    "ai.usage.outputTokenDetails.reasoningTokens",
    "ai.usage.reasoningTokens",
  ],
  audioInput: ["gen_ai.usage.audio.input_tokens", "llm.token_count.prompt_details.audio"],
  imageInput: ["gen_ai.usage.image.input_tokens", "llm.token_count.prompt_details.image"],
  audioOutput: ["gen_ai.usage.audio.output_tokens", "llm.token_count.completion_details.audio"],
  imageOutput: ["gen_ai.usage.image.output_tokens", "llm.token_count.completion_details.image"],
  total: ["gen_ai.usage.total_tokens", "llm.token_count.total", "llm.usage.total_tokens", "ai.usage.totalTokens"],
};

const CLASSES = Object.keys(NAMES).filter((name) => name !== "total") as readonly CountedClass[];

/** The counts a span states, as it states them. */
export interface StatedTokens {
  tokens: TokenCounts;
  /** The stated sum of all; null for none. */
  total: number | null;
  /** Classes that are stated at all, be it as 0. */
  stated: ReadonlySet<CountedClass>;
}

/** Whether a span says how many tokens were used. */
export function statesUsage(attributes: Attributes): boolean {
  return attributes.name(...NAMES.input, ...NAMES.output) !== null;
}

/** Reads the counts of a span; what is wrong with one is kept in `attributes.rejected`. */
export function readTokenAttributes(attributes: Attributes): StatedTokens {
  const counts: Partial<Record<CountedClass, number>> = {};
  const stated = new Set<CountedClass>();
  for (const name of CLASSES) {
    const count = attributes.statedCount(...NAMES[name]);
    if (count === null) continue;
    counts[name] = count;
    stated.add(name);
  }
  return { tokens: tokenCounts(counts), total: attributes.statedCount(...NAMES.total), stated };
}
