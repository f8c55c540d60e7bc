import { tokenCounts } from "../../complete-record";
import type { TokenCounts } from "../../usage-record";
import type { Attributes } from "./attributes";

/** Thoughts, as Google's ADK states them: beside the output. */
export const ADK_REASONING = "gen_ai.usage.experimental.reasoning_tokens";

type CountedClass = Exclude<keyof TokenCounts, "cacheWriteByTtl" | "cacheReadAudio" | "cacheReadImage">;

/**
 * What each count has been called: by the GenAI conventions of all times, by instrumentations that do not keep to them
 * (OpenLLMetry, Pydantic AI, Sentry, Semantic Kernel), by OpenInference and by the AI SDK (its versions 4 to 6, and 7's older
 * telemetry).
 */
const NAMES: Readonly<Record<CountedClass | "total", readonly string[]>> = {
  input: [
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.prompt_tokens",
    "gen_ai.response.prompt_tokens",
    "llm.token_count.prompt",
    "llm.usage.prompt_tokens",
    "ai.usage.inputTokens",
    "ai.usage.promptTokens",
    "ai.usage.tokens",
  ],
  output: [
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.completion_tokens",
    "gen_ai.response.completion_tokens",
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
    "gen_ai.usage.prompt_tokens_details.cached_tokens",
    "gen_ai.usage.input_tokens_details.cached_tokens",
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
    "gen_ai.usage.completion_tokens_details.reasoning_tokens",
    "gen_ai.usage.output_tokens_details.reasoning_tokens",
    ADK_REASONING,
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

/** Claude Code's counts have no prefix: they are read on its own spans only. */
const OF_CLAUDE_CODE: Partial<Record<CountedClass, readonly string[]>> = {
  input: ["input_tokens"],
  output: ["output_tokens"],
  cacheRead: ["cache_read_tokens"],
  cacheWrite: ["cache_creation_tokens"],
};

/** Whether a span is a request of Claude Code's. */
export function isOfClaudeCode(attributes: Attributes): boolean {
  return attributes.name("span.type") === "llm_request";
}

/** Langfuse's kinds of tokens, as JSON. */
export const LANGFUSE_USAGE = "langfuse.observation.usage_details";

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
  return statesCounts(attributes) || attributes.name(LANGFUSE_USAGE) !== null;
}

/** The same, in attributes of their own. */
export function statesCounts(attributes: Attributes): boolean {
  if (attributes.name(...INPUT_AND_OUTPUT) !== null) return true;
  return isOfClaudeCode(attributes) && attributes.name("input_tokens", "output_tokens") !== null;
}

const INPUT_AND_OUTPUT = [...NAMES.input, ...NAMES.output];

/** Reads the counts of a span; what is wrong with one is kept in `attributes.rejected`. */
export function readTokenAttributes(attributes: Attributes): StatedTokens {
  const counts: Partial<Record<CountedClass, number>> = {};
  const stated = new Set<CountedClass>();
  const isPlain = !isOfClaudeCode(attributes);
  for (const name of CLASSES) {
    const names = isPlain ? NAMES[name] : [...NAMES[name], ...(OF_CLAUDE_CODE[name] ?? [])];
    const count = attributes.statedCount(...names);
    if (count === null) continue;
    counts[name] = count;
    stated.add(name);
  }
  return { tokens: tokenCounts(counts), total: attributes.statedCount(...NAMES.total), stated };
}
