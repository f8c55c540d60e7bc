import { openAiModel } from "@/lib/catalogue/layers/openai-models";
import type { MatchedModel } from "@/lib/pricing/match-model";

/** A factor as it may turn out, in thousandths. */
export interface Band {
  low: bigint;
  expected: bigint;
  high: bigint;
}

/** How hard a reasoning model is told to think. */
export type ReasoningEffort = "low" | "medium" | "high";

/** What the asker says about how the traffic changes with the switch. */
export interface LeverSettings {
  /** `cold`: nothing is read from the target's cache. */
  cache: "same" | "cold";
  /** Output on the target against now; null for what is known of the two models. */
  outputFactor: Band | null;
  reasoningEffort: ReasoningEffort;
}

/** Levers as nobody has set them; medium is the effort OpenAI's API uses unless told otherwise. */
export const DEFAULT_LEVERS: LeverSettings = { cache: "same", outputFactor: null, reasoningEffort: "medium" };

/** Something a switch changes that a price list cannot say, and what is assumed about it. */
export interface Assumption {
  lever: "output" | "tokenizer" | "cache";
  /** Factor on the tokens; null where nothing is known: then it is not in the band. */
  band: Band | null;
  /** Output without its reasoning is the lower bound. */
  withoutReasoning: boolean;
  text: string;
  source: string | null;
}

const SAME: Band = { low: 1000n, expected: 1000n, high: 1000n };

/** Growth of output from GPT-4.1 to GPT-5 on coding tasks, by reasoning effort. */
const OUTPUT_GROWTH: Readonly<Record<ReasoningEffort, Band>> = {
  low: { low: 1200n, expected: 1500n, high: 1800n },
  medium: { low: 2300n, expected: 2850n, high: 3400n },
  high: { low: 4200n, expected: 5150n, high: 6100n },
};

/** What is assumed about a switch between two models. `origin` is null where traffic comes from an unknown model. */
export function assumptionsFor(origin: MatchedModel | null, target: MatchedModel, levers: LeverSettings): Assumption[] {
  return [outputAssumption(origin, target, levers), tokenizerAssumption(origin, target), cacheAssumption(levers)];
}

function outputAssumption(origin: MatchedModel | null, target: MatchedModel, levers: LeverSettings): Assumption {
  const base = { lever: "output", withoutReasoning: false } as const;
  if (levers.outputFactor) {
    return { ...base, band: levers.outputFactor, text: "Output grows as you said.", source: "your setting" };
  }
  const [before, after] = [origin && reasons(origin), reasons(target)];
  if (before === true && after === false) {
    return {
      ...base,
      band: SAME,
      withoutReasoning: true,
      text: "A model that does not reason writes between output without reasoning and as much output as now.",
      source: "reasoning tokens are part of output",
    };
  }
  if (before === false && after === true) {
    const isMeasured = /^gpt-4\.1/.test(origin?.model ?? "") && /^gpt-5(-|$)/.test(target.model);
    if (!isMeasured) {
      return { ...base, band: null, text: "The target reasons; how much more it writes is not known.", source: null };
    }
    return {
      ...base,
      band: OUTPUT_GROWTH[levers.reasoningEffort],
      text: `The target reasons: output grows as measured at ${levers.reasoningEffort} effort.`,
      source: "GPT-4.1 against GPT-5 on coding tasks",
    };
  }
  if (before === null || after === null) {
    return {
      ...base,
      band: null,
      text: "Whether both models reason is not known, nor how much they write.",
      source: null,
    };
  }
  return { ...base, band: SAME, text: "Both models are assumed to write as much.", source: "no figures; as it is now" };
}

/** Whether a model reasons, as far as is known. */
function reasons({ provider, model }: MatchedModel): boolean | null {
  return provider === "openai" ? (openAiModel(model)?.reasoningTokens ?? null) : null;
}

/** Tokens of the same text against OpenAI's o200k_base. */
const TOKENIZERS: readonly { has(model: string): boolean; low: number; high: number }[] = [
  { has: (model) => /^(ft:)?(gpt-(4\.1|4o|5|oss)|chatgpt-4o|o[134](-|$))/.test(model), low: 1000, high: 1000 },
  { has: (model) => /llama-?3/.test(model), low: 980, high: 1010 },
  { has: (model) => /gemini/.test(model), low: 1060, high: 1290 },
  { has: (model) => claudeVersion(model) >= 4.7, low: 1100, high: 1700 },
  { has: (model) => claudeVersion(model) < 4.7, low: 1000, high: 1250 },
];

/** 4.6 of "claude-opus-4-6", 3.5 of "claude-3-5-sonnet-20241022", 4 of "claude-sonnet-4-20250514"; NaN of others. */
function claudeVersion(model: string): number {
  const match = /claude-(?:[a-z]+-)?(\d{1,2})(?:[-.](\d)(?!\d))?/.exec(model);
  return match ? Number(`${match[1]}.${match[2] ?? 0}`) : Number.NaN;
}

function tokenizerAssumption(origin: MatchedModel | null, target: MatchedModel): Assumption {
  const base = { lever: "tokenizer", withoutReasoning: false } as const;
  if (origin && origin.provider === target.provider && origin.model === target.model) {
    return { ...base, band: SAME, text: "It is the same model.", source: null };
  }
  const before = origin && tokenizerOf(origin.model);
  const after = tokenizerOf(target.model);
  if (!before || !after) {
    return { ...base, band: null, text: "How the target counts the same text is not known.", source: null };
  }
  const source = "measured against o200k_base";
  if (before === after && before.low === before.high) {
    return { ...base, band: SAME, text: "Both models count text alike; images may differ.", source };
  }
  const low = Math.floor((1000 * after.low) / before.high);
  const high = Math.ceil((1000 * after.high) / before.low);
  const band = { low: BigInt(low), expected: BigInt(Math.round((low + high) / 2)), high: BigInt(high) };
  return {
    ...base,
    band,
    text: "The target counts the same text differently: a private tokenizer, so a band.",
    source,
  };
}

function tokenizerOf(model: string) {
  // Resellers put the maker's name before the model's.
  const name = model.toLowerCase().split("/").at(-1) ?? "";
  return TOKENIZERS.find(({ has }) => has(name));
}

function cacheAssumption({ cache }: LeverSettings): Assumption {
  const text =
    cache === "cold"
      ? "Nothing is read from the target's cache."
      : "The cache is hit as often as now; a switch starts with a cold one.";
  return { lever: "cache", band: SAME, withoutReasoning: false, text, source: null };
}
