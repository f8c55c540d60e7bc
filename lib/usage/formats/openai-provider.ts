import { isObject, type JsonObject } from "./format";
import type { FoundResponse } from "./found-response";

/** Names of OpenAI's own models; gpt-oss is open, and others sell it. */
const OPENAI_MODEL =
  /^(ft:)?(gpt-(?!oss|neo|j\b)|chatgpt-|o\d(-|$)|text-|codex-|computer-use-|omni-moderation-|tts-|whisper-|dall-e-|davinci|babbage|curie|ada(-|$))/i;

/**
 * Who answered in OpenAI's form, as far as the response tells: Azure, Groq and OpenRouter mark theirs, and OpenAI's and
 * Perplexity's models have names of their own. Otherwise whom the log names; null where it names nobody: the model's name
 * says more than a guess.
 */
export function openaiProvider(response: JsonObject, model: string, named: string | null): string | null {
  if (isAzure(response)) return "azure";
  if (named !== null) return named;
  if ("x_groq" in response) return "groq";
  if (typeof response.id === "string" && response.id.startsWith("gen-") && "provider" in response)
    return sellerAtOpenrouter(response);
  if (OPENAI_MODEL.test(model)) return "openai";
  return /^sonar(-|$)/.test(model) ? "perplexity" : null;
}

/** With a key of one's own the provider bills what was used. */
function sellerAtOpenrouter({ usage, provider }: JsonObject): string {
  const isOwnKey = isObject(usage) && usage.is_byok === true;
  return isOwnKey && typeof provider === "string" ? provider.toLowerCase() : "openrouter";
}

/** Azure's answers carry its content filter's results, of the prompt or of a choice. */
function isAzure(response: JsonObject): boolean {
  if ("prompt_filter_results" in response) return true;
  const choice = Array.isArray(response.choices) ? (response.choices[0] as unknown) : null;
  return isObject(choice) && "content_filter_results" in choice;
}

/** Whether something opens an Azure stream: the results of the prompt's filter, and nothing of an answer yet. */
export function isAzureOpening({ choices, prompt_filter_results, usage }: JsonObject): boolean {
  return Array.isArray(prompt_filter_results) && Array.isArray(choices) && choices.length === 0 && !usage;
}

/** The last part of an Azure stream, which has its usage, does not carry the marks that earlier ones had. */
export class AzureStreams {
  private current: unknown = null;

  /** The response with its provider, where it belongs to a stream of Azure's. */
  mark(found: FoundResponse | null): FoundResponse | null {
    if (found?.response.object !== "chat.completion.chunk" || !found.response.id) return found;
    if (isAzure(found.response)) this.current = found.response.id;
    if (found.response.id !== this.current) return found;
    return { ...found, around: { ...found.around, provider: "azure" } };
  }
}
