import { instantFromDate } from "@/lib/usage/instant";
import { type LongContext, type Multiplier, NO_RATES, type RateCard, rateFromPerMillion } from "../rate-card";

/** Something the library gets wrong or does not have, and what to do about it. */
export interface Correction {
  what: string;
  why: string;
  source: string;
  /** When we looked, YYYY-MM-DD. */
  date: string;
  /** Changes one card of the library; answers the same card where it does not apply. */
  apply(card: RateCard): RateCard;
}

/** OpenAI's long-context rates begin above 272,000 prompt tokens. */
const LONG_CONTEXT_AT_272000: Correction = {
  what: "Prompts of exactly 272,000 tokens have the standard rates on GPT-5.4, 5.5, 5.6 and GPT-6 astra.",
  why: "The library begins its tier above 271,999, one token early.",
  source: "OpenAI, pricing of long-context prompts: more than 272K input tokens",
  date: "2026-11-01",
  apply: (card) => {
    if (!/gpt-(5\.[456]|6-astra)/.test(card.model)) return card;
    if (!card.longContext.some((long) => long.threshold === 271_999)) return card;
    return marked(card, { longContext: card.longContext.map(from272000) }, LONG_CONTEXT_AT_272000);
  },
};

function from272000(long: LongContext): LongContext {
  return long.threshold === 271_999 ? { ...long, threshold: 272_000 } : long;
}

const DEEPSEEK_START = instantFromDate(new Date("2026-08-16T16:00:00Z"));
const WEEKDAYS = [1, 2, 3, 4, 5];

/** DeepSeek V4's peak hours. */
const DEEPSEEK_PEAK_HOURS: Correction = {
  what: "DeepSeek V4's peak rates hold from 2026-08-16T16:00Z on, 01-04 and 06-10 UTC, Monday to Friday.",
  why: "The library cannot limit a daily window to dates or weekdays, and begins at midnight UTC.",
  source: "DeepSeek API, models and pricing",
  date: "2026-11-01",
  apply: (card) => {
    if (card.provider !== "deepseek" || !card.model.startsWith("deepseek-v4")) return card;
    if (card.window) {
      return marked(
        card,
        { window: { ...card.window, weekdays: WEEKDAYS }, validFrom: DEEPSEEK_START },
        DEEPSEEK_PEAK_HOURS,
      );
    }
    if (card.validFrom !== null) return marked(card, { validFrom: DEEPSEEK_START }, DEEPSEEK_PEAK_HOURS);
    return card.validTo === null ? card : marked(card, { validTo: DEEPSEEK_START }, DEEPSEEK_PEAK_HOURS);
  },
};

/** Every correction, in the order in which they are applied. */
export const CORRECTIONS: readonly Correction[] = [LONG_CONTEXT_AT_272000, DEEPSEEK_PEAK_HOURS];

function marked(card: RateCard, change: Partial<RateCard>, correction: Correction): RateCard {
  return {
    ...card,
    ...change,
    source: {
      layer: "correction",
      name: `${card.source.name}, corrected`,
      date: correction.date,
      note: correction.what,
    },
  };
}

/** OpenAI's rates for fine-tuned models, by base model: input, cached input, output (USD per million tokens). */
const FINE_TUNED: Readonly<Record<string, readonly [string, string, string]>> = {
  "gpt-4.1": ["3", "0.75", "12"],
  "gpt-4.1-mini": ["0.8", "0.2", "3.2"],
  "gpt-4.1-nano": ["0.2", "0.05", "0.8"],
  "gpt-4o": ["3.75", "1.875", "15"],
  "gpt-4o-mini": ["0.3", "0.15", "1.2"],
  "o4-mini": ["4", "1", "16"],
};

/** Cards of fine-tuned models (`ft:<base>`), which the library has none or outdated ones of. */
export function fineTunedCards(): RateCard[] {
  return Object.entries(FINE_TUNED).map(([base, [input, cacheRead, output]]) => ({
    provider: "openai",
    model: `ft:${base}`,
    serviceTier: "default",
    region: null,
    rates: {
      ...NO_RATES,
      input: rateFromPerMillion(input),
      cacheRead: rateFromPerMillion(cacheRead),
      output: rateFromPerMillion(output),
    },
    longContext: [],
    calls: {},
    requestFee: null,
    validFrom: null,
    validTo: null,
    window: null,
    source: { layer: "correction", name: "OpenAI, fine-tuned model prices", date: "2026-11-01" },
  }));
}

const ELEVEN_TENTHS: Multiplier = { numerator: 11n, denominator: 10n };

/** OpenAI models released on or after 2026-03-05, to which the data residency surcharge applies. */
const OPENAI_SINCE_MARCH_2026 = /^(gpt-5\.[4-9]|gpt-[6-9]|gpt-image-2|gpt-realtime-2|gpt-transcribe)/;
/** Anthropic models from Opus 4.6 on, to which the surcharge for US-only inference applies. */
const ANTHROPIC_SINCE_OPUS_4_6 = /^claude-(opus-4-[6-9]|sonnet-4-[6-9]|haiku-4-[6-9]|(opus|sonnet|haiku|fable)-[5-9])/;
/** Regions that stand for "no region in particular". */
const ANYWHERE = new Set(["", "global", "default", "not_available"]);

/**
 * The factor a region puts on a model's list price; null for none. OpenAI: data residency, any region, models released
 * on or after 2026-03-05. Anthropic: `inference_geo` us, from Opus 4.6. xAI: US.
 */
export function regionMultiplier(provider: string, model: string, region: string | null): Multiplier | null {
  const name = region?.toLowerCase() ?? "";
  if (ANYWHERE.has(name)) return null;
  if (provider === "openai" && OPENAI_SINCE_MARCH_2026.test(model)) return ELEVEN_TENTHS;
  if (provider === "anthropic" && name === "us" && ANTHROPIC_SINCE_OPUS_4_6.test(model)) return ELEVEN_TENTHS;
  if (provider === "x-ai" && name.startsWith("us")) return ELEVEN_TENTHS;
  return null;
}
