import { providerName } from "../../provider-name";
import { isObject, type JsonObject, textOf } from "../format";
import { ProviderMetadata } from "../provider-metadata";
import type { Span } from "./span";

/** Where the model that answered, and the one that was asked, have been named. */
export const RESPONSE_MODELS = ["gen_ai.response.model", "ai.response.model", "llm.response.model"];
export const REQUEST_MODELS = ["gen_ai.request.model", "ai.model.id", "llm.request.model"];
const OTHER_MODELS = ["llm.model_name", "embedding.model_name", "langfuse.observation.model.name"];
const PROVIDERS = [
  ...["gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system", "ai.model.provider", "llm.vendor"],
];

/** Longer answers are not looked into for their id. */
const LONGEST_ANSWER = 1024 * 1024;

/** A span that is one request to a model, with what is said about it in many ways. */
export interface Call {
  span: Span;
  /** The model that answered, else the one that was asked; "" where neither is stated. */
  model: string;
  /** The model that was asked, where another one answered. */
  requestedModel: string | null;
  provider: string | null;
  endpoint: string | null;
  isEmbedding: boolean;
  /** The provider's id of the answer; null where it is not stated or may be given again. */
  responseId: string | null;
  serviceTier: string | null;
  metadata: ProviderMetadata;
}

/** Reads what a span says about the request it stands for, its tokens aside. */
export function callOf(span: Span): Call {
  const { attributes } = span;
  const asked = attributes.name(...REQUEST_MODELS);
  const model = attributes.name(...RESPONSE_MODELS, ...OTHER_MODELS) ?? asked ?? "";
  const statedProvider = attributes.name(...PROVIDERS);
  const isEmbedding = isEmbeddings(span);
  const metadata = new ProviderMetadata(attributes.name("ai.response.providerMetadata"));
  const answer = attributes.name("openinference.span.kind") === null ? {} : answerOf(span);
  return {
    span,
    model,
    requestedModel: asked !== null && asked !== model ? asked : null,
    provider: providerName(statedProvider, asked ?? model),
    endpoint: isEmbedding ? "embeddings" : endpointOf(span, statedProvider, answer),
    isEmbedding,
    responseId: isOllama(span, statedProvider)
      ? null
      : (attributes.name("gen_ai.response.id", "ai.response.id") ?? textOf(answer.id)),
    serviceTier: serviceTierOf(span) ?? metadata.serviceTier ?? textOf(answer.service_tier),
    metadata,
  };
}

function isEmbeddings({ attributes }: Span): boolean {
  return (
    attributes.name("gen_ai.operation.name") === "embeddings" ||
    attributes.name("openinference.span.kind") === "EMBEDDING" ||
    attributes.name("langfuse.observation.type") === "embedding" ||
    /\.doEmbed$/.test(attributes.name("ai.operationId") ?? "") ||
    attributes.name("llm.request.type") === "embedding"
  );
}

/** The interface that was called, where it is told; names are those of the catalogue. */
function endpointOf({ attributes }: Span, provider: string | null, answer: JsonObject): string | null {
  const type = attributes.name("openai.api.type");
  if (type !== null) return type;
  if (provider === "openai.responses" || answer.object === "response") return "responses";
  return provider === "openai.chat" || answer.object === "chat.completion" ? "chat_completions" : null;
}

/** The tier that answered; the one that was asked for where that is not stated, unless the choice was left open. */
function serviceTierOf({ attributes }: Span): string | null {
  const answered = attributes.name(
    ...["openai.response.service_tier", "gen_ai.openai.response.service_tier", "gen_ai.response.service_tier"],
  );
  if (answered !== null) return answered;
  const asked = attributes.name("openai.request.service_tier", "gen_ai.openai.request.service_tier");
  return asked === "auto" ? null : asked;
}

/** Ollama, by its name or its port: the ids of its answers are one of a thousand ("chatcmpl-417"), and come again. */
function isOllama({ attributes }: Span, provider: string | null): boolean {
  return provider === "ollama" || attributes.name("server.port") === "11434";
}

/** OpenInference keeps the whole answer, and its id nowhere else. Nothing but id and service tier is taken from it. */
function answerOf({ attributes }: Span): JsonObject {
  const text = attributes.name("output.value") ?? "";
  if (text.length > LONGEST_ANSWER || !/^\{\s*"/.test(text)) return {};
  try {
    const answer: unknown = JSON.parse(text);
    if (!isObject(answer)) return {};
    const isAnswer =
      /^(chat\.completion|response|text_completion)$/.test(String(answer.object)) || answer.type === "message";
    return isAnswer ? answer : {};
  } catch {
    return {};
  }
}
