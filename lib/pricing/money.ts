/** An exact amount of money: whole femto-USD (1e-15 USD). A rate is femto-USD per token (1e-9 USD per million tokens). */
export type FemtoUsd = bigint & { readonly __unit: "femto-USD" };

const DIGITS = 15;
const ONE_USD = 10n ** BigInt(DIGITS);

/** No money at all; not to be used for "unknown". */
export const ZERO_USD = 0n as FemtoUsd;

/** Marks a bigint that counts femto-USD. */
export function femtoUsd(amount: bigint): FemtoUsd {
  return amount as FemtoUsd;
}

/** The sum of amounts. */
export function addUsd(...amounts: readonly FemtoUsd[]): FemtoUsd {
  return femtoUsd(amounts.reduce<bigint>((sum, amount) => sum + amount, 0n));
}

/**
 * Reads an exact decimal amount of USD ("0.125", "-3", "1e-7" is not accepted).
 * @throws RangeError when the text is no decimal number or needs more than 15 decimals.
 */
export function parseUsd(text: string): FemtoUsd {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) throw new RangeError(`"${text}" is not a decimal amount of USD`);
  const [, sign, whole = "0", decimals = ""] = match;
  const kept = decimals.replace(/0+$/, "");
  if (kept.length > DIGITS) throw new RangeError(`"${text}" has more than ${DIGITS} decimals`);
  const amount = BigInt(whole) * ONE_USD + BigInt(kept.padEnd(DIGITS, "0"));
  return (sign ? -amount : amount) as FemtoUsd;
}

/** Exact decimal USD of an amount, without trailing zeros: what goes over the wire. "0" for nothing. */
export function usdString(amount: FemtoUsd): string {
  const negative = amount < 0n;
  const digits = (negative ? -amount : amount).toString().padStart(DIGITS + 1, "0");
  const decimals = digits.slice(-DIGITS).replace(/0+$/, "");
  const text = decimals === "" ? digits.slice(0, -DIGITS) : `${digits.slice(0, -DIGITS)}.${decimals}`;
  return negative ? `-${text}` : text;
}

/**
 * Rounds to `decimals` places (0 to 15), half to even, and answers the decimal text with exactly that many places.
 * Rounding happens only here, for people to read; sums are of exact amounts.
 */
export function roundUsd(amount: FemtoUsd, decimals: number): string {
  const unit = 10n ** BigInt(DIGITS - decimals);
  const negative = amount < 0n;
  const size = negative ? -amount : amount;
  const rounded = divideHalfEven(size, unit);
  const digits = rounded.toString().padStart(decimals + 1, "0");
  const whole = decimals === 0 ? digits : digits.slice(0, -decimals);
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return negative && rounded !== 0n ? `-${text}` : text;
}

/** Integer division of amounts that are not negative, rounding half to even. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  if (twice < denominator || (twice === denominator && quotient % 2n === 0n)) return quotient;
  return quotient + 1n;
}

/**
 * An amount for people to read: "$12,345.67", below a dollar two significant decimals ("$0.00042"), and with
 * `compact` thousands and millions ("$1.2k", "$3.4M"): from a thousand on, or from a million on with "large". `decimals`
 * fixes their number.
 */
export function formatUsd(amount: FemtoUsd, options: { compact?: Compact; decimals?: number } = {}): string {
  const size = amount < 0n ? -amount : amount;
  const sign = amount < 0n ? "−" : "";
  const from = options.compact === "large" ? 1_000_000n : 1000n;
  if (options.compact && size >= from * ONE_USD) return sign + compactUsd(size as FemtoUsd);
  const decimals = options.decimals ?? (size === 0n || size >= ONE_USD ? 2 : decimalsBelowOne(size));
  const [whole = "0", rest] = roundUsd(size as FemtoUsd, decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}$${grouped}${rest ? `.${rest}` : ""}`;
}

/** Whether an amount is written short: never, from a thousand dollars on, or from a million on. */
export type Compact = boolean | "large";

const COMPACT_UNITS = [
  ["k", 1000n],
  ["M", 1_000_000n],
  ["B", 1_000_000_000n],
] as const;

function compactUsd(size: FemtoUsd): string {
  const inTenths = COMPACT_UNITS.map(([letter, unit]) => [letter, divideHalfEven(10n * size, unit * ONE_USD)] as const);
  // The unit is chosen by the rounded figure: $999,960 is $1M, not $1000k.
  const [letter, tenths] = inTenths.find(([, rounded]) => rounded < 10_000n) ?? (inTenths.at(-1) as ["B", bigint]);
  return `$${tenths / 10n}${tenths % 10n === 0n ? "" : `.${tenths % 10n}`}${letter}`;
}

/** Cents are enough from ten cents on; below, two significant digits. */
function decimalsBelowOne(size: bigint): number {
  const leadingZeros = DIGITS - size.toString().length;
  return Math.min(DIGITS, Math.max(2, leadingZeros + 2));
}
