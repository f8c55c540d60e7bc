import type { UsageTier } from "../catalogue-model";
import seed from "../data/compare-page.json" with { type: "json" };

/** A model's column on OpenAI's Compare models page. Prices in USD per million tokens as printed. */
export interface ComparePageModel {
  name: string;
  tagline: string;
  /** Labels of its two ratings; the page's text gives no levels. */
  ratings: readonly string[];
  input: string;
  cachedInput: string;
  output: string;
  contextWindow: number;
  maxOutputTokens: number;
  knowledgeCutoff: string;
  /** Row labels, the same for every model: they do not say what is supported. */
  endpointRows: readonly string[];
  featureRows: readonly string[];
  /** Null where the page prints no figure. */
  tokensPerMinute: Readonly<Record<UsageTier, number | null>>;
}

/** The source of these facts. */
export const COMPARE_PAGE = { source: "OpenAI, Compare models page", date: "2026-11-24" } as const;

const MODELS: Readonly<Record<string, { page: ComparePageModel }>> = seed.models;

/** A model's column on the page; null when it is not one of the three. */
export function comparePageModel(name: string): ComparePageModel | null {
  return MODELS[name]?.page ?? null;
}

/** Rows of endpoints and features, in the page's order. */
export const COMPARE_ROWS = {
  endpoints: seed.models["gpt-4.1"].page.endpointRows as readonly string[],
  features: seed.models["gpt-4.1"].page.featureRows as readonly string[],
};
