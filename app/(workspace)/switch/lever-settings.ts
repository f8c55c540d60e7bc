import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { Lever } from "@/lib/switch/levers";
import type { AssumptionJson } from "@/lib/switch/move-to-json";
import type { LeverJson, SentLeversJson } from "@/lib/switch/scenarios/question-json";

/** A band as sliders hold it. */
export interface LeverBand {
  low: number;
  expected: number;
  high: number;
}

/** How a lever is set: its name in a question, its scale, and what people call it. */
export interface LeverSetting {
  lever: Lever;
  field: Exclude<keyof SentLeversJson, "cache" | "reasoningEffort">;
  name: string;
  /** What the figure is: "×1.5 of the output now". */
  unit: "factor" | "share";
  of: string;
  most: number;
  step: number;
}

/** The levers in the order of the page. */
export const LEVER_SETTINGS: readonly LeverSetting[] = [
  {
    lever: "output",
    field: "outputFactor",
    name: "Output length",
    unit: "factor",
    of: "of the output now",
    most: 8,
    step: 0.05,
  },
  { lever: "cache", field: "cacheKept", name: "Cache hits", unit: "share", of: "of the hits now", most: 1, step: 0.01 },
  {
    lever: "reasoning",
    field: "reasoningFactor",
    name: "Reasoning",
    unit: "factor",
    of: "of the reasoning now",
    most: 4,
    step: 0.05,
  },
  {
    lever: "tokenizer",
    field: "tokenizerFactor",
    name: "Tokenizer",
    unit: "factor",
    of: "tokens for the same text",
    most: 2,
    step: 0.01,
  },
  {
    lever: "escalation",
    field: "escalationShare",
    name: "Sent back",
    unit: "share",
    of: "is paid twice",
    most: 1,
    step: 0.01,
  },
  {
    lever: "growth",
    field: "growthFactor",
    name: "Growth",
    unit: "factor",
    of: "of the traffic now",
    most: 4,
    step: 0.05,
  },
];

/** What a lever is called. */
export function leverName(lever: Lever): string {
  return LEVER_SETTINGS.find((setting) => setting.lever === lever)?.name ?? lever;
}

/** What is assumed about a lever: once, and how many other assumptions moves have about it. */
export function assumptionOf(
  moves: SwitchAnswerJson["moves"],
  lever: Lever,
): { assumption: AssumptionJson | null; others: number } {
  const texts = new Map<string, AssumptionJson>();
  for (const { estimate } of moves) {
    for (const assumption of estimate.assumptions) {
      if (assumption.lever === lever) texts.set(JSON.stringify(assumption), assumption);
    }
  }
  const [first = null] = texts.values();
  return { assumption: first, others: Math.max(0, texts.size - 1) };
}

/** A lever as it was sent, as a band. */
export function bandOf(sent: LeverJson): LeverBand {
  return typeof sent === "number" ? { low: sent, expected: sent, high: sent } : sent;
}

/** A band with one of its values moved; the others give way so that low ≤ expected ≤ high. */
export function moved(band: LeverBand, which: keyof LeverBand, to: number): LeverBand {
  const value = Math.round(to * 1000) / 1000;
  if (which === "expected") {
    return { low: Math.min(band.low, value), expected: value, high: Math.max(band.high, value) };
  }
  if (which === "low") {
    return { low: value, expected: Math.max(band.expected, value), high: Math.max(band.high, value) };
  }
  return { low: Math.min(band.low, value), expected: Math.min(band.expected, value), high: value };
}

/** A value of a lever for people: "×1.5" or "60%". */
export function leverText(value: number, { unit }: Pick<LeverSetting, "unit">): string {
  if (unit === "share") return `${Math.round(value * 1000) / 10}%`;
  return `×${(Math.round(value * 1000) / 1000).toString()}`;
}

/** A band for people: one value where it has no width. */
export function bandText({ low, expected, high }: LeverBand, setting: Pick<LeverSetting, "unit">): string {
  const text = (value: number) => leverText(value, setting);
  return low === high ? text(expected) : `${text(low)} – ${text(high)}, expected ${text(expected)}`;
}
