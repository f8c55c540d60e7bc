import type { Instant } from "@/lib/usage/instant";
import { divideHalfEven } from "./money";

/** Femto-USD for one token or one call. */
export type Rate = bigint;

/** Rates of one card by token class. Null: the card states no rate for the class (see price-tokens for what applies). */
export interface Rates {
  input: Rate | null;
  cacheRead: Rate | null;
  /** Rate of the provider's shortest time to live. */
  cacheWrite: Rate | null;
  /** Rates of further time-to-live labels. */
  cacheWriteByTtl: Readonly<Record<string, Rate>>;
  output: Rate | null;
  /** Only where reasoning has a rate of its own; elsewhere it is billed as output. */
  reasoning: Rate | null;
  audioInput: Rate | null;
  imageInput: Rate | null;
  cacheReadAudio: Rate | null;
  cacheReadImage: Rate | null;
  audioOutput: Rate | null;
  imageOutput: Rate | null;
}

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
  /** Region the multiplier is for; null for the list price. */
  region: string | null;
  rates: Rates;
  /** By ascending threshold. */
  longContext: readonly LongContext[];
  /** Fees by kind of call (per call). */
  calls: Readonly<Record<string, Rate>>;
  /** Fee for every request. */
  requestFee: Rate | null;
  /** Classes whose published price has more than nine decimals: it cannot be computed exactly and is not used. */
  inexact?: readonly string[];
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
    rates: mapRates(card.rates, scale),
    longContext: card.longContext.map((long) => ({ ...long, rates: mapRates(long.rates, scale) })),
    calls: options.fees ? mapRecord(card.calls, scale) : card.calls,
    requestFee: options.fees && card.requestFee !== null ? scale(card.requestFee) : card.requestFee,
  };
}

function mapRates(rates: Rates, change: (rate: Rate) => Rate): Rates {
  const entries = Object.entries(rates).map(([name, value]) => [
    name,
    typeof value === "bigint"
      ? change(value)
      : value === null
        ? null
        : mapRecord(value as Record<string, Rate>, change),
  ]);
  return Object.fromEntries(entries) as Rates;
}

function mapRecord(record: Readonly<Record<string, Rate>>, change: (rate: Rate) => Rate): Record<string, Rate> {
  return Object.fromEntries(Object.entries(record).map(([name, rate]) => [name, change(rate)]));
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

/** A card as JSON: rates as decimal strings of femto-USD. */
export function rateCardToJson(card: RateCard): unknown {
  return JSON.parse(JSON.stringify(card, (_, value) => (typeof value === "bigint" ? `${value}n` : value)));
}

/** The card that `rateCardToJson` wrote. */
export function rateCardFromJson(value: unknown): RateCard {
  return JSON.parse(JSON.stringify(value), (_, item) =>
    typeof item === "string" && /^\d+n$/.test(item) ? BigInt(item.slice(0, -1)) : item,
  ) as RateCard;
}
