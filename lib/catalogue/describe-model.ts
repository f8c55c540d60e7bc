import { LIBRARY } from "@/lib/pricing/layers/library";
import type { MatchedModel } from "@/lib/pricing/match-model";
import type { BookModel, PriceBook } from "@/lib/pricing/price-book";
import { rateCardToJson } from "@/lib/pricing/rate-card";
import type { Instant } from "@/lib/usage/instant";
import type { CatalogueModel, Rating } from "./catalogue-model";
import { type Claim, type Fact, settle } from "./fact";
import { COMPARE_PAGE, COMPARE_ROWS, comparePageModel } from "./layers/compare-page";
import { KNOWN_ENDPOINTS, KNOWN_FEATURES, KNOWN_TOOLS, OPENAI_DATA, openAiModel } from "./layers/openai-models";
import { modelPrices } from "./model-prices";
import { rateLimitGroups } from "./rate-limits";
import { catalogueId } from "./resolve-model";

const FROM_LIBRARY = { source: `${LIBRARY.package} ${LIBRARY.version}`, date: LIBRARY.published } as const;

/** Everything that is known about a model at an instant, each fact with its state and sources. */
export function describeModel(book: PriceBook, match: MatchedModel, at: Instant): CatalogueModel {
  const { page, data, listed } = sourcesOf(book, match);
  return {
    id: catalogueId(match),
    provider: match.seller,
    model: match.model,
    name: modelName(book, match),
    tagline: settle(said(page?.tagline, COMPARE_PAGE), said(data?.tagline, OPENAI_DATA)),
    description: listed?.description ?? null,
    ratings: ratingsOf(page?.ratings ?? null, data),
    reasoningTokens: settle(said(data?.reasoningTokens, OPENAI_DATA)),
    prices: modelPrices(book, match, at),
    ...requirementFacts(book, match),
    knowledgeCutoff: settle(said(page?.knowledgeCutoff, COMPARE_PAGE), said(data?.knowledgeCutoff, OPENAI_DATA)),
    snapshots: data?.snapshots ?? [],
    deprecated: settle(said(data?.deprecated, OPENAI_DATA) ?? said(listed?.deprecated, FROM_LIBRARY)),
    rateCards: book.cardsOf(match.provider, match.model).map(rateCardToJson),
    priceComments: listed?.priceComments ?? null,
  };
}

/**
 * The facts that limit how large a request can be. The price library stands in where no source of facts speaks: it rounds
 * (1,000,000 for GPT-4.1's 1,047,576), which is no disagreement.
 */
export function limitFacts(book: PriceBook, match: MatchedModel) {
  const { page, data, listed } = sourcesOf(book, match);
  return {
    contextWindow: settle(
      said(page?.contextWindow, COMPARE_PAGE),
      said(data?.contextWindow, OPENAI_DATA) ?? said(listed?.contextWindow, FROM_LIBRARY),
    ),
    maxInputTokens: settle(said(data?.maxInputTokens, OPENAI_DATA)),
    maxOutputTokens: settle(said(page?.maxOutputTokens, COMPARE_PAGE), said(data?.maxOutputTokens, OPENAI_DATA)),
  };
}

/** Everything a request can be checked against. */
export function requirementFacts(book: PriceBook, match: MatchedModel) {
  const { page, data } = sourcesOf(book, match);
  return {
    ...limitFacts(book, match),
    inputTypes: settle(said(data?.modalities.input, OPENAI_DATA)),
    outputTypes: settle(said(data?.modalities.output, OPENAI_DATA)),
    endpoints: listFacts(COMPARE_ROWS.endpoints, data?.endpoints ?? null, KNOWN_ENDPOINTS),
    features: listFacts(COMPARE_ROWS.features, data?.features ?? null, KNOWN_FEATURES),
    tools: listFacts([], data?.tools ?? null, KNOWN_TOOLS),
    rateLimits: rateLimitGroups(page, data),
  };
}

/** A model's name for people, of the first source that has one: spellings differ, and that is no conflict. */
export function modelName(book: PriceBook, match: MatchedModel): Fact<string> {
  const { page, data, listed } = sourcesOf(book, match);
  const first =
    said(page?.name, COMPARE_PAGE) ?? said(data?.displayName, OPENAI_DATA) ?? said(listed?.name, FROM_LIBRARY);
  return settle(first);
}

/** What each layer has on a model. Facts are of the model, whoever sells it, as far as the price list is the same. */
function sourcesOf(book: PriceBook, { provider, model }: MatchedModel) {
  const isOpenAi = provider === "openai";
  return {
    page: isOpenAi ? comparePageModel(model) : null,
    data: isOpenAi ? openAiModel(model) : null,
    listed: bookModels(book).get(`${provider}/${model}`) ?? null,
  };
}

const indexes = new WeakMap<readonly BookModel[], Map<string, BookModel>>();

function bookModels(book: PriceBook): Map<string, BookModel> {
  let index = indexes.get(book.models);
  if (!index) {
    index = new Map(book.models.map((model) => [`${model.provider}/${model.id}`, model]));
    indexes.set(book.models, index);
  }
  return index;
}

function said<Value>(
  value: Value | null | undefined,
  source: { readonly source: string; readonly date: string },
): Claim<Value> | null {
  return value === null || value === undefined ? null : { value, ...source };
}

function ratingsOf(labels: readonly string[] | null, data: ReturnType<typeof openAiModel>): Rating[] {
  const [first = data?.reasoningTokens ? "Reasoning" : "Intelligence", second = "Speed"] = labels ?? [];
  return [
    { label: first, level: settle(said(data?.performance, OPENAI_DATA)) },
    { label: second, level: settle(said(data?.latency, OPENAI_DATA)) },
  ];
}

/**
 * Rows of a list fact. What the data's list leaves out is unsupported; what the data never speaks of ("distillation") is
 * unknown, as is everything of a model without data.
 */
function listFacts(
  rows: readonly string[],
  list: readonly string[] | null,
  vocabulary: ReadonlySet<string>,
): Record<string, Fact<boolean>> {
  const names = [...rows, ...(list ?? []).filter((name) => !rows.includes(name))];
  return Object.fromEntries(
    names.map((name) => {
      const isSaid = list !== null && vocabulary.has(name);
      return [name, settle(isSaid ? { value: list.includes(name), ...OPENAI_DATA } : null)];
    }),
  );
}
