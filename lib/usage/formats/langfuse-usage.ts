import { tokenCounts } from "../complete-record";
import type { TokenCounts, Uncertainty } from "../usage-record";
import { readCount, type UsageProblem } from "../validate";
import { isObject, type JsonObject } from "./format";
import { readOpenaiTokens } from "./openai-tokens";
import { snakeCase } from "./snake-case";
import { writtenByTtl } from "./written-by-ttl";

const CACHE_READ = [
  ...["input_cached_tokens", "cache_read_input_tokens", "input_cache_read", "input_cache_read_tokens", "input_cached"],
  ...["prompt_details.cache_read", "prompt_tokens_details.cached_tokens", "input_tokens_details.cached_tokens"],
  // Of spans, after what the conventions begin with; and as the AI SDK has it.
  ...["cache_read.input_tokens", "details.cache_read_tokens", "details.cache_read_input_tokens"],
  ...["details.cached_tokens", "cache_read", "cached_tokens", "cachedInputTokens"],
];
const CACHE_WRITE = [
  ...["input_cache_creation", "cache_creation_input_tokens", "input_cache_write", "input_cache_creation_tokens"],
  ...["prompt_details.cache_write", "cache_write_tokens", "cache_creation.input_tokens", "cache_write.input_tokens"],
  ...["details.cache_write_tokens", "details.cache_creation_input_tokens", "cache_creation", "cache_write"],
];
const CACHE_WRITE_BY_TTL: Readonly<Record<string, readonly string[]>> = {
  "5m": ["input_cache_creation_5m", "cache_creation.ephemeral_5m_input_tokens"],
  "1h": ["input_cache_creation_1h", "cache_creation.ephemeral_1h_input_tokens"],
};
const REASONING = [
  ...["output_reasoning_tokens", "output_reasoning", "completion_details.reasoning", "reasoning.output_tokens"],
  ...["completion_tokens_details.reasoning_tokens", "output_tokens_details.reasoning_tokens"],
  ...["details.reasoning_tokens", "reasoning_tokens", "reasoningTokens"],
];
const AUDIO_INPUT = ["input_audio_tokens", "input_audio", "prompt_details.audio"];
const AUDIO_OUTPUT = ["output_audio_tokens", "output_audio", "completion_details.audio"];

const INPUT = ["input", "prompt_tokens", "input_tokens", "promptTokens", "inputTokens"];
const OUTPUT = ["output", "completion_tokens", "output_tokens", "completionTokens", "outputTokens"];
const TOTAL = ["total", "total_tokens", "totalTokens"];
/** What older clients send beside the counts. */
const NO_COUNTS = new Set(["unit", "inputCost", "outputCost", "totalCost"]);
const KNOWN = new Set([
  ...[CACHE_READ, CACHE_WRITE, Object.values(CACHE_WRITE_BY_TTL).flat(), REASONING, AUDIO_INPUT, AUDIO_OUTPUT].flat(),
  ...[INPUT, OUTPUT, TOTAL].flat(),
]);

/** OpenAI's form has details in objects; cached tokens some vendors state beside them. */
const FLAT_DETAILS = [...CACHE_READ, ...CACHE_WRITE].filter((name) => name !== "cached_tokens");

const CHAT = {
  ...{ input: "prompt_tokens", output: "completion_tokens" },
  ...{ inputDetails: "prompt_tokens_details", outputDetails: "completion_tokens_details" },
};
const RESPONSES = {
  ...{ input: "input_tokens", output: "output_tokens" },
  ...{ inputDetails: "input_tokens_details", outputDetails: "output_tokens_details" },
};

/** What a provider said, repeated beside the kinds it was read as. */
const REPEATED = /^details\./;
const CALLS: Readonly<Record<string, string>> = { "server_tool_use.web_search_requests": "webSearch" };

const GEMINI_PROMPT = ["promptTokenCount", "prompt_token_count"];

/** Gemini's own counts, as kinds that do not overlap: cached tokens are in its prompt, thoughts beside its candidates. */
function ofGemini(usage: JsonObject): JsonObject {
  const count = (name: string): unknown => usage[name] ?? usage[snakeCase(name)];
  const number = (name: string) => Number(count(name) ?? 0);
  const cached = number("cachedContentTokenCount");
  return {
    input: number("promptTokenCount") + number("toolUsePromptTokenCount") - cached,
    ...(count("cachedContentTokenCount") === undefined ? {} : { input_cached_tokens: cached }),
    output: number("candidatesTokenCount"),
    output_reasoning: number("thoughtsTokenCount"),
    total: count("totalTokenCount"),
  };
}

/** What `usageDetails` say: tokens, and what is counted besides, by name. */
export interface LangfuseUsage {
  tokens: TokenCounts;
  calls: Readonly<Record<string, number>>;
}

/**
 * Reads Langfuse's `usageDetails`: kinds of tokens by name, of which `total` is the sum. Mostly the kinds do not overlap,
 * but what people send by themselves is kept as they sent it, with input and output that hold all others: the sum tells.
 */
export function readLangfuseUsage(usage: JsonObject, uncertainties: Uncertainty[]): LangfuseUsage | UsageProblem {
  if (GEMINI_PROMPT.some((name) => name in usage)) return readLangfuseUsage(ofGemini(usage), uncertainties);
  for (const names of [CHAT, RESPONSES])
    if (usage[names.input] !== undefined && !("input" in usage) && !hasFlatDetails(usage)) {
      const tokens = readOpenaiTokens(usage, names, uncertainties);
      return "code" in tokens ? tokens : { tokens, calls: {} };
    }
  const unit = usage.unit ?? "TOKENS";
  if (unit !== "TOKENS") return { field: "usage.unit", code: "not_a_number", message: `${unit} are no tokens` };
  const counts = new Map<string, number>();
  for (const [name, value] of Object.entries(usage)) {
    if (value === null || isObject(value) || NO_COUNTS.has(name)) continue;
    const count = readCount(`usageDetails.${name}`, value);
    if (typeof count !== "number") return count;
    counts.set(name, count);
  }
  if (!CACHE_READ.some((name) => counts.has(name))) uncertainties.push("cache_unknown");
  return readKinds(counts);
}

function readKinds(counts: ReadonlyMap<string, number>): LangfuseUsage | UsageProblem {
  const first = (names: readonly string[]) => counts.get(names.find((name) => counts.has(name)) ?? "") ?? 0;
  const byTtl = writtenByTtl((ttl) => first(CACHE_WRITE_BY_TTL[ttl] ?? []));
  const parts = {
    cacheRead: first(CACHE_READ),
    cacheWrite: Math.max(first(CACHE_WRITE), sumOf(Object.values(byTtl))),
    cacheWriteByTtl: byTtl,
    reasoning: first(REASONING),
    audioInput: first(AUDIO_INPUT),
    audioOutput: first(AUDIO_OUTPUT),
  };
  const [input, output] = [first(INPUT), first(OUTPUT)];
  const further = furtherKinds(counts);
  const inInput = parts.cacheRead + parts.cacheWrite + parts.audioInput + further.input;
  const inOutput = parts.reasoning + parts.audioOutput + further.output;
  const total = first(TOTAL);
  const isInside = inInput + inOutput > 0 && total === input + output && inInput <= input && inOutput <= output;
  const tokens = tokenCounts({
    ...parts,
    input: isInside ? input : input + inInput,
    output: isInside ? output : output + inOutput,
  });
  const all = sumOf([...counts].filter(([name]) => !TOTAL.includes(name)).map(([, count]) => count));
  // Where only the whole is stated, nothing says what it is of.
  const isSumOfSome = total === 0 || total === input + output || total === all || all === 0;
  if (isSumOfSome || total === tokens.input + tokens.output) return { tokens, calls: further.calls };
  const message = `usageDetails.total (${total}) is not the sum of the kinds (${tokens.input + tokens.output})`;
  return { field: "usageDetails.total", code: "part_exceeds_whole", message };
}

/** Kinds that have no name here: parts of input or output by how they begin; anything else is counted by its own name. */
function furtherKinds(counts: ReadonlyMap<string, number>) {
  const further = { input: 0, output: 0, calls: {} as Record<string, number> };
  for (const [name, count] of counts) {
    if (KNOWN.has(name) || count === 0 || REPEATED.test(name)) continue;
    if (/^(input|prompt)_/.test(name)) further.input += count;
    else if (/^(output|completion)_|^(accepted|rejected)_prediction_tokens$/.test(name)) further.output += count;
    else further.calls[CALLS[name] ?? name] = count;
  }
  return further;
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function hasFlatDetails(usage: JsonObject): boolean {
  return FLAT_DETAILS.some((name) => name in usage);
}
