import {
  calcPrice,
  findProvider,
  type ModelInfo,
  type ModelPrice,
  type Provider,
  type TieredPrices,
  waitForUpdate,
} from "@pydantic/genai-prices";
import { type Instant, instantFromDate } from "@/lib/usage/instant";
import {
  type DailyWindow,
  type LongContext,
  NO_RATES,
  type Rate,
  type RateCard,
  type RateName,
  type Rates,
  rateFromPerMillion,
  type UnusableRate,
} from "../rate-card";

/** The pinned package and the day it was published; a test checks the version against package.json. */
export const LIBRARY = { package: "@pydantic/genai-prices", version: "0.1.8", published: "2026-09-23" } as const;

/** A model as the library describes it. */
export interface LibraryModel {
  provider: string;
  id: string;
  name: string;
  description: string | null;
  contextWindow: number | null;
  deprecated: boolean;
  /** What the library's maintainers say about the prices, with their references. */
  priceComments: string | null;
  /** The library's own cards, not corrected; in order of precedence, the first that holds at an instant applies. */
  cards: readonly RateCard[];
}

/** Rates by the library's price keys (USD per million tokens). */
const RATE_KEYS: Readonly<Record<string, RateName>> = {
  input_mtok: "input",
  cache_read_mtok: "cacheRead",
  cache_write_mtok: "cacheWrite",
  output_mtok: "output",
  output_reasoning_mtok: "reasoning",
  input_audio_mtok: "audioInput",
  input_image_mtok: "imageInput",
  cache_audio_read_mtok: "cacheReadAudio",
  cache_image_read_mtok: "cacheReadImage",
  output_audio_mtok: "audioOutput",
  output_image_mtok: "imageOutput",
};

/** Kinds of calls by the library's price keys (USD per thousand). */
const CALL_KEYS: Readonly<Record<string, string>> = {
  web_searches_kcount: "webSearch",
  storage_searches_kcount: "fileSearch",
  social_searches_kcount: "socialSearch",
  code_executions_kcount: "codeExecution",
  rerank_searches_kcount: "rerankSearch",
  input_document_kpages: "documentPages",
  input_annotated_document_kpages: "annotatedDocumentPages",
};

/** A version of the library, as its package exports it. */
export interface LibraryModule {
  calcPrice: typeof calcPrice;
  findProvider: typeof findProvider;
  waitForUpdate: typeof waitForUpdate;
}

/** How the maintainers of the library read names. */
export interface LibraryNames {
  /** The id of the provider that a provider's name means ("gemini" is google); null when the library knows none. */
  provider(name: string): string | null;
  /**
   * Which model a name means for a provider, its fallback providers included (Azure sells OpenAI's models at OpenAI's
   * list price). `provider` is the one whose list the model stands in. Null when the library knows none.
   */
  match(seller: string, model: string): { provider: string; model: string } | null;
  /** Every provider whose models are recognised by a bare name like this. */
  claimants(model: string): string[];
}

/** What a version of the library has: every model with its cards, and the names they go by. */
export interface Library extends LibraryNames {
  models: LibraryModel[];
}

const INSTALLED: LibraryModule = { calcPrice, findProvider, waitForUpdate };

/** Reads the installed version of the library, or another one. @throws Error when it has no prices */
export async function readLibrary(version: LibraryModule = INSTALLED): Promise<Library> {
  const providers = await version.waitForUpdate();
  if (!providers) throw new Error(`${LIBRARY.package} has no prices`);
  return {
    models: providers.flatMap((provider) => provider.models.map((model) => toLibraryModel(provider, model))),
    provider: (name) => libraryProvider(name, version),
    match: (seller, model) => matchInLibrary(seller, model, version),
    claimants: claimantsIn(providers, version),
  };
}

/** The id of the library's provider that a provider's name means ("gemini" is google); null when it knows none. */
export function libraryProvider(name: string, version: LibraryModule = INSTALLED): string | null {
  return version.findProvider({ providerId: name })?.id ?? null;
}

function claimantsIn(providers: readonly Provider[], version: LibraryModule): LibraryNames["claimants"] {
  // The library answers with the first provider that claims a name; asked about one at a time it says which others do.
  const claims = providers.flatMap(({ id, name, model_match: match }): Provider[] =>
    match ? [{ id, name, api_pattern: "", models: [{ id, match, prices: {} }] }] : [],
  );
  return (model) =>
    claims.filter((provider) => version.calcPrice({}, model, { provider }) !== null).map(({ id }) => id);
}

function matchInLibrary(seller: string, model: string, version: LibraryModule): ReturnType<LibraryNames["match"]> {
  const found = version.calcPrice({}, model, { providerId: seller, timestamp: new Date(0) });
  return found ? { provider: listOwner(found.provider, found.model, version), model: found.model.id } : null;
}

function listOwner(provider: Provider, model: ModelInfo, version: LibraryModule): string {
  if (provider.models.includes(model)) return provider.id;
  const fallback = (provider.fallback_model_providers ?? []).find((id) =>
    version.findProvider({ providerId: id })?.models.includes(model),
  );
  return fallback ?? provider.id;
}

function toLibraryModel(provider: Provider, model: ModelInfo): LibraryModel {
  return {
    provider: provider.id,
    id: model.id,
    name: model.name ?? model.id,
    description: model.description ?? null,
    contextWindow: model.context_window ?? null,
    deprecated: model.deprecated ?? false,
    priceComments: model.price_comments ?? null,
    cards: libraryCards(provider.id, model),
  };
}

/**
 * The library takes the last entry of a price list whose condition holds, and the first where none does: reversed, and
 * the first without its condition.
 */
function libraryCards(provider: string, model: ModelInfo): RateCard[] {
  const entries = Array.isArray(model.prices) ? model.prices : [{ prices: model.prices }];
  const starts = entries.map(({ constraint }) =>
    constraint?.type === "start_date" ? instantFromDate(new Date(`${constraint.start_date}T00:00:00Z`)) : null,
  );
  return entries
    .map(({ constraint, prices }, index) => {
      const validTo = starts.slice(index + 1).find((start) => start !== null) ?? null;
      const window =
        constraint?.type === "time_of_date" ? dailyWindow(constraint.start_time, constraint.end_time) : null;
      return index === 0
        ? toCard(provider, model.id, prices, null, validTo, null)
        : toCard(provider, model.id, prices, starts[index] ?? null, window ? null : validTo, window);
    })
    .reverse();
}

function dailyWindow(start: string, end: string): DailyWindow {
  return { start: secondOfDay(start), end: secondOfDay(end), weekdays: null };
}

function secondOfDay(text: string): number {
  const match = /^(\d{2}):(\d{2}):(\d{2})Z$/.exec(text);
  if (!match) throw new RangeError(`"${text}" is not a time of day in UTC`);
  return Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
}

function toCard(
  provider: string,
  model: string,
  prices: ModelPrice,
  validFrom: Instant | null,
  validTo: Instant | null,
  window: DailyWindow | null,
): RateCard {
  const unusable = inexactRates(prices);
  return {
    provider,
    model,
    serviceTier: "default",
    region: null,
    rates: ratesAt(prices, null),
    ...(unusable ? { unusable } : {}),
    longContext: longContext(provider, prices),
    calls: callFees(prices),
    requestFee: fee(prices.requests_kcount),
    validFrom,
    validTo,
    window,
    source: { layer: "library", name: `${LIBRARY.package} ${LIBRARY.version}`, date: LIBRARY.published },
  };
}

function inexactRates(prices: ModelPrice): Partial<Record<RateName, UnusableRate>> | null {
  const names = Object.entries(RATE_KEYS).filter(([key]) => !isExact(prices[key]));
  return names.length > 0 ? Object.fromEntries(names.map(([, name]) => [name, "inexact"])) : null;
}

/** Rates below every threshold (`start` null) or in the tier that begins at `start`. */
function ratesAt(prices: ModelPrice, start: number | null): Rates {
  const rates: { -readonly [Name in keyof Rates]: Rates[Name] } = { ...NO_RATES };
  const byTtl: Record<string, Rate> = {};
  for (const [key, price] of Object.entries(prices)) {
    if (price === undefined || !isExact(price)) continue;
    const name = RATE_KEYS[key];
    if (name) rates[name] = rateOf(price, start);
    const ttl = /^cache_write_(\w+)_mtok$/.exec(key)?.[1];
    if (ttl) byTtl[ttl] = rateOf(price, start);
  }
  rates.cacheWriteByTtl = byTtl;
  return rates;
}

function rateOf(price: number | TieredPrices, start: number | null): Rate {
  if (typeof price === "number") return rateFromFloat(price);
  const reached = price.tiers.filter((tier) => start !== null && tier.start <= start);
  const highest = reached.reduce((best, tier) => (tier.start > best.start ? tier : best), {
    start: -1,
    price: price.base,
  });
  return rateFromFloat(highest.price);
}

function longContext(provider: string, prices: ModelPrice): LongContext[] {
  const starts = new Set<number>();
  for (const price of Object.values(prices)) {
    if (typeof price === "object") for (const tier of price.tiers) starts.add(tier.start);
  }
  return [...starts]
    .sort((a, b) => a - b)
    .map((start) => ({ ...operatorOf(provider, start), rates: ratesAt(prices, start) }));
}

/** The library's tiers begin above `start`; 199999 is its way of writing "from 200000 on", as xAI has it. */
function operatorOf(provider: string, start: number): Pick<LongContext, "threshold" | "operator"> {
  if (provider === "x-ai" && start % 1000 === 999) return { threshold: start + 1, operator: ">=" };
  return { threshold: start, operator: ">" };
}

function callFees(prices: ModelPrice): Record<string, Rate> {
  const fees: Record<string, Rate> = {};
  for (const [key, kind] of Object.entries(CALL_KEYS)) {
    const rate = fee(prices[key]);
    if (rate !== null) fees[kind] = rate;
  }
  return fees;
}

/** Femto-USD per call from USD per thousand calls. */
function fee(perThousand: ModelPrice[string]): Rate | null {
  return typeof perThousand === "number" ? rateFromFloat(perThousand) * 1000n : null;
}

/** Whether every figure of a price fits into nine decimals. */
function isExact(price: ModelPrice[string]): boolean {
  const figures = typeof price === "object" ? [price.base, ...price.tiers.map((tier) => tier.price)] : [price ?? 0];
  return figures.every((figure) => Math.abs(Number(figure.toFixed(9)) - figure) <= Math.abs(figure) * 1e-12);
}

/**
 * Snaps a price that went through floating point (0.18000000000000002 is 0.18).
 * @throws RangeError when more than nine decimals are left.
 */
export function rateFromFloat(price: number): Rate {
  if (!isExact(price)) throw new RangeError(`the price ${price} has more than nine decimals`);
  return rateFromPerMillion(price.toFixed(9));
}
