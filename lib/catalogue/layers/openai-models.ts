import published from "../data/openai-models.json" with { type: "json" };

/** Limits of one usage tier as OpenAI publishes them; a figure in words is none we can count with. */
export interface PublishedLimits {
  rpm?: number | string;
  rpd?: number;
  tpm?: number | string;
  batch_queue_limit?: number;
}

/** Facts of one OpenAI model, from the data of gpt-tokenizer (see scripts/extract-openai-models.ts). */
export interface OpenAiModelFacts {
  name: string;
  displayName: string | null;
  tagline: string | null;
  snapshots: readonly string[];
  performance: number | null;
  latency: number | null;
  modalities: { input: readonly string[]; output: readonly string[] };
  contextWindow: number | null;
  maxInputTokens: number | null;
  maxOutputTokens: number | null;
  knowledgeCutoff: string | null;
  endpoints: readonly string[] | null;
  features: readonly string[] | null;
  tools: readonly string[] | null;
  reasoningTokens: boolean | null;
  deprecated: boolean;
  rateLimits: readonly {
    name: string;
    appliesTo: string | null;
    tiers: Readonly<Record<string, PublishedLimits | null>>;
  }[];
}

/** The source of these facts, with the day its version was published. */
export const OPENAI_DATA = { source: published.source, date: "2026-08-16" } as const;

const BY_NAME = new Map<string, OpenAiModelFacts>();
for (const model of published.models as readonly OpenAiModelFacts[]) {
  BY_NAME.set(model.name, model);
  for (const snapshot of model.snapshots) if (!BY_NAME.has(snapshot)) BY_NAME.set(snapshot, model);
}
// An older snapshot with facts of its own is itself, not its family.
for (const model of published.models as readonly OpenAiModelFacts[]) BY_NAME.set(model.name, model);

/** Facts of an OpenAI model by its name or a snapshot's; null when there are none. */
export function openAiModel(name: string): OpenAiModelFacts | null {
  return BY_NAME.get(name) ?? null;
}

/** Names the data uses at all: only of these does a list that leaves one out say no. */
export const KNOWN_ENDPOINTS = vocabulary(({ endpoints }) => endpoints);
export const KNOWN_FEATURES = vocabulary(({ features }) => features);
export const KNOWN_TOOLS = vocabulary(({ tools }) => tools);

function vocabulary(listOf: (model: OpenAiModelFacts) => readonly string[] | null): ReadonlySet<string> {
  return new Set((published.models as readonly OpenAiModelFacts[]).flatMap((model) => listOf(model) ?? []));
}
