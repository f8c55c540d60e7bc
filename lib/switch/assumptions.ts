import { openAiModel } from "@/lib/catalogue/layers/openai-models";
import type { MatchedModel } from "@/lib/pricing/match-model";
import { type Band, type Lever, type LeverSettings, point, type ReasoningEffort } from "./levers";
import { roundDivide, type Share, WHOLE } from "./share";

/** Something a switch changes that a price list cannot say, and what is assumed about it. */
export interface Assumption {
  lever: Lever;
  /** Null where nothing is known: then it is not in the estimate's band. */
  band: Band | null;
  text: string;
  source: string | null;
}

/** What is moved, as far as assumptions depend on it. */
export interface Switched {
  /** Null where traffic comes from an unknown model. */
  origin: MatchedModel | null;
  target: MatchedModel;
  share: Share;
  /** Whether there is reasoning in it now. */
  hasReasoning: boolean;
  /** Share of the input that is read from a cache now, in thousandths. */
  hitRate: bigint;
  /** Length of the period in days. */
  days: number;
}

const SAME = point(1000n);
const YOURS = "your setting";

/** What is assumed about traffic that is moved from one model to another. */
export function assumptionsFor(switched: Switched, levers: LeverSettings): Assumption[] {
  return [
    outputAssumption(switched, levers),
    reasoningAssumption(switched, levers),
    tokenizerAssumption(switched, levers),
    cacheAssumption(switched, levers),
    shareAssumption("escalation", levers.escalationShare, point(0n), "Nothing is sent back to the model it came from."),
    shareAssumption("growth", levers.growthFactor, SAME, "As much traffic as in this period."),
  ];
}

/** Growth of output from GPT-4.1 to GPT-5 on coding tasks, by reasoning effort. */
const OUTPUT_GROWTH: Readonly<Record<ReasoningEffort, Band>> = {
  low: { low: 1200n, expected: 1500n, high: 1800n },
  medium: { low: 2300n, expected: 2850n, high: 3400n },
  high: { low: 4200n, expected: 5150n, high: 6100n },
};

/** Every factor on output that is assumed of itself: sizes are counted at the limits divided by these. */
export const KNOWN_OUTPUT_FACTORS: readonly bigint[] = Object.values(OUTPUT_GROWTH).flatMap(
  ({ low, expected, high }) => [low, expected, high],
);

function outputAssumption(switched: Switched, levers: LeverSettings): Assumption {
  const lever = "output";
  if (levers.outputFactor) {
    return { lever, band: levers.outputFactor, text: "Output grows as you said.", source: YOURS };
  }
  const { origin, target } = switched;
  const [before, after] = [reasonsNow(switched), reasons(target)];
  if (before === true && after === false) {
    return { lever, band: SAME, text: "The answers themselves are as long.", source: "no figures; as it is now" };
  }
  if (before === false && after === true) {
    const isMeasured = /^gpt-4\.1/.test(origin?.model ?? "") && /^gpt-5(-|$)/.test(target.model);
    if (!isMeasured) {
      return { lever, band: null, text: "The target reasons; how much more it writes is not known.", source: null };
    }
    return {
      lever,
      band: OUTPUT_GROWTH[levers.reasoningEffort],
      text: `The target reasons: output grows as measured at ${levers.reasoningEffort} effort, reasoning included.`,
      source: "GPT-4.1 against GPT-5 on coding tasks",
    };
  }
  if (before === null || after === null) {
    const text = "Whether both models reason is not known, nor how much they write.";
    return { lever, band: null, text, source: null };
  }
  return { lever, band: SAME, text: "Both models are assumed to write as much.", source: "no figures; as it is now" };
}

function reasoningAssumption(switched: Switched, levers: LeverSettings): Assumption {
  const lever = "reasoning";
  if (levers.reasoningFactor) {
    return { lever, band: levers.reasoningFactor, text: "Reasoning grows as you said.", source: YOURS };
  }
  const [before, after] = [reasonsNow(switched), reasons(switched.target)];
  if (before === true && after === false) {
    return {
      lever,
      band: { low: 0n, expected: 500n, high: 1000n },
      text: "A model that does not reason writes between output without reasoning and as much output as now.",
      source: "reasoning tokens are part of output",
    };
  }
  if (before === true && after === null) {
    return { lever, band: null, text: "Whether the target reasons is not known.", source: null };
  }
  const text = before ? "Both models are assumed to reason as much." : "There is no reasoning in this traffic now.";
  return { lever, band: SAME, text, source: null };
}

/** Whether the model of the traffic reasons: where nobody publishes it, its reasoning shows it. */
function reasonsNow({ origin, hasReasoning }: Switched): boolean | null {
  return (origin && reasons(origin)) ?? (hasReasoning ? true : null);
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

function tokenizerAssumption({ origin, target }: Switched, levers: LeverSettings): Assumption {
  const lever = "tokenizer";
  if (levers.tokenizerFactor) {
    return { lever, band: levers.tokenizerFactor, text: "The target counts tokens as you said.", source: YOURS };
  }
  if (origin && origin.provider === target.provider && origin.model === target.model) {
    return { lever, band: SAME, text: "It is the same model.", source: null };
  }
  const before = origin && tokenizerOf(origin.model);
  const after = tokenizerOf(target.model);
  if (!before || !after) {
    return { lever, band: null, text: "How the target counts the same text is not known.", source: null };
  }
  const source = "measured against o200k_base";
  if (before === after && before.low === before.high) {
    return { lever, band: SAME, text: "Both models count text alike; images may differ.", source };
  }
  const low = Math.floor((1000 * after.low) / before.high);
  const high = Math.ceil((1000 * after.high) / before.low);
  const band = { low: BigInt(low), expected: BigInt(Math.round((low + high) / 2)), high: BigInt(high) };
  const text = "The target counts the same text differently: a private tokenizer, so a band.";
  return { lever, band, text, source };
}

function tokenizerOf(model: string) {
  // Resellers put the maker's name before the model's.
  const name = model.toLowerCase().split("/").at(-1) ?? "";
  return TOKENIZERS.find(({ has }) => has(name));
}

function cacheAssumption(switched: Switched, { cache, cacheKept }: LeverSettings): Assumption {
  const lever = "cache";
  if (cacheKept) return { lever, band: cacheKept, text: "The target's cache is hit as you said.", source: YOURS };
  if (cache === "cold")
    return { lever, band: point(0n), text: "Nothing is read from the target's cache.", source: YOURS };
  if (cache === "same") return { lever, band: SAME, text: "The cache is hit as often as now.", source: YOURS };
  const { origin, target, hitRate, share, days } = switched;
  if (hitRate === 0n) return { lever, band: SAME, text: "Nothing is read from a cache now.", source: null };
  if (origin && origin.seller === target.seller && origin.model === target.model) {
    return { lever, band: SAME, text: "It is the same model, with the cache it has.", source: null };
  }
  const expected = keptAfterSplit(hitRate, share);
  if (origin?.seller !== target.seller) {
    const text = "Another provider's cache may need changes in your code: from no hits to as many as now.";
    return { lever, band: { low: 0n, expected, high: 1000n }, text, source: "a switch starts with a cold cache" };
  }
  // Caches live for a day at most: after that it is as warm as it gets.
  const cold = BigInt(Math.round(1000 / Math.max(1, days)));
  const low = roundDivide(expected * (1000n - cold), 1000n);
  const part = share < WHOLE ? " A part of the traffic repeats its prompts less often." : "";
  return {
    lever,
    band: { low, expected, high: 1000n },
    text: `The target's cache starts cold and is as warm as now after a day at most.${part}`,
    source: "a switch starts with a cold cache; splitting lowers the hit rate of both parts",
  };
}

/**
 * How much of the cache reads is left to a part of the traffic. A prompt is read from the cache each time but the first:
 * a part of the traffic has its share of the times, but first times of its own. With a hit rate h and a share s, h becomes
 * 1 - (1 - h) / s. In thousandths.
 */
function keptAfterSplit(hitRate: bigint, share: Share): bigint {
  const missed = roundDivide((1000n - hitRate) * WHOLE, share);
  return missed >= 1000n ? 0n : roundDivide((1000n - missed) * 1000n, hitRate);
}

function shareAssumption(lever: "escalation" | "growth", setting: Band | null, usual: Band, text: string): Assumption {
  if (!setting) return { lever, band: usual, text, source: null };
  return {
    lever,
    band: setting,
    text: lever === "growth" ? "Traffic grows as you said." : "Sent back and paid twice, as you said.",
    source: YOURS,
  };
}
