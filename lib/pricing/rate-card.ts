import type { Instant } from "@/lib/usage/instant";
import { divideHalfEven } from "./money";

/** Femto-USD for one token or one call. */
export type Rate = bigint;

/** One value for each token class that can have a rate. Null: the card states none (price-tokens says what applies). */
export interface ByClass<Value> {
  input: Value | null;
  cacheRead: Value | null;
  /** Of the provider's shortest time to live. */
  cacheWrite: Value | null;
  /** Of further time-to-live labels. */
  cacheWriteByTtl: Readonly<Record<string, Value>>;
  output: Value | null;
  /** Only where reasoning has a rate of its own; elsewhere it is billed as output. */
  reasoning: Value | null;
  audioInput: Value | null;
  imageInput: Value | null;
  cacheReadAudio: Value | null;
  cacheReadImage: Value | null;
  audioOutput: Value | null;
  imageOutput: Value | null;
}

/** Rates of one card by token class. */
export type Rates = ByClass<Rate>;

/** Names of the rates that are one value. */
export type RateName = Exclude<keyof Rates, "cacheWriteByTtl">;

/** Rates that apply to the whole request when its prompt passes a threshold. */
export interface LongContext {
  /** Tokens of the whole prompt: uncached, cache reads and cache writes. */
  threshold: number;
  operator: ">" | ">=";
  rates: Rates;
}

/** A part of each day, in seconds after midnight UTC, `[start, end)` (over midnight when end is less than start). */
export interface DailyWindow {
  start: number;
  end: number;
  /** Days of the week in UTC, 0 = Sunday; null for every day. */
  weekdays: readonly number[] | null;
}

/** Layers of the price book, first wins. */
export type Layer = "override" | "correction" | "seed" | "library";

/**
 * `inexact`: more than nine decimals per million, so no exact cost. `disputed`: the sources disagree. `unpublished`: there
 * is a rate of the class's own, and no source has it.
 */
export type UnusableRate = "inexact" | "disputed" | "unpublished";

/** Where a card came from. */
export interface CardSource {
  layer: Layer;
  name: string;
  /** Date of the source, YYYY-MM-DD. */
  date: string;
  note?: string;
}

/** The rates of one model for one service tier, region and billing variant, valid over [validFrom, validTo). */
export interface RateCard {
  provider: string;
  model: string;
  serviceTier: string;
  /** Region whose surcharge is in the rates; null for the list price. */
  region: string | null;
  rates: Rates;
  /** Rates that are published but cannot be used, with the reason: tokens that need one are unpriced. */
  unusable?: Readonly<Partial<Record<RateName, UnusableRate>>>;
  /** By ascending threshold. */
  longContext: readonly LongContext[];
  /** Fees by kind of call (per call). */
  calls: Readonly<Record<string, Rate>>;
  /** Fee for every request. */
  requestFee: Rate | null;
  validFrom: Instant | null;
  validTo: Instant | null;
  window: DailyWindow | null;
  source: CardSource;
}

/** No rates at all, to build cards from. */
export const NO_RATES: Rates = {
  input: null,
  cacheRead: null,
  cacheWrite: null,
  cacheWriteByTtl: {},
  output: null,
  reasoning: null,
  audioInput: null,
  imageInput: null,
  cacheReadAudio: null,
  cacheReadImage: null,
  audioOutput: null,
  imageOutput: null,
};

/** Whether a card holds at an instant: dates `[from, to)`, and its part of the day. */
export function cardHolds(card: Pick<RateCard, "validFrom" | "validTo" | "window">, timestamp: Instant): boolean {
  if (card.validFrom !== null && timestamp < card.validFrom) return false;
  if (card.validTo !== null && timestamp >= card.validTo) return false;
  return card.window === null || windowHolds(card.window, timestamp);
}

function windowHolds(window: DailyWindow, timestamp: Instant): boolean {
  const day = Math.floor(timestamp / 86_400_000_000);
  const second = Math.floor((timestamp - day * 86_400_000_000) / 1_000_000);
  // 1970-01-01 was a Thursday.
  if (window.weekdays && !window.weekdays.includes((((day + 4) % 7) + 7) % 7)) return false;
  if (window.end < window.start) return second >= window.start || second < window.end;
  return second >= window.start && second < window.end;
}

/** A rational factor on every rate of a card. */
export interface Multiplier {
  numerator: bigint;
  denominator: bigint;
}

/** A card with every rate multiplied, fees included or not; a result between two femto-USD is rounded half to even. */
export function multiplyCard(card: RateCard, multiplier: Multiplier, options: { fees: boolean }): RateCard {
  const scale = (rate: Rate): Rate => divideHalfEven(rate * multiplier.numerator, multiplier.denominator);
  return {
    ...card,
    rates: convertRates(card.rates, scale),
    longContext: card.longContext.map((long) => ({ ...long, rates: convertRates(long.rates, scale) })),
    calls: options.fees ? convertRecord(card.calls, scale) : card.calls,
    requestFee: options.fees && card.requestFee !== null ? scale(card.requestFee) : card.requestFee,
  };
}

function convertRates<From, To>(rates: ByClass<From>, convert: (value: From) => To): ByClass<To> {
  const each = (value: From | null): To | null => (value === null ? null : convert(value));
  return {
    input: each(rates.input),
    cacheRead: each(rates.cacheRead),
    cacheWrite: each(rates.cacheWrite),
    cacheWriteByTtl: convertRecord(rates.cacheWriteByTtl, convert),
    output: each(rates.output),
    reasoning: each(rates.reasoning),
    audioInput: each(rates.audioInput),
    imageInput: each(rates.imageInput),
    cacheReadAudio: each(rates.cacheReadAudio),
    cacheReadImage: each(rates.cacheReadImage),
    audioOutput: each(rates.audioOutput),
    imageOutput: each(rates.imageOutput),
  };
}

function convertRecord<From, To>(values: Readonly<Record<string, From>>, convert: (value: From) => To) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, convert(value)]));
}

/** USD per million tokens, as published, from a rate. */
export function perMillion(rate: Rate): string {
  return decimal(rate, 9);
}

/** USD per call from a fee. */
export function perCall(rate: Rate): string {
  return decimal(rate, 15);
}

function decimal(value: bigint, places: number): string {
  const digits = value.toString().padStart(places + 1, "0");
  const rest = digits.slice(-places).replace(/0+$/, "");
  return rest === "" ? digits.slice(0, -places) : `${digits.slice(0, -places)}.${rest}`;
}

/**
 * Rate from USD per million tokens ("0.125").
 * @throws RangeError when it is no decimal number, negative, or has more than nine decimals.
 */
export function rateFromPerMillion(text: string): Rate {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) throw new RangeError(`"${text}" is not a price per million tokens`);
  const decimals = (match[2] ?? "").replace(/0+$/, "");
  if (decimals.length > 9) throw new RangeError(`"${text}" has more than nine decimals`);
  return BigInt(match[1] ?? "0") * 1_000_000_000n + BigInt(decimals.padEnd(9, "0"));
}

/** A rate card as JSON: the same, with rates and fees as decimal strings of femto-USD. */
export type RateCardJson = Omit<RateCard, "rates" | "longContext" | "calls" | "requestFee"> & {
  rates: ByClass<string>;
  longContext: (Omit<LongContext, "rates"> & { rates: ByClass<string> })[];
  calls: Record<string, string>;
  requestFee: string | null;
};

/** A card as JSON, to be kept beside the records it priced. */
export function rateCardToJson(card: RateCard): RateCardJson {
  return {
    ...card,
    rates: convertRates(card.rates, String),
    longContext: card.longContext.map((long) => ({ ...long, rates: convertRates(long.rates, String) })),
    calls: convertRecord(card.calls, String),
    requestFee: card.requestFee === null ? null : String(card.requestFee),
  };
}

/** The card that `rateCardToJson` wrote. */
export function rateCardFromJson(json: RateCardJson): RateCard {
  return {
    ...json,
    rates: convertRates(json.rates, BigInt),
    longContext: json.longContext.map((long) => ({ ...long, rates: convertRates(long.rates, BigInt) })),
    calls: convertRecord(json.calls, BigInt),
    requestFee: json.requestFee === null ? null : BigInt(json.requestFee),
  };
}
