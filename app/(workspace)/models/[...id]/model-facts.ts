import { factName, factText, formatKinds, formatRate, yesOrNo } from "@/components/catalogue/fact-text";
import type { CatalogueModel } from "@/lib/catalogue/catalogue-model";
import { type FactList, listedFact } from "@/lib/catalogue/listed-fact";
import { formatCount } from "@/lib/spend/format-count";
import { formatUtcDay } from "@/lib/spend/format-time";
import type { NamedFact } from "./fact-table";

/** What a model is and takes, as rows. */
export function describingFacts(model: CatalogueModel): NamedFact[] {
  return [
    { name: "Tagline", fact: factText(model.tagline, String) },
    ...model.ratings.map(({ label, level }) => ({ name: label, fact: factText(level, (value) => `${value} of 5`) })),
    { name: "Input", fact: factText(model.inputTypes, formatKinds) },
    { name: "Output", fact: factText(model.outputTypes, formatKinds) },
    { name: "Reasoning tokens", fact: factText(model.reasoningTokens, yesOrNo), isYesOrNo: true },
    { name: "Context window", fact: factText(model.contextWindow, tokens) },
    { name: "Max input", fact: factText(model.maxInputTokens, tokens) },
    { name: "Max output", fact: factText(model.maxOutputTokens, tokens) },
    { name: "Knowledge cut-off", fact: factText(model.knowledgeCutoff, formatUtcDay) },
    { name: "Deprecated", fact: factText(model.deprecated, (value) => (value ? "yes" : "no")) },
  ];
}

/** The endpoints, features or tools of a model as rows. */
export function listFacts(model: CatalogueModel, list: FactList): NamedFact[] {
  return Object.keys(model[list]).map((name) => ({
    name: factName(name),
    fact: factText(listedFact(model, list, name), yesOrNo),
    isYesOrNo: true,
  }));
}

/** Names of the facts that sources disagree on. */
export function disputedFacts(facts: readonly NamedFact[]): string[] {
  return facts.filter(({ fact }) => fact.state === "conflicting").map(({ name }) => name);
}

/** The standard prices as they are now, as rows. */
export function priceFacts({ prices }: CatalogueModel): NamedFact[] {
  return [
    { name: "Input", fact: factText(prices.input, formatRate) },
    { name: "Cached input", fact: factText(prices.cachedInput, formatRate) },
    { name: "Cache write", fact: factText(prices.cacheWrite, formatRate) },
    { name: "Output", fact: factText(prices.output, formatRate) },
  ];
}

function tokens(count: number): string {
  return `${formatCount(count)} tokens`;
}
