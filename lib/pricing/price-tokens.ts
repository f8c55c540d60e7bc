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

/** The rate of every class of tokens on a card. */
export type ClassRates = Readonly<Record<TokenClass, ClassRate>>;

/**
 * Rates by class. Parts without a rate of their own are billed as what they are a part of: cached tokens at the input
 * rate, audio and image at text's; cache writes of a model that has no rate for them are plain input (no surcharge).
 */
export function classRates(card: RateCard, rates: Rates): ClassRates {
  let ofCard = KNOWN.get(card);
  if (!ofCard) {
    ofCard = new Map();
    KNOWN.set(card, ofCard);
  }
  let known = ofCard.get(rates);
  if (!known) {
    known = findClassRates(card, rates);
    ofCard.set(rates, known);
  }
  return known;
}

/** Cards do not change: their class rates are worked out once. */
const KNOWN = new WeakMap<RateCard, Map<Rates, ClassRates>>();

function findClassRates(card: RateCard, rates: Rates): ClassRates {
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
  // Labels come from outside: "constructor" is none that a card has.
  const own = Object.hasOwn(rates.cacheWriteByTtl, ttl) ? rates.cacheWriteByTtl[ttl] : undefined;
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
  const withoutRate: MissingRate[] = [];
  const put = (name: string, quantity: bigint, rate: ClassRate): void => {
    if (quantity === 0n) return;
    if (quantity < 0n) throw new RangeError(`impossible usage: ${quantity} tokens of ${name}`);
    if (typeof rate === "bigint") lines.push({ class: name, quantity, unit: "token", rate });
    else withoutRate.push({ missing: name, why: rate });
  };
  const freshAudio = tokens.audioInput - tokens.cacheReadAudio;
  const freshImage = tokens.imageInput - tokens.cacheReadImage;
  const freshText = tokens.input - tokens.cacheRead - tokens.cacheWrite - freshAudio - freshImage;
  put("inputUncached", freshText, byClass.inputUncached);
  put("audioInput", freshAudio, byClass.audioInput);
  put("imageInput", freshImage, byClass.imageInput);
  put("cacheRead", tokens.cacheRead - tokens.cacheReadAudio - tokens.cacheReadImage, byClass.cacheRead);
  put("cacheReadAudio", tokens.cacheReadAudio, byClass.cacheReadAudio);
  put("cacheReadImage", tokens.cacheReadImage, byClass.cacheReadImage);
  let ofShortestTtl = tokens.cacheWrite;
  for (const ttl in tokens.cacheWriteByTtl) ofShortestTtl -= tokens.cacheWriteByTtl[ttl] ?? 0n;
  put("cacheWrite", ofShortestTtl, byClass.cacheWrite);
  for (const ttl in tokens.cacheWriteByTtl)
    put(`cacheWrite.${ttl}`, tokens.cacheWriteByTtl[ttl] ?? 0n, cacheWriteRate(card, rates, ttl));
  const textOutput = tokens.output - tokens.audioOutput - tokens.imageOutput;
  // Reasoning is text; of what a source counts both as reasoning and as audio or images, nothing is billed twice.
  const reasoning = rates.reasoning === null ? 0n : smaller(tokens.reasoning, textOutput);
  put("output", textOutput - reasoning, byClass.output);
  put("reasoning", reasoning, byClass.reasoning);
  put("audioOutput", tokens.audioOutput, byClass.audioOutput);
  put("imageOutput", tokens.imageOutput, byClass.imageOutput);
  return withoutRate[0] ?? lines;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
