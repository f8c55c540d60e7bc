/**
 * Writes lib/catalogue/data/openai-models.json: what gpt-tokenizer knows about OpenAI's models. The package exports limits
 * and features, but not names, tools, snapshots and rate limits, which stand in its source only; its prices are left out
 * (they are wrong). Run after a change of its version: npx tsx scripts/extract-openai-models.ts
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { OpenAiModelFacts } from "@/lib/catalogue/layers/openai-models";

type Found = Record<string, unknown> & { name: string };

const packageFolder = path.dirname(createRequire(import.meta.url).resolve("gpt-tokenizer/package.json"));

/** The facts of every model of the installed package, by name. */
export async function extractOpenAiModels(): Promise<{ source: string; models: OpenAiModelFacts[] }> {
  const { version } = JSON.parse(await readFile(path.join(packageFolder, "package.json"), "utf8")) as {
    version: string;
  };
  const all = Object.entries(await constantsOf(path.join(packageFolder, "src", "models.gen.ts")));
  const specs = all.filter(([name]) => name.endsWith("_spec")).map(([, value]) => value);
  const configs = all.filter(([name]) => name.endsWith("_config")).map(([, value]) => value);
  const described = configs.flatMap((config) => {
    const spec = specs.find(({ name }) => name === config.current_snapshot) ?? specNamed(specs, config.name);
    return spec ? [factsOf(config.name, spec, config)] : [];
  });
  // Older snapshots have facts of their own (gpt-4o-2024-05-13 writes 4,096 tokens, not 16,384).
  const names = new Set(configs.flatMap((config) => [config.name, config.current_snapshot]));
  const others = specs.filter(({ name }) => !names.has(name)).map((spec) => factsOf(spec.name, spec, null));
  const models = [...described, ...others].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { source: `gpt-tokenizer ${version}`, models };
}

function specNamed(specs: readonly Found[], name: string): Found | undefined {
  return specs.find((spec) => spec.name === name);
}

/** The module's constants, exported or not. */
async function constantsOf(file: string): Promise<Record<string, Found>> {
  const folder = await mkdtemp(path.join(tmpdir(), "openai-models-"));
  try {
    const copy = path.join(folder, "models.mts");
    await writeFile(
      copy,
      (await readFile(file, "utf8")).replace(/^const (\w+_(?:config|spec)) =/gm, "export const $1 ="),
    );
    return (await import(pathToFileURL(copy).href)) as Record<string, Found>;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function factsOf(name: string, spec: Found, config: Found | null): OpenAiModelFacts {
  const cutoff = spec.knowledge_cutoff instanceof Date ? spec.knowledge_cutoff.toISOString().slice(0, 10) : null;
  const facts = {
    name,
    displayName: config?.display_name ?? null,
    tagline: config?.tagline ?? null,
    snapshots: config?.snapshots ?? [],
    performance: spec.performance ?? null,
    latency: spec.latency ?? null,
    modalities: spec.modalities,
    contextWindow: spec.context_window ?? null,
    maxInputTokens: spec.max_input_tokens ?? null,
    maxOutputTokens: spec.max_output_tokens ?? null,
    knowledgeCutoff: cutoff,
    endpoints: spec.supported_endpoints ?? null,
    features: spec.supported_features ?? null,
    tools: config?.supported_tools ?? spec.supported_tools ?? null,
    reasoningTokens: spec.reasoning_tokens ?? null,
    deprecated: Boolean(config?.deprecated ?? spec.deprecated),
    rateLimits: rateLimitGroups(config?.rate_limits),
  };
  return facts as OpenAiModelFacts;
}

function rateLimitGroups(limits: unknown): unknown {
  if (!limits) return [];
  if (!Array.isArray(limits)) return [{ name: "Standard", appliesTo: null, tiers: limits }];
  return (limits as { name: string; tooltip?: string; rate_limits: unknown }[]).map((group) => ({
    name: group.name,
    appliesTo: group.tooltip ?? null,
    tiers: group.rate_limits,
  }));
}

if (process.argv[1] === import.meta.filename) {
  const file = path.resolve("lib/catalogue/data/openai-models.json");
  const { source, models } = await extractOpenAiModels();
  const lines = models.map((model) => JSON.stringify(model)).join(",\n");
  await writeFile(file, `{"source":${JSON.stringify(source)},"models":[\n${lines}\n]}\n`);
  console.log(`${models.length} models of ${source}`);
}
