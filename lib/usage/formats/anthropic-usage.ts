import type { TokenCounts, Uncertainty } from "../usage-record";
import type { UsageProblem } from "../validate";
import type { JsonObject } from "./format";
import { libraryExtraction } from "./library-usage";

/** What the usage block of an Anthropic message says. */
export interface AnthropicUsage {
  tokens: TokenCounts;
  calls: Readonly<Record<string, number>>;
  uncertainties: Uncertainty[];
}

const extract = libraryExtraction("anthropic");

/**
 * Reads the usage block of a message. `input_tokens` is what was neither read from nor written to the cache; the tokens
 * written are stated in all and by time to live, where that is stated.
 */
export function readAnthropicUsage(usage: JsonObject): AnthropicUsage | UsageProblem {
  const extracted = extract({ usage });
  if ("code" in extracted) return extracted;
  const { tokens, webSearches } = extracted;
  const uncertainties: Uncertainty[] = [];
  if (!("cache_read_input_tokens" in usage)) uncertainties.push("cache_unknown");
  const named = Object.values(tokens.cacheWriteByTtl).reduce((sum, count) => sum + count, 0);
  // Their sum may be left out.
  if ((usage.cache_creation_input_tokens ?? null) === null) {
    tokens.cacheWrite += named;
    tokens.input += named;
  }
  if (named < tokens.cacheWrite) uncertainties.push("cache_write_ttl_unknown");
  return { tokens, calls: webSearches > 0 ? { webSearch: webSearches } : {}, uncertainties };
}
