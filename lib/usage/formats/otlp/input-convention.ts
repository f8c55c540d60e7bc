import type { Call } from "./call";
import { isOfClaudeCode, type StatedTokens } from "./token-attributes";
import { statesDetails } from "./token-details";

/** Instrumentations that leave cached tokens out of the input, against the conventions. */
const EXCLUSIVE_SCOPES = new Set([
  // Copies Converse's inputTokens as they are: https://github.com/traceloop/openllmetry/issues/4449
  "opentelemetry.instrumentation.bedrock",
]);

/** Instrumentations known to put them in for Anthropic's models too. */
const INCLUSIVE_SCOPES =
  /^(gen_ai|pydantic-ai|opentelemetry\.instrumentation\.anthropic|openinference\.instrumentation\..+|@arizeai\/openinference-.+|com\.anthropic\.(sdk\..+|claude-platform))$/;

/**
 * Whether the input a span states holds its cached tokens. By the conventions it does; Anthropic's and Bedrock's interfaces
 * leave them out, and some instrumentations copy what those say. Arithmetic decides where it can, then what is known of the
 * instrumentation; `assumed`: neither does.
 */
export function inputConvention(call: Call, { tokens, total }: StatedTokens): "inclusive" | "exclusive" | "assumed" {
  const { input, output } = tokens;
  const cached = tokens.cacheRead + tokens.cacheWrite;
  if (cached === 0) return "inclusive";
  if (isOfClaudeCode(call.span.attributes)) return "exclusive";
  if (cached > input || total === input + output + cached) return "exclusive";
  const { uncachedInput } = call.metadata;
  if (uncachedInput === input) return "exclusive";
  if (uncachedInput !== null && uncachedInput + cached === input) return "inclusive";
  if (!isAnthropicOrBedrock(call) || statesDetails(call.span.attributes)) return "inclusive";
  const { scope, attributes } = call.span;
  if (EXCLUSIVE_SCOPES.has(scope.name)) return "exclusive";
  // The AI SDK puts them in from version 6 on, which is also the first to state details.
  if (attributes.hasAny("ai.usage."))
    return attributes.hasAny("ai.usage.inputTokenDetails.") ? "inclusive" : "exclusive";
  return INCLUSIVE_SCOPES.test(scope.name) ? "inclusive" : "assumed";
}

/** Whether the interface that was called leaves cached tokens out of its input. */
export function isAnthropicOrBedrock({ provider, model }: Call): boolean {
  return provider === "anthropic" || provider === "aws" || /claude/i.test(model);
}
