import type { MatchedModel } from "@/lib/pricing/match-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import type { Instant } from "@/lib/usage/instant";
import type { CatalogueEntry } from "./catalogue-model";
import { limitFacts, modelName } from "./describe-model";
import { openAiModel } from "./layers/openai-models";
import { modelPrices } from "./model-prices";
import { catalogueId } from "./resolve-model";

/** A search of the catalogue: every word must occur in id or name. */
export interface CatalogueSearch {
  text: string;
  provider: string | null;
}

/** Models of the price book that fit a search: the seed models first, then by provider and name. */
export function searchModels(book: PriceBook, search: CatalogueSearch): MatchedModel[] {
  const words = search.text.toLowerCase().split(/\s+/).filter(Boolean);
  return book.models
    .filter(({ provider }) => search.provider === null || provider === search.provider)
    .filter(({ provider, id, name }) => {
      const text = `${provider}/${id} ${name}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .flatMap(({ provider, id }) => book.model(provider, id) ?? [])
    .sort((a, b) => rank(a) - rank(b) || compare(a.provider, b.provider) || compare(a.model, b.model));
}

/** A line of the catalogue. */
export function catalogueEntry(book: PriceBook, match: MatchedModel, at: Instant): CatalogueEntry {
  const prices = modelPrices(book, match, at);
  const limits = limitFacts(book, match);
  const facts = match.provider === "openai" ? openAiModel(match.model) : null;
  const cards = book.cardsOf(match.provider, match.model);
  return {
    id: catalogueId(match),
    provider: match.seller,
    model: match.model,
    name: modelName(book, match).value ?? match.model,
    input: prices.input.value,
    cachedInput: prices.cachedInput.value,
    output: prices.output.value,
    contextWindow: limits.contextWindow.value,
    maxOutputTokens: limits.maxOutputTokens.value,
    reasoningTokens: facts?.reasoningTokens ?? null,
    deprecated: facts?.deprecated ?? book.models.find((model) => isSame(model, match))?.deprecated ?? false,
    serviceTiers: [...new Set(cards.map(({ serviceTier }) => serviceTier))],
  };
}

/** Features a model is known to have; null when no source lists them. */
export function supportedFeatures({ provider, model }: MatchedModel): readonly string[] | null {
  return (provider === "openai" ? openAiModel(model)?.features : null) ?? null;
}

function isSame(model: { provider: string; id: string }, match: MatchedModel): boolean {
  return model.provider === match.provider && model.id === match.model;
}

const FIRST = ["openai/gpt-4.1-mini", "openai/gpt-5", "openai/gpt-4.1"];

function rank({ provider, model }: MatchedModel): number {
  const index = FIRST.indexOf(`${provider}/${model}`);
  return index < 0 ? FIRST.length : index;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
