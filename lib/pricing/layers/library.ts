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
  type Rates,
  rateFromPerMillion,
} from "../rate-card";

/** Version and date of the pinned package; checked against package.json by a test. */
export const LIBRARY = { name: "@pydantic/genai-prices 0.1.8", date: "2026-11-20" } as const;

/** A model of the library with its cards. */
export interface LibraryModel {
  provider: string;
  id: string;
  name: string;
  contextWindow: number | null;
  deprecated: boolean;
  cards: readonly RateCard[];
}

/** Token classes by the library's price keys (USD per million tokens). */
const RATE_KEYS: Readonly<Record<string, Exclude<keyof Rates, "cacheWriteByTtl">>> = {
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
};

/** Every model of the library. */
export async function libraryModels(): Promise<LibraryModel[]> {
  const providers = await waitForUpdate();
  return (providers ?? []).flatMap((provider) => provider.models.map((model) => toLibraryModel(provider, model)));
}

/** The id of the library's provider that a provider's name means ("gemini" is google); null when it knows none. */
export function libraryProvider(name: string): string | null {
  return findProvider({ providerId: name })?.id ?? null;
}

/** The provider whose models the library recognises a bare model name by; null when none claims it. */
export function libraryProviderOfModel(model: string): string | null {
  return findProvider({ modelId: model.toLowerCase() })?.id ?? null;
}

/**
 * The library's own matcher: which of its models a name means for a provider, its fallback providers included (Azure
 * sells OpenAI's models). Null when it does not know the name.
 */
export function matchInLibrary(provider: string, model: string): { provider: string; model: string } | null {
  const found = calcPrice({}, model, { providerId: provider, timestamp: new Date(0) });
  return found ? { provider: ownerOf(found.provider, found.model), model: found.model.id } : null;
}

/** A model found through a fallback belongs to the provider that lists it. */
function ownerOf(provider: Provider, model: ModelInfo): string {
  if (provider.models.includes(model)) return provider.id;
  const fallback = (provider.fallback_model_providers ?? []).find((id) =>
    findProvider({ providerId: id })?.models.includes(model),
  );
  return fallback ?? provider.id;
}

function toLibraryModel(provider: Provider, model: ModelInfo): LibraryModel {
  return {
    provider: provider.id,
    id: model.id,
    name: model.name ?? model.id,
    contextWindow: model.context_window ?? null,
    deprecated: model.deprecated ?? false,
    cards: libraryCards(provider.id, model),
  };
}

/**
 * The library lists prices so that the last entry whose condition holds wins; the first is the fallback. As cards: dated
 * entries follow each other, daily windows stand before the undated rest.
 */
function libraryCards(provider: string, model: ModelInfo): RateCard[] {
  if (!Array.isArray(model.prices)) return [toCard(provider, model.id, model.prices, null, null, null)];
  const windows: RateCard[] = [];
  const dated: { from: Instant | null; prices: ModelPrice }[] = [];
  for (const { constraint, prices } of model.prices) {
    if (constraint?.type === "time_of_date") {
      windows.unshift(
        toCard(provider, model.id, prices, null, null, dailyWindow(constraint.start_time, constraint.end_time)),
      );
    } else {
      const from = constraint ? instantFromDate(new Date(`${constraint.start_date}T00:00:00Z`)) : null;
      dated.push({ from, prices });
    }
  }
  const first = dated[0];
  // An entry that begins on a date and is the first one also applies before it: the library falls back to it.
  if (first) first.from = null;
  const cards = dated.map(({ from, prices }, index) =>
    toCard(provider, model.id, prices, from, dated[index + 1]?.from ?? null, null),
  );
  return [...windows, ...cards.reverse()];
}

function dailyWindow(start: string, end: string): DailyWindow {
  return { start: secondsOfDay(start), end: secondsOfDay(end), weekdays: null };
}

function secondsOfDay(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace("Z", "").split(":").map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}

function toCard(
  provider: string,
  model: string,
  prices: ModelPrice,
  validFrom: Instant | null,
  validTo: Instant | null,
  window: DailyWindow | null,
): RateCard {
  return {
    provider,
    model,
    serviceTier: "default",
    region: null,
    rates: ratesAt(prices, null),
    longContext: longContext(provider, prices),
    calls: callFees(prices),
    requestFee: fee(prices.requests_kcount),
    inexact: Object.entries(prices).flatMap(([key, price]) => (isExact(price) ? [] : [RATE_KEYS[key] ?? key])),
    validFrom,
    validTo,
    window,
    source: { layer: "library", name: LIBRARY.name, date: LIBRARY.date },
  };
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
  return typeof price === "number" ? rateFromFloat(price) : tierRate(price, start);
}

function tierRate(
  price: { base: number; tiers: readonly { start: number; price: number }[] },
  start: number | null,
): Rate {
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
    if (typeof price === "object" && price) for (const tier of price.tiers) starts.add(tier.start);
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

/** Whether every figure of a price fits into nine decimals; a class without such a rate cannot be priced. */
function isExact(price: ModelPrice[string]): boolean {
  const figures = typeof price === "object" ? [price.base, ...price.tiers.map((tier) => tier.price)] : [price ?? 0];
  return figures.every((figure) => Math.abs(Number(figure.toFixed(9)) - figure) <= Math.abs(figure) * 1e-12 + 1e-15);
}

/**
 * Snaps a price that went through floating point (0.18000000000000002 is 0.18).
 * @throws RangeError when more than nine decimals are left.
 */
export function rateFromFloat(price: number): Rate {
  if (!isExact(price)) throw new RangeError(`the price ${price} has more than nine decimals`);
  return rateFromPerMillion(price.toFixed(9));
}
