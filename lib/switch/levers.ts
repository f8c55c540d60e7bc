/** A quantity as it may turn out, in thousandths. */
export interface Band {
  low: bigint;
  expected: bigint;
  high: bigint;
}

/** How hard a reasoning model is told to think. */
export type ReasoningEffort = "low" | "medium" | "high";

/**
 * What a switch may change that no price list says. `output`, `reasoning`, `tokenizer` and `growth` are factors (on the
 * output, on the reasoning in it, on all tokens, on the traffic); `cache` is how much of what is read from a cache now
 * will be read from the target's; `escalation` is the share that is sent back and paid twice.
 */
export const LEVERS = ["output", "reasoning", "tokenizer", "cache", "escalation", "growth"] as const;
export type Lever = (typeof LEVERS)[number];

/** A value for every lever, in thousandths. */
export type LeverValues = Readonly<Record<Lever, bigint>>;

/** Nothing changes but the prices. */
export const SAME_TOKENS: LeverValues = {
  output: 1000n,
  reasoning: 1000n,
  tokenizer: 1000n,
  cache: 1000n,
  escalation: 0n,
  growth: 1000n,
};

/** What the asker says about the levers; null for what is known of the two models. */
export interface LeverSettings {
  /** `same`: caches are hit as now; `cold`: nothing is read from the target's. */
  cache: "same" | "cold" | null;
  cacheKept: Band | null;
  outputFactor: Band | null;
  reasoningFactor: Band | null;
  reasoningEffort: ReasoningEffort;
  tokenizerFactor: Band | null;
  escalationShare: Band | null;
  growthFactor: Band | null;
}

/** Levers as nobody has set them; medium is the effort OpenAI's API uses unless told otherwise. */
export const DEFAULT_LEVERS: LeverSettings = {
  cache: null,
  cacheKept: null,
  outputFactor: null,
  reasoningFactor: null,
  reasoningEffort: "medium",
  tokenizerFactor: null,
  escalationShare: null,
  growthFactor: null,
};

/** A band without width. */
export function point(value: bigint): Band {
  return { low: value, expected: value, high: value };
}

/** Whether a band has no width. */
export function isPoint({ low, high }: Band): boolean {
  return low === high;
}
