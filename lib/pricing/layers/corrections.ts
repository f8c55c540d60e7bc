import { instantFromDate } from "@/lib/usage/instant";
import { type CardSource, type LongContext, NO_RATES, type RateCard, rateFromPerMillion } from "../rate-card";

/**
 * Something the library gets wrong or does not have, and what we do about it. To correct something else, add an entry to
 * CORRECTIONS: it is applied to every card of the library, in the order of the list.
 */
export interface Correction {
  id: string;
  what: string;
  why: string;
  source: string;
  /** When it was recorded, YYYY-MM-DD. */
  date: string;
  /** The card as it should be; the same card where the correction does not apply. */
  apply?: (card: RateCard) => RateCard;
  /** Cards the library does not have; they stand in for its cards of the same model and tier. */
  add?: () => RateCard[];
}

const longContextAt272000: Correction = {
  id: "long-context-from-272001",
  what: "A prompt of exactly 272,000 tokens has the standard rates on GPT-5.4, GPT-5.5, GPT-5.6 and GPT-6 astra.",
  why: "The library begins their long-context rates one token early (above 271,999); those of GPT-6 luna and sol begin above 272,000.",
  source: "OpenAI API pricing: long-context rates for prompts with more than 272K input tokens",
  date: "2026-11-24",
  apply: (card) => {
    if (!/gpt-(5\.[456]|6-astra)/.test(card.model)) return card;
    if (!card.longContext.some(({ threshold }) => threshold === 271_999)) return card;
    return corrected(card, longContextAt272000, { longContext: card.longContext.map(above272000) });
  },
};

function above272000(long: LongContext): LongContext {
  return long.threshold === 271_999 ? { ...long, threshold: 272_000 } : long;
}

/** Midnight of Monday, 17 August in Beijing. */
const DEEPSEEK_CHANGE = instantFromDate(new Date("2026-08-16T16:00:00Z"));
const LIBRARY_DEEPSEEK_CHANGE = instantFromDate(new Date("2026-08-17T00:00:00Z"));
const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5];

const deepseekPeakHours: Correction = {
  id: "deepseek-v4-peak-hours",
  what: "DeepSeek V4's new prices begin at 2026-08-16T16:00Z; its peak hours (01-04 and 06-10 UTC) are Monday to Friday, from then on.",
  why: "An entry of the library cannot carry a date and a time of day, or a weekday: it has peak rates before the change and at weekends, and begins eight hours late.",
  source: "DeepSeek API docs, models and pricing; github.com/pydantic/genai-prices/issues/582",
  date: "2026-11-24",
  apply: (card) => {
    if (card.provider !== "deepseek" || !card.model.startsWith("deepseek-v4")) return card;
    if (card.window) {
      const window = { ...card.window, weekdays: MONDAY_TO_FRIDAY };
      return corrected(card, deepseekPeakHours, { window, validFrom: DEEPSEEK_CHANGE });
    }
    const begins = card.validFrom === LIBRARY_DEEPSEEK_CHANGE;
    const ends = card.validTo === LIBRARY_DEEPSEEK_CHANGE;
    if (!begins && !ends) return card;
    return corrected(card, deepseekPeakHours, begins ? { validFrom: DEEPSEEK_CHANGE } : { validTo: DEEPSEEK_CHANGE });
  },
};

/** By base model: input, cached input, output, in USD per million tokens. */
const FINE_TUNED: Readonly<Record<string, readonly [string, string, string]>> = {
  "gpt-4.1": ["3", "0.75", "12"],
  "gpt-4.1-mini": ["0.8", "0.2", "3.2"],
  "gpt-4.1-nano": ["0.2", "0.05", "0.8"],
  "gpt-4o": ["3.75", "1.875", "15"],
  "gpt-4o-mini": ["0.3", "0.15", "1.2"],
  "o4-mini": ["4", "1", "16"],
};

const fineTunedModels: Correction = {
  id: "fine-tuned-models",
  what: "Fine-tuned GPT-4.1, GPT-4o and o4-mini models (ft:…) have rows of their own.",
  why: "The library has no row for the fine-tuned GPT-4.1 family and o4-mini, and no cached rate for GPT-4o and GPT-4o mini.",
  source: "OpenAI API pricing, fine-tuning",
  date: "2026-11-24",
  add: () =>
    Object.entries(FINE_TUNED).map(([base, [input, cacheRead, output]]) => ({
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
      source: sourceOf(fineTunedModels),
    })),
};

/** Models whose provider says they cost nothing, where the library has an empty price. */
const FREE_MODELS = new Set([
  "github-copilot/gpt-3.5-turbo",
  "github-copilot/gpt-4.1",
  "github-copilot/gpt-4o",
  "github-copilot/gpt-4o-mini",
  "google/gemma-3",
  "google/gemma-3n",
  "google/gemma-4-26b-a4b-it",
  "google/gemma-4-31b-it",
  "openai/moderation",
]);

const freeModels: Correction = {
  id: "free-models",
  what: "Models that cost nothing have rates of 0: variants named …:free, Gemma on the Gemini API, OpenAI's moderation, and GPT models included in Copilot.",
  why: "The library writes a free model as one without any price, the same as a model nobody has a price for; the one is priced at 0, the other unpriced.",
  source:
    "The :free variant of a model name; Gemini API pricing; OpenAI moderation guide; GitHub Copilot models and pricing",
  date: "2026-11-24",
  apply: (card) => {
    const isFree = card.model.endsWith(":free") || FREE_MODELS.has(`${card.provider}/${card.model}`);
    const isEmpty = card.rates.input === null && card.rates.output === null && Object.keys(card.calls).length === 0;
    if (!isFree || !isEmpty) return card;
    return corrected(card, freeModels, { rates: { ...NO_RATES, input: 0n, output: 0n } });
  },
};

const freeOutput: Correction = {
  id: "typesafe-free-output",
  what: "Output tokens of TypeSafe's Jev models cost nothing; only input is billed.",
  why: "The library has no output price for them, which is how it writes a price nobody knows; its comment on the provider says output is free.",
  source: "@pydantic/genai-prices, comment on the prices of TypeSafe",
  date: "2026-11-25",
  apply: (card) => {
    if (card.provider !== "typesafe" || card.rates.input === null || card.rates.output !== null) return card;
    return corrected(card, freeOutput, { rates: { ...card.rates, output: 0n } });
  },
};

/** Every correction, in the order in which they are applied. */
export const CORRECTIONS: readonly Correction[] = [
  longContextAt272000,
  deepseekPeakHours,
  fineTunedModels,
  freeModels,
  freeOutput,
];

/** A card of a lower layer with every correction that applies to it. */
export function correctCard(card: RateCard): RateCard {
  return CORRECTIONS.reduce((result, correction) => correction.apply?.(result) ?? result, card);
}

function corrected(card: RateCard, correction: Correction, change: Partial<RateCard>): RateCard {
  return { ...card, ...change, source: { ...sourceOf(correction), name: `${card.source.name}, corrected` } };
}

function sourceOf(correction: Correction): CardSource {
  return { layer: "correction", name: correction.source, date: correction.date, note: correction.what };
}
