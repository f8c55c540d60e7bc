/** Names SDKs, gateways and conventions have for providers, by the names Outlay's own formats use. */
const NAMES: Readonly<Record<string, string>> = {
  "amazon-bedrock": "aws",
  "aws.bedrock": "aws",
  aws_bedrock: "aws",
  "az.ai.inference": "azure",
  "az.ai.openai": "azure",
  "azure-openai": "azure",
  "azure.ai.inference": "azure",
  "azure.ai.openai": "azure",
  azure_ai: "azure",
  azure_openai: "azure",
  azureopenai: "azure",
  bedrock: "aws",
  bedrock_converse: "aws",
  "fireworks-ai": "fireworks",
  fireworks_ai: "fireworks",
  "gcp.gemini": "google",
  "gcp.gen_ai": "google",
  "gcp.vertex.agent": "google",
  "gcp.vertex_ai": "google",
  gemini: "google",
  "google-vertex": "google",
  google_genai: "google",
  google_vertexai: "google",
  mistral_ai: "mistral",
  mistralai: "mistral",
  moonshot: "moonshotai",
  moonshot_ai: "moonshotai",
  together_ai: "together",
  togetherai: "together",
  vertex: "google",
  vertex_ai: "google",
  vertex_ai_beta: "google",
  vertexai: "google",
  x_ai: "x-ai",
  xai: "x-ai",
};

/** Gateways and frameworks that pass on to whatever provider a model's name begins with. */
const PASSING_ON = new Set([
  ...["gateway", "vercel", "litellm", "litellm_proxy"],
  ...["langchain", "langgraph", "llamaindex", "llama_index", "crewai", "spring_ai", "semantic_kernel", "haystack"],
]);

/** The AI SDK says which of a provider's interfaces it uses: "openai.responses", "google.vertex.chat". */
const INTERFACE =
  /^([a-z0-9_-]+)\.(vertex\.|anthropic\.)?(chat|responses|completion|messages|generative-ai|embedding|text-embedding|image|speech|transcription|vertex)$/;

/**
 * A provider by the name Outlay uses, in small letters; a name it does not know is left as it is. Gateways that pass requests
 * on are named by whom they pass them on to, which is the beginning of `model` ("openai/gpt-5"). Null where that is not
 * stated: the model's name tells the price then.
 */
export function providerName(stated: string | null, model = ""): string | null {
  const name = stated?.trim().toLowerCase() ?? "";
  const bare = INTERFACE.exec(name)?.[1] ?? name;
  const slash = model.indexOf("/");
  if (PASSING_ON.has(bare)) return slash > 0 ? providerName(model.slice(0, slash)) : null;
  if (bare === "") return null;
  return Object.hasOwn(NAMES, bare) ? (NAMES[bare] as string) : bare;
}
