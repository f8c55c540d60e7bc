import { countOf, isObject, type JsonObject, textOf } from "./format";
import { parsedObject } from "./parsed-object";
import { writtenByTtl } from "./written-by-ttl";

/** Longer ones hold more than usage, and are not read. */
const LONGEST = 256 * 1024;

/**
 * What a provider said beside its answer: the AI SDK's `providerMetadata`, an object by provider. Its versions 4 and 5 state
 * what was written to the cache, and all state times to live and service tiers, only there.
 */
export class ProviderMetadata {
  private readonly anthropic: JsonObject;
  private readonly usage: JsonObject;
  private readonly openai: JsonObject;

  /** `stated` is the object or its text; anything else says nothing. */
  constructor(stated: unknown) {
    const metadata = typeof stated === "string" && stated.length > LONGEST ? {} : parsedObject(stated);
    this.anthropic = objectOf(metadata.anthropic);
    const bedrock = objectOf(metadata.bedrock);
    this.usage = { ...objectOf(bedrock.usage), ...objectOf(this.anthropic.usage) };
    this.openai = objectOf(metadata.openai);
  }

  /** Anthropic's own count of the input, which leaves cached tokens out. */
  get uncachedInput(): number | null {
    return countOf(this.usage.input_tokens);
  }

  get cacheRead(): number | null {
    const { usage, anthropic, openai } = this;
    return countOf(
      usage.cache_read_input_tokens ??
        anthropic.cacheReadInputTokens ??
        usage.cacheReadInputTokens ??
        openai.cachedPromptTokens,
    );
  }

  get cacheWrite(): number | null {
    const { usage, anthropic } = this;
    return countOf(
      usage.cache_creation_input_tokens ?? anthropic.cacheCreationInputTokens ?? usage.cacheWriteInputTokens,
    );
  }

  /** Cache writes by time to live; empty where they are not told apart. */
  get cacheWriteByTtl(): Record<string, number> {
    const creation = objectOf(this.usage.cache_creation);
    return writtenByTtl((ttl) => countOf(creation[`ephemeral_${ttl}_input_tokens`]));
  }

  get reasoning(): number | null {
    return countOf(this.openai.reasoningTokens);
  }

  get serviceTier(): string | null {
    return textOf(this.openai.serviceTier ?? this.usage.service_tier);
  }
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
