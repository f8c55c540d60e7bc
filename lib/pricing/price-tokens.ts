import type { Rate, RateCard, RateName, Rates, UnusableRate } from "./rate-card";
import type { ReceiptLine } from "./receipt";

/** Counts to be priced; the relations are those of TokenCounts. Bigints, so that sums and huge counts stay exact. */
export interface PriceableTokens {
  input: bigint;
  cacheRead: bigint;
  cacheWrite: bigint;
  cacheWriteByTtl: Readonly<Record<string, bigint>>;
  output: bigint;
  reasoning: bigint;
  audioInput: bigint;
  imageInput: bigint;
  cacheReadAudio: bigint;
  cacheReadImage: bigint;
  audioOutput: bigint;
  imageOutput: bigint;
}

/** A class of tokens that is used but has no rate on the card, and why. */
export interface MissingRate {
  missing: string;
  why: "none" | UnusableRate;
}

/** The rate of a class of tokens, or why there is none. */
export type ClassRate = Rate | MissingRate["why"];

/** Disjoint classes that tokens are billed in, cache writes with a stated time to live apart. */
export type TokenClass =
  | "inputUncached"
  | "audioInput"
  | "imageInput"
  | "cacheRead"
  | "cacheReadAudio"
  | "cacheReadImage"
  | "cacheWrite"
  | "output"
  | "reasoning"
  | "audioOutput"
  | "imageOutput";

/**
 * Rates by class. Parts without a rate of their own are billed as what they are a part of: cached tokens at the input
 * rate, audio and image at text's; cache writes of a model that has no rate for them are plain input (no surcharge).
 */
export function classRates(card: RateCard, rates: Rates): Record<TokenClass, ClassRate> {
  const first = (...names: RateName[]): ClassRate => {
    for (const name of names) {
      const unusable = card.unusable?.[name];
      if (unusable) return unusable;
      const rate = rates[name];
      if (rate !== null) return rate;
    }
    return "none";
  };
  // Cached audio of a model with an audio rate but no cached one is billed as audio, not at text's cached rate.
  const cached = (own: RateName, modality: RateName): ClassRate =>
    rates[modality] === null ? first(own, "cacheRead", "input") : first(own, modality);
  return {
    inputUncached: first("input"),
    audioInput: first("audioInput", "input"),
    imageInput: first("imageInput", "input"),
    cacheRead: first("cacheRead", "input"),
    cacheReadAudio: cached("cacheReadAudio", "audioInput"),
    cacheReadImage: cached("cacheReadImage", "imageInput"),
    cacheWrite: knowsCacheWrites(rates) ? first("cacheWrite") : first("cacheWrite", "input"),
    output: first("output"),
    reasoning: first("reasoning", "output"),
    audioOutput: first("audioOutput", "output"),
    imageOutput: first("imageOutput", "output"),
  };
}

/** The label of a provider's shortest time to live, by its models' names: its rate is `cacheWrite`. */
const SHORTEST_TTL: readonly (readonly [RegExp, string])[] = [
  [/claude/, "5m"],
  [/gpt/, "30m"],
];

/** The rate of cache writes with a stated time to live. A label nobody has a rate for has none; labels are an open set. */
export function cacheWriteRate(card: RateCard, rates: Rates, ttl: string): ClassRate {
  const own = rates.cacheWriteByTtl[ttl];
  if (own !== undefined) return own;
  const isShortest = SHORTEST_TTL.find(([pattern]) => pattern.test(card.model))?.[1] === ttl;
  if (isShortest || !knowsCacheWrites(rates)) return classRates(card, rates).cacheWrite;
  return "none";
}

function knowsCacheWrites(rates: Rates): boolean {
  return rates.cacheWrite !== null || Object.keys(rates.cacheWriteByTtl).length > 0;
}

/**
 * Splits tokens into disjoint classes and puts each at its rate; classes without tokens are left out.
 * @throws RangeError when a part exceeds its whole (see lib/usage/validate, which is asked before).
 */
export function tokenLines(card: RateCard, rates: Rates, tokens: PriceableTokens): ReceiptLine[] | MissingRate {
  const lines: ReceiptLine[] = [];
  const byClass = classRates(card, rates);
  for (const [name, quantity] of classQuantities(rates, tokens)) {
    if (quantity === 0n) continue;
    if (quantity < 0n) throw new RangeError(`impossible usage: ${quantity} tokens of ${name}`);
    const ttl = name.startsWith("cacheWrite.") ? name.slice("cacheWrite.".length) : null;
    const rate = ttl === null ? byClass[name as TokenClass] : cacheWriteRate(card, rates, ttl);
    if (typeof rate !== "bigint") return { missing: name, why: rate };
    lines.push({ class: name, quantity, unit: "token", rate });
  }
  return lines;
}

function classQuantities(rates: Rates, tokens: PriceableTokens): [TokenClass | `cacheWrite.${string}`, bigint][] {
  const textRead = tokens.cacheRead - tokens.cacheReadAudio - tokens.cacheReadImage;
  const freshAudio = tokens.audioInput - tokens.cacheReadAudio;
  const freshImage = tokens.imageInput - tokens.cacheReadImage;
  const freshText = tokens.input - tokens.cacheRead - tokens.cacheWrite - freshAudio - freshImage;
  const byTtl = Object.entries(tokens.cacheWriteByTtl);
  const unnamedTtl = byTtl.reduce((rest, [, quantity]) => rest - quantity, tokens.cacheWrite);
  const separateReasoning = rates.reasoning === null ? 0n : tokens.reasoning;
  const textOutput = tokens.output - tokens.audioOutput - tokens.imageOutput - separateReasoning;
  return [
    ["inputUncached", freshText],
    ["audioInput", freshAudio],
    ["imageInput", freshImage],
    ["cacheRead", textRead],
    ["cacheReadAudio", tokens.cacheReadAudio],
    ["cacheReadImage", tokens.cacheReadImage],
    ["cacheWrite", unnamedTtl],
    ...byTtl.map(([ttl, quantity]): [`cacheWrite.${string}`, bigint] => [`cacheWrite.${ttl}`, quantity]),
    ["output", textOutput],
    ["reasoning", separateReasoning],
    ["audioOutput", tokens.audioOutput],
    ["imageOutput", tokens.imageOutput],
  ];
}
