import type { PriceOverride } from "./price-book";
import { NO_RATES, perMillion, type RateName, type Rates, rateFromPerMillion } from "./rate-card";

/** The price of an override as it is stored and goes over the wire: rates in USD per million tokens as decimal text. */
export type OverridePriceJson =
  | ({ kind: "rates"; cacheWriteByTtl?: Record<string, string> } & Partial<Record<RateName, string>>)
  | { kind: "multiplier"; numerator: number; denominator: number };

const RATE_NAMES = Object.keys(NO_RATES).filter((name) => name !== "cacheWriteByTtl") as RateName[];

/**
 * Reads the price of an override.
 * @throws RangeError when a rate is no decimal number or has more than nine decimals.
 */
export function overridePriceFromJson(json: OverridePriceJson): PriceOverride["price"] {
  if (json.kind === "multiplier") {
    return { kind: "multiplier", numerator: BigInt(json.numerator), denominator: BigInt(json.denominator) };
  }
  const rates: { -readonly [Name in keyof Rates]: Rates[Name] } = { ...NO_RATES };
  for (const name of RATE_NAMES) {
    const text = json[name];
    if (text !== undefined) rates[name] = rateFromPerMillion(text);
  }
  const byTtl = Object.entries(json.cacheWriteByTtl ?? {});
  rates.cacheWriteByTtl = Object.fromEntries(byTtl.map(([ttl, text]) => [ttl, rateFromPerMillion(text)]));
  return { kind: "rates", rates };
}

/** Writes the price of an override, rates in their shortest exact form. */
export function overridePriceToJson(price: PriceOverride["price"]): OverridePriceJson {
  if (price.kind === "multiplier") {
    return { kind: "multiplier", numerator: Number(price.numerator), denominator: Number(price.denominator) };
  }
  const stated = RATE_NAMES.flatMap((name) => {
    const rate = price.rates[name];
    return rate === null ? [] : [[name, perMillion(rate)]];
  });
  const byTtl = Object.entries(price.rates.cacheWriteByTtl).map(([ttl, rate]) => [ttl, perMillion(rate)]);
  return {
    kind: "rates",
    ...Object.fromEntries(stated),
    ...(byTtl.length > 0 ? { cacheWriteByTtl: Object.fromEntries(byTtl) } : {}),
  };
}
