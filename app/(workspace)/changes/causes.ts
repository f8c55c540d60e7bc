import type { Cause } from "@/lib/spend/changes/decompose";

/** What causes of a change are called, and what they mean. */
export const CAUSE_WORDS: Readonly<Record<Cause, { label: string; meaning: string }>> = {
  volume: { label: "Volume", meaning: "Projects make more or fewer requests, on the same models." },
  mix: { label: "Model mix", meaning: "Requests of a project go to other models." },
  tokens: { label: "Tokens per request", meaning: "Prompts and answers are longer or shorter." },
  cache: { label: "Caching", meaning: "More or less of the input is read from, or written to, caches." },
  price: { label: "Price", meaning: "A token costs more or less: rates, service tiers, discounts." },
};
