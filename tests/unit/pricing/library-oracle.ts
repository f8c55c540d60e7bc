import { calcPrice, type ModelPrice } from "@pydantic/genai-prices";
import type { PriceableTokens } from "@/lib/pricing/price-tokens";
import { dateFromInstant, type Instant } from "@/lib/usage/instant";

/**
 * What usage costs by the library's raw price list, worked out another way than lib/pricing does: the library chooses
 * model, date and hour; tokens are cut into cells, and each cell takes the price of its most specific description, as an
 * exact fraction of decimal digits. Null where a cell has no price.
 */
export function oracleCost(provider: string, model: string, at: Instant, tokens: PriceableTokens): Fraction | null {
  const found = calcPrice({}, model, { providerId: provider, timestamp: dateFromInstant(at) });
  if (!found) return null;
  let total: Fraction = { numerator: 0n, decimals: 0 };
  for (const { keys, count } of cells(tokens)) {
    if (count === 0n) continue;
    const key = keys.find((candidate) => found.model_price[candidate] !== undefined);
    if (!key) return null;
    total = add(total, times(priceOf(found.model_price, key, tokens.input), count));
  }
  const perRequest = found.model_price.requests_kcount;
  // Per thousand requests where the others are per million tokens.
  return perRequest === undefined ? total : add(total, times(priceOf({ x: perRequest }, "x", 0n), 1000n));
}

/** USD per million (or the sum of such), as digits and a number of decimals. */
export interface Fraction {
  numerator: bigint;
  decimals: number;
}

/** Whether an amount of femto-USD is the fraction of USD per million tokens, exactly. */
export function isSame(femto: bigint, { numerator, decimals }: Fraction): boolean {
  // femto / 10^15 = numerator / 10^decimals / 10^6
  return femto * 10n ** BigInt(decimals) === numerator * 10n ** 9n;
}

/** Cells of the token counts with the library's price keys that could cover them, most specific first. */
function cells(tokens: PriceableTokens): { keys: string[]; count: bigint }[] {
  const { cacheReadAudio: readAudio, cacheReadImage: readImage } = tokens;
  const named = Object.values(tokens.cacheWriteByTtl).reduce((sum, count) => sum + count, 0n);
  const otherInput =
    tokens.cacheRead + tokens.cacheWrite + (tokens.audioInput - readAudio) + (tokens.imageInput - readImage);
  return [
    { keys: ["input_mtok"], count: tokens.input - otherInput },
    { keys: ["input_audio_mtok", "input_mtok"], count: tokens.audioInput - readAudio },
    { keys: ["input_image_mtok", "input_mtok"], count: tokens.imageInput - readImage },
    { keys: ["cache_read_mtok", "input_mtok"], count: tokens.cacheRead - readAudio - readImage },
    { keys: ["cache_audio_read_mtok", "input_audio_mtok", "cache_read_mtok", "input_mtok"], count: readAudio },
    { keys: ["cache_image_read_mtok", "input_image_mtok", "cache_read_mtok", "input_mtok"], count: readImage },
    ...Object.entries(tokens.cacheWriteByTtl).map(([ttl, count]) => ({ keys: [`cache_write_${ttl}_mtok`], count })),
    { keys: ["cache_write_mtok", "input_mtok"], count: tokens.cacheWrite - named },
    { keys: ["output_reasoning_mtok", "output_mtok"], count: tokens.reasoning },
    { keys: ["output_audio_mtok", "output_mtok"], count: tokens.audioOutput },
    { keys: ["output_image_mtok", "output_mtok"], count: tokens.imageOutput },
    { keys: ["output_mtok"], count: tokens.output - tokens.reasoning - tokens.audioOutput - tokens.imageOutput },
  ];
}

function priceOf(prices: ModelPrice, key: string, prompt: bigint): Fraction {
  const price = prices[key];
  if (price === undefined) throw new Error(`no ${key}`);
  const tier = typeof price === "number" ? undefined : price.tiers.filter(({ start }) => prompt > BigInt(start)).at(-1);
  return digits(typeof price === "number" ? price : (tier?.price ?? price.base));
}

/** The shortest decimal within one part in 10^12 of a float. */
function digits(price: number): Fraction {
  for (let decimals = 0; decimals <= 9; decimals += 1) {
    const text = price.toFixed(decimals);
    if (Math.abs(Number(text) - price) <= price * 1e-12) return { numerator: BigInt(text.replace(".", "")), decimals };
  }
  throw new RangeError(`${price} has more than nine decimals`);
}

function times({ numerator, decimals }: Fraction, count: bigint): Fraction {
  return { numerator: numerator * count, decimals };
}

function add(a: Fraction, b: Fraction): Fraction {
  const decimals = Math.max(a.decimals, b.decimals);
  const scaled = (fraction: Fraction) => fraction.numerator * 10n ** BigInt(decimals - fraction.decimals);
  return { numerator: scaled(a) + scaled(b), decimals };
}
