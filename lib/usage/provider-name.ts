/** Names SDKs, gateways and conventions have for providers, by the names Outlay's own formats use. */
const NAMES: Readonly<Record<string, string>> = {
  "amazon-bedrock": "aws",
  "aws.bedrock": "aws",
  "az.ai.inference": "azure",
  "az.ai.openai": "azure",
  "azure-openai": "azure",
  "azure.ai.inference": "azure",
  "azure.ai.openai": "azure",
  azure_ai: "azure",
  bedrock: "aws",
  bedrock_converse: "aws",
  "fireworks-ai": "fireworks",
  fireworks_ai: "fireworks",
  "gcp.gemini": "google",
  "gcp.gen_ai": "google",
  "gcp.vertex_ai": "google",
  gemini: "google",
  "google-vertex": "google",
  mistral_ai: "mistral",
  mistralai: "mistral",
  moonshot: "moonshotai",
  moonshot_ai: "moonshotai",
  together_ai: "together",
  togetherai: "together",
  vertex: "google",
  vertex_ai: "google",
  x_ai: "x-ai",
  xai: "x-ai",
};

/** Gateways that pass on to whatever provider a model's name begins with. */
const PASSING_ON = new Set(["gateway", "vercel", "litellm", "litellm_proxy"]);

/** The AI SDK says which of a provider's interfaces it uses: "openai.responses", "google.vertex.chat". */
const INTERFACE =
  /^([a-z0-9_-]+)\.(vertex\.|anthropic\.)?(chat|responses|completion|messages|generative-ai|embedding|text-embedding|image|speech|transcription|vertex)$/;

/**
 * A provider by the name Outlay uses, in small letters; a name it does not know is left as it is. Null where the name says
 * nothing, or names a gateway that passes requests on: the model's name tells then.
 */
export function providerName(stated: string | null): string | null {
  const name = stated?.trim().toLowerCase() ?? "";
  const bare = INTERFACE.exec(name)?.[1] ?? name;
  if (bare === "" || PASSING_ON.has(bare)) return null;
  return Object.hasOwn(NAMES, bare) ? (NAMES[bare] as string) : bare;
}
