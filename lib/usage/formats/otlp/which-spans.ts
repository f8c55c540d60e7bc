import { REQUEST_MODELS, RESPONSE_MODELS } from "./call";
import type { Span } from "./span";
import { isOfClaudeCode, statesUsage } from "./token-attributes";

/** Operations of the GenAI conventions that are one request to a model. */
const CALLS = new Set([
  ...["chat", "text_completion", "generate_content", "embeddings"],
  // As Semantic Kernel had them first.
  ...["chat.completions", "text.completions"],
]);

/** Operations that go on around requests; what usage they state is that of the requests within them. */
const AROUND_CALLS = new Set([
  "invoke_agent",
  "create_agent",
  "agent_step",
  "invoke_workflow",
  "execute_tool",
  "plan",
  "retrieval",
]);

/**
 * Whether a span stands for one request to a model. Agents, steps, workflows and tools do not: they repeat the usage of the
 * requests within them. A span with usage whose operation nobody knows is one if it has a response's id; one that names no
 * operation at all (older instrumentations), if it names a model.
 */
export function isCall(span: Span): boolean {
  const { attributes } = span;
  // The AI SDK: `ai.generateText` is the whole, `ai.generateText.doGenerate` each request.
  const aiSdk = attributes.name("ai.operationId");
  if (aiSdk !== null) return /\.do[A-Z]/.test(aiSdk);
  const openInference = attributes.name("openinference.span.kind");
  if (openInference !== null) return openInference === "LLM" || openInference === "EMBEDDING";
  const operation = attributes.name("gen_ai.operation.name");
  const langfuse = operation === null ? attributes.name("langfuse.observation.type") : null;
  if (langfuse !== null) return langfuse === "generation" || langfuse === "embedding";
  if (isOfClaudeCode(attributes)) return true;
  const hasUsage = statesUsage(attributes);
  // The AI SDK 7 has a span of this operation around the requests too, and states the usage of the requests only.
  if (operation === "embeddings" && span.scope.name === "gen_ai") return hasUsage;
  if (operation !== null && CALLS.has(operation)) return true;
  if (!hasUsage) return false;
  if (operation !== null) return !AROUND_CALLS.has(operation) && attributes.has("gen_ai.response.id");
  if (attributes.has("traceloop.span.kind")) return false;
  return attributes.name(...RESPONSE_MODELS, ...REQUEST_MODELS) !== null;
}
