import type { Rate, RateCard, Rates } from "./rate-card";
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

/** A class of tokens that is used but has no rate on the card. */
export interface MissingRate {
  missing: string;
}

/** Label of a provider's shortest time to live, by the start of the model's name; its rate is `cacheWrite`. */
const SHORTEST_TTL: readonly (readonly [RegExp, string])[] = [
  [/claude/, "5m"],
  [/gpt|^o\d/, "30m"],
];

/**
 * Splits tokens into disjoint classes and puts each at its rate. Parts without a rate of their own are billed as what
 * they are a part of: cached tokens at the input rate, audio and image at text's; a time to live without a rate is
 * missing unless the card knows no cache writes at all (then they are plain input: no surcharge).
 */
export function tokenLines(card: RateCard, rates: Rates, tokens: PriceableTokens): ReceiptLine[] | MissingRate {
  const audioRate = rates.audioInput ?? rates.input;
  const imageRate = rates.imageInput ?? rates.input;
  const textRead = tokens.cacheRead - tokens.cacheReadAudio - tokens.cacheReadImage;
  const freshAudio = tokens.audioInput - tokens.cacheReadAudio;
  const freshImage = tokens.imageInput - tokens.cacheReadImage;
  const freshText = tokens.input - tokens.cacheRead - tokens.cacheWrite - freshAudio - freshImage;
  const separateReasoning = rates.reasoning === null ? 0n : tokens.reasoning;
  const textOutput = tokens.output - tokens.audioOutput - tokens.imageOutput - separateReasoning;
  const classes: [string, bigint, Rate | null][] = [
    ["inputUncached", freshText, rates.input],
    ["audioInput", freshAudio, audioRate],
    ["imageInput", freshImage, imageRate],
    ["cacheRead", textRead, rates.cacheRead ?? rates.input],
    [
      "cacheReadAudio",
      tokens.cacheReadAudio,
      rates.cacheReadAudio ?? (rates.audioInput === null ? (rates.cacheRead ?? rates.input) : rates.audioInput),
    ],
    [
      "cacheReadImage",
      tokens.cacheReadImage,
      rates.cacheReadImage ?? (rates.imageInput === null ? (rates.cacheRead ?? rates.input) : rates.imageInput),
    ],
    ...cacheWriteClasses(card, rates, tokens),
    ["output", textOutput, rates.output],
    ["reasoning", separateReasoning, rates.reasoning],
    ["audioOutput", tokens.audioOutput, rates.audioOutput ?? rates.output],
    ["imageOutput", tokens.imageOutput, rates.imageOutput ?? rates.output],
  ];
  const used = classes.filter(([, quantity]) => quantity > 0n);
  const missing = used.find(([name, , rate]) => rate === null || card.inexact?.includes(baseClass(name)));
  if (missing) return { missing: missing[0] };
  return used.map(([name, quantity, rate]) => ({ class: name, quantity, unit: "token", rate: rate as Rate }));
}

function baseClass(name: string): string {
  return name.startsWith("cacheWrite") ? "cacheWrite" : name;
}

function cacheWriteClasses(card: RateCard, rates: Rates, tokens: PriceableTokens): [string, bigint, Rate | null][] {
  const named = Object.entries(tokens.cacheWriteByTtl);
  const unnamed = tokens.cacheWrite - named.reduce((sum, [, quantity]) => sum + quantity, 0n);
  const knowsWrites = rates.cacheWrite !== null || Object.keys(rates.cacheWriteByTtl).length > 0;
  const shortest = SHORTEST_TTL.find(([pattern]) => pattern.test(card.model))?.[1];
  const rateFor = (ttl: string): Rate | null => {
    if (!knowsWrites) return rates.input;
    return rates.cacheWriteByTtl[ttl] ?? (ttl === shortest ? rates.cacheWrite : null);
  };
  return [
    ["cacheWrite", unnamed, knowsWrites ? rates.cacheWrite : rates.input],
    ...named.map(([ttl, quantity]): [string, bigint, Rate | null] => [`cacheWrite.${ttl}`, quantity, rateFor(ttl)]),
  ];
}
