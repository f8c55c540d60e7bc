import { countOf, isObject, type JsonObject } from "../format";
import { parsedObject } from "../parsed-object";
import type { Attributes } from "./attributes";

/** Longer answers are not looked into. */
const LONGEST = 1024 * 1024;

/** What Google's ADK does not state in attributes of their own; null for what is not stated at all. */
export interface AdkUsage {
  cacheRead: number | null;
  /** Beside the output, as Gemini counts. */
  thoughts: number | null;
}

/** Reads the usage within the answer that Google's ADK keeps with a span, and nothing else of it. */
export function adkUsage(attributes: Attributes): AdkUsage {
  const text = attributes.name("gcp.vertex.agent.llm_response");
  const { usage_metadata } = text === null || text.length > LONGEST ? {} : parsedObject(text);
  const usage: JsonObject = isObject(usage_metadata) ? usage_metadata : {};
  return { cacheRead: countOf(usage.cached_content_token_count), thoughts: countOf(usage.thoughts_token_count) };
}
