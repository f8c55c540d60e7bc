const UNITS = [
  ["k", 1_000n],
  ["M", 1_000_000n],
  ["B", 1_000_000_000n],
  ["T", 1_000_000_000_000n],
] as const;

/**
 * A count for people to read: "12,345", and with `compact` three significant figures from ten thousand on ("12.3k",
 * "4.56M").
 */
export function formatCount(count: bigint | number, options: { compact?: boolean } = {}): string {
  const value = BigInt(count);
  const size = value < 0n ? -value : value;
  const sign = value < 0n ? "−" : "";
  if (options.compact && size >= 10_000n) return sign + compact(size);
  return sign + size.toString().replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A count with what is counted, whose plural ends in s: "1 record", "12,345 records". */
export function counted(count: bigint | number, what: string, options: { compact?: boolean } = {}): string {
  return `${formatCount(count, options)} ${what}${BigInt(count) === 1n ? "" : "s"}`;
}

function compact(size: bigint): string {
  for (const [letter, unit] of UNITS) {
    for (const decimals of [2, 1, 0]) {
      const scale = 10n ** BigInt(decimals);
      const rounded = (2n * size * scale + unit) / (2n * unit);
      // Three figures: 1.23, 12.3, 123. What rounds to 1000 belongs to the next unit.
      if (rounded < 1000n) return withDecimals(rounded, decimals) + letter;
    }
  }
  return `${(size / 1_000_000_000_000n).toString().replace(/\B(?=(\d{3})+$)/g, ",")}T`;
}

function withDecimals(scaled: bigint, decimals: number): string {
  if (decimals === 0) return scaled.toString();
  const digits = scaled.toString().padStart(decimals + 1, "0");
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/\.?0+$/, "");
}

/** A share of 0 to 1 in percent: "93.4%"; never "100%" or "0%" for what only comes close. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.001) return "<0.1%";
  if (share < 1 && share > 0.999) return ">99.9%";
  return `${(share * 100).toFixed(share === 0 || share === 1 ? 0 : 1)}%`;
}
