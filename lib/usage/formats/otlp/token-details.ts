import { countOf } from "../format";
import { parsedObject } from "../parsed-object";
import type { Attributes } from "./attributes";

const INPUT = "gen_ai.usage.input_token_details";
const OUTPUT = "gen_ai.usage.output_token_details";

/** Parts of input and output as LangSmith has them: JSON, by LangChain's names. Null for what is not stated. */
export interface TokenDetails {
  cacheRead: number | null;
  cacheWrite: number | null;
  reasoning: number | null;
  audioInput: number | null;
  audioOutput: number | null;
}

/** Whether a span states such parts; its input holds what was cached then, for every provider. */
export function statesDetails(attributes: Attributes): boolean {
  return attributes.has(INPUT);
}

const NONE: TokenDetails = { cacheRead: null, cacheWrite: null, reasoning: null, audioInput: null, audioOutput: null };

/** Reads the parts of a span's tokens that stand in JSON. */
export function tokenDetails(attributes: Attributes): TokenDetails {
  if (!attributes.has(INPUT) && !attributes.has(OUTPUT)) return NONE;
  const [input, output] = [INPUT, OUTPUT].map((name) => parsedObject(attributes.name(name)));
  return {
    cacheRead: countOf(input?.cache_read),
    cacheWrite: countOf(input?.cache_creation),
    reasoning: countOf(output?.reasoning),
    audioInput: countOf(input?.audio),
    audioOutput: countOf(output?.audio),
  };
}
