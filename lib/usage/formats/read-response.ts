import { readAnthropicMessage } from "./anthropic-messages";
import { readConverse } from "./bedrock-converse";
import { readCohere } from "./cohere-responses";
import type { ReadContext, Reading } from "./format";
import type { FoundResponse } from "./found-response";
import { readGeminiResponse } from "./gemini-responses";
import { readOcr } from "./mistral-ocr";
import { readEmbeddings } from "./openai-embeddings";
import { readImages } from "./openai-images";
import { readRealtime } from "./openai-realtime";
import { readOpenaiResponse } from "./openai-responses";
import { readTranscription } from "./openai-transcriptions";

/** Reads a response of any of the APIs. */
export function readResponse(found: FoundResponse, context: ReadContext): readonly Reading[] {
  switch (found.kind) {
    case "chat":
    case "responses":
      return [readOpenaiResponse(found, context)];
    case "embeddings":
      return [readEmbeddings(found, context)];
    case "anthropic":
      return readAnthropicMessage(found, context);
    case "gemini":
      return [readGeminiResponse(found, context)];
    case "realtime":
      return [readRealtime(found, context)];
    case "converse":
      return [readConverse(found, context)];
    case "cohere":
      return [readCohere(found, context)];
    case "ocr":
      return [readOcr(found, context)];
    case "images":
      return [readImages(found, context)];
    case "transcription":
      return [readTranscription(found, context)];
  }
}
