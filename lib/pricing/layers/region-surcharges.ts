import type { Multiplier } from "../rate-card";

/** What a provider adds to a model's list price for processing in a region. */
export interface RegionSurcharge {
  provider: string;
  what: string;
  source: string;
  /** When it was recorded, YYYY-MM-DD. */
  date: string;
  multiplier: Multiplier;
  applies(model: string, region: string): boolean;
}

const ELEVEN_TENTHS: Multiplier = { numerator: 11n, denominator: 10n };

/** Regions that stand for "no region in particular". */
const ANYWHERE = new Set(["", "global", "default", "not_available", "unknown"]);

/** The surcharges, in layer 2 of the price book: no price list of the library has them. */
export const REGION_SURCHARGES: readonly RegionSurcharge[] = [
  {
    provider: "openai",
    what: "Data residency in any region: ×1.1 for models released on or after 2026-03-05, the day of GPT-5.4.",
    source: "OpenAI API pricing, data residency",
    date: "2026-11-24",
    multiplier: ELEVEN_TENTHS,
    // GPT-5.4 and everything numbered higher; GPT Image 2 (2026-04-21) and GPT Realtime 2 came after it too.
    applies: (model) => /^gpt-(5\.[4-9]|[6-9]|image-2|realtime-2)/.test(model),
  },
  {
    provider: "anthropic",
    what: "Inference in the US only (inference_geo us): ×1.1 from Claude Opus 4.6 on.",
    source: "Anthropic pricing, data residency",
    date: "2026-11-24",
    multiplier: ELEVEN_TENTHS,
    applies: (model, region) =>
      region === "us" && /^claude-((opus|sonnet|haiku)-4-[6-9]|(opus|sonnet|haiku|fable|mythos)-[5-9])/.test(model),
  },
  {
    provider: "x-ai",
    what: "Regional endpoints in the US: ×1.1.",
    source: "xAI API pricing, regional endpoints",
    date: "2026-11-24",
    multiplier: ELEVEN_TENTHS,
    applies: (_model, region) => /^us(-|$)/.test(region),
  },
];

/** The surcharge of a region on a model's list price; null for none. */
export function regionSurcharge(provider: string, model: string, region: string | null): RegionSurcharge | null {
  const name = region?.trim().toLowerCase() ?? "";
  if (ANYWHERE.has(name)) return null;
  const found = REGION_SURCHARGES.find(
    (surcharge) => surcharge.provider === provider && surcharge.applies(model, name),
  );
  return found ?? null;
}
